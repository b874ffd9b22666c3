import { expect, it } from 'vitest'
import { caseResult, runInfo, summaryOf } from '../../tests/support/sample-report.ts'
import type { RunEvent } from '../verify/model/events.ts'
import { collect } from './report.ts'

const planned: RunEvent = { kind: 'planned', run: runInfo({ cases: 1 }) }
const judged: RunEvent = { kind: 'judged', result: caseResult() }
const finished: RunEvent = { kind: 'finished', summary: summaryOf([caseResult()]) }

async function* eventsOf(...events: readonly RunEvent[]): AsyncGenerator<RunEvent> {
  yield* events
}

it('a report began before its first event, and holds what each of them said', async () => {
  let time = 0
  const heard: string[] = []
  const onEvent = ({ kind }: RunEvent): void => void heard.push(`${kind} at ${++time}`)
  const report = await collect(eventsOf(planned, judged, { kind: 'note', text: 'slow' }, finished), onEvent, () => time)
  expect(heard).toEqual(['planned at 1', 'judged at 2', 'note at 3', 'finished at 4'])
  expect(report).toEqual({
    startedAt: 0,
    run: runInfo({ cases: 1 }),
    identities: [],
    results: [caseResult()],
    leftBehind: [],
    notes: ['slow'],
    summary: summaryOf([caseResult()]),
  })
})

it('a report began in its own time, since 1970, where no clock is given', async () => {
  const before = Date.now()
  expect((await collect(eventsOf(planned, finished))).startedAt).toBeGreaterThanOrEqual(before)
})

it('a report has its identities and what was left behind, in their order', async () => {
  const identities = ['host', 'guest'].map(
    (name) => ({ kind: 'identity', name, state: 'missing', reason: null }) as const,
  )
  const leftBehind = ['room a', 'room b'].map((what) => ({ kind: 'left-behind', what, reason: 'it is gone' }) as const)
  expect(await collect(eventsOf(planned, ...identities, ...leftBehind, finished))).toMatchObject({
    identities,
    leftBehind,
    results: [],
    notes: [],
  })
})

it.each([
  ['planned', [judged, finished]],
  ['finished', [planned, judged]],
])('a run that was never %s has no report', async (_, events) => {
  await expect(collect(eventsOf(...events))).rejects.toMatchObject({
    name: 'Fault',
    message: 'The run ended without its figures.',
    fix: 'This is a fault in greenroom; please report it.',
  })
})
