import { expect, it } from 'vitest'
import { caseResult, runInfo, summaryOf } from '../../tests/support/sample-report.ts'
import { createHeartbeat } from './heartbeat.ts'

/** A heartbeat whose time passes when it is told to. */
function beating(): { heartbeat: ReturnType<typeof createHeartbeat>; beat: () => string; isStopped: () => boolean } {
  let [text, isStopped] = ['', false]
  let tick = (): void => {}
  const every = (ms: number, call: () => void): (() => void) => {
    expect(ms).toBe(30_000)
    tick = call
    return () => void (isStopped = true)
  }
  const heartbeat = createHeartbeat({ out: (more) => void (text += more), every })
  const beat = (): string => {
    text = ''
    tick()
    return text
  }
  return { heartbeat, beat, isStopped: () => isStopped }
}

it('says twice a minute how far a run is, and what it waits for', () => {
  const { heartbeat, beat } = beating()
  expect(beat()).toBe('')
  heartbeat.on({ kind: 'planned', run: runInfo({ cases: 3 }) })
  heartbeat.on({ kind: 'began', id: 'a/b', transport: 'websocket' })
  expect(beat()).toBe('… 0/3 · 0 held, 0 broken · a/b (websocket)\n')
  heartbeat.on({ kind: 'judged', result: caseResult() })
  heartbeat.on({ kind: 'judged', result: caseResult({ verdict: 'differs' }) })
  heartbeat.on({ kind: 'waiting', operation: 'c', ms: 4200, why: 'limit' })
  expect(beat()).toBe('… 2/3 · 1 held, 0 broken, 1 differ · waiting 4.2 s for the limit of c\n')
})

it('says nothing of cases that nobody asked for, nor between runs, and stops when it is told to', () => {
  const { heartbeat, beat, isStopped } = beating()
  heartbeat.on({ kind: 'planned', run: runInfo({ cases: 1 }) })
  heartbeat.on({ kind: 'judged', result: caseResult({ verdict: 'skipped' }) })
  expect(beat()).toMatch(/^… 0\/1 /)
  heartbeat.on({ kind: 'finished', summary: summaryOf([]) })
  expect(beat()).toBe('')
  heartbeat.stop()
  expect(isStopped()).toBe(true)
})
