import { describe, expect, it } from 'vitest'
import type { RunEvent } from '../model/events.ts'
import type { Received } from '../model/exchange.ts'
import { createTestArranger, eventsOf, optionsFor, resultsOf, sending, some, target } from '../testing/runs.ts'
import type { RunOptions } from './run-options.ts'

const WITHIN = 'joinVideoConference/joined'
/** It waits for the end of a window, which takes a second one. */
const LATER = 'joinVideoConference/joined:after-the-window'

describe('the least time of a run', () => {
  const leastMs = async (more: Partial<RunOptions>): Promise<unknown> => {
    const [first] = await eventsOf(some(WITHIN, LATER), { target: { ...target, limits: {} }, send: refusing, ...more })
    return first?.kind === 'planned' ? first.run.leastMs : undefined
  }
  const refusing = async () => ({ kind: 'refused', message: 'nothing listens' }) as const

  it('is the windows of its limits, which hold for no target that begins them anew with each case', async () => {
    expect(await leastMs({ arranger: createTestArranger(false) })).toBe(10_000)
    expect(await leastMs({ arranger: createTestArranger(true) })).toBe(0)
  })

  it('is without the cases that will not be sent', async () => {
    const lacks: RunOptions['arranger']['lacks'] = ({ id }) => (id === LATER ? 'nobody calls' : null)
    expect(await leastMs({ arranger: { ...createTestArranger(false), lacks } })).toBe(0)
  })
})

it('a run tells first its target, its gate, and how many cases it has of those that are selected', async () => {
  const url = 'http://127.0.0.1:1'
  const [first] = await eventsOf(some('joinMeetingRoom/room-full', 'joinMeetingRoom/room-locked', WITHIN), {
    target: { ...target, name: 'staging', url },
    arranger: createTestArranger(false),
    gate: 'server',
    minCoverage: 7,
    bodies: 'fixed',
    wanted: ({ operation }) => operation === 'joinMeetingRoom',
  })
  expect(first).toEqual({
    kind: 'planned',
    run: {
      target: 'staging',
      url,
      edition: 'current',
      arranger: 'static',
      gate: 'server',
      minCoverage: 7,
      cases: 2,
      leastMs: 0,
      bodies: 'fixed',
    },
  })
})

it('a result has the time that its case took, with every try, and the run that of all', async () => {
  let at = 1000
  const trouble = { kind: 'timeout', message: 'no answer in time' } as const
  const send = sending((nth) => {
    at += 30
    return nth === 0 ? trouble : null
  })
  const sleep = async (ms: number): Promise<void> => void (at += ms)
  const ids = ['joinMeetingRoom/room-full', 'joinMeetingRoom/room-locked']
  const events = await eventsOf(some(...ids), { send, sleep, now: () => at, workers: 1 })
  const [tried = 0, once = 0] = ids.map((id) => resultsOf(events)[id]?.ms)
  const last = events.at(-1)
  expect([once, last?.kind === 'finished' && last.summary.durationMs]).toEqual([30, at - 1000])
  expect(tried + once).toBe(at - 1000)
})

describe('the notes of a run', () => {
  const limited: Received = { status: 429, headers: [['content-type', 'application/json']], body: '{}', ms: 1 }
  const kinds = (events: readonly RunEvent[]): string[] => events.slice(-4).map(({ kind }) => kind)

  it('come after all results: first what is known of the target, then what the run has seen; without secrets', async () => {
    const { redaction } = optionsFor([])
    redaction.learn(['hunter-22'])
    const events = await eventsOf(some('joinLivechatRoom/joined', 'joinLivechatRoom/missing-room-id'), {
      arranger: createTestArranger(false),
      notes: ['a proxy is used', 'hunter-22 is in its name'],
      redaction,
      retries: 0,
      send: sending((_, id) => (id === 'joinLivechatRoom/joined' ? limited : null)),
    })
    expect(kinds(events)).toEqual(['note', 'note', 'note', 'finished'])
    expect(events.flatMap((event) => (event.kind === 'note' ? [event.text] : []))).toEqual([
      'a proxy is used',
      '[redacted] is in its name',
      expect.stringMatching(/^joinLivechatRoom was answered 429 once, /),
    ])
  })

  it('are none of a target of which nothing is known', async () => {
    expect(kinds(await eventsOf(some(WITHIN)))).toEqual(['planned', 'began', 'judged', 'finished'])
  })
})
