import { describe, expect, it } from 'vitest'
import { Fault } from '../../fault.ts'
import type { RunEvent } from '../model/events.ts'
import type { Trouble, TroubleKind } from '../model/exchange.ts'
import type { Lease } from '../model/limit.ts'
import type { Planned } from '../plan/plan.ts'
import { createPacer } from './pace.ts'
import type { Attempt } from '../play/played.ts'
import { answer, plannedOf } from '../testing/answers.ts'
import { createRetries, type Tried } from './retries.ts'

const planned = plannedOf('joinVideoConference/joined')
const answered = answer('joinVideoConference/joined')
const request = { method: 'POST', target: '/', headers: {}, body: null }
const call = { call: planned.testCase, request, answered, judgement: null, packets: [] }

const JUDGED: Attempt = { kind: 'judged', calls: [call] }
const BLOCKED: Attempt = { kind: 'blocked', why: 'situation', reason: 'there is none', calls: [] }
const trouble = (kind: TroubleKind): Attempt => ({ kind: 'trouble', trouble: troubleOf(kind), calls: [] })
const troubleOf = (kind: TroubleKind): Trouble => ({ kind, message: `it is ${kind}` })

/** The results of plays, in order: an attempt, or an error thrown; the last one repeats. */
type Play = Attempt | Error | (() => Attempt)

/** Retries with a pacer of one limit, and a clock of their own. */
function begin({ retries = 2, signal = new AbortController().signal } = {}) {
  let now = 0
  const [events, waits, lasts]: [RunEvent[], number[], boolean[]] = [[], [], []]
  const pacer = createPacer({
    limits: new Map([['joinVideoConference', { requests: 2, windowMs: 5000 }]]),
    now: () => now,
    sleep: async (ms) => void (now += ms),
    onWait: () => {},
  })
  const tried = createRetries({
    pacer,
    retries,
    signal,
    sleep: async (ms) => void waits.push(ms),
    tell: (event) => void events.push(event),
  })
  const attemptedOf = (one: Planned, ...plays: readonly Play[]): Promise<Tried> => {
    let nth = 0
    const play = async (_lease: Lease, isLast: boolean): Promise<Attempt> => {
      lasts.push(isLast)
      const next = plays[Math.min(nth++, plays.length - 1)]
      if (next === undefined || next instanceof Error) throw next
      return typeof next === 'function' ? next() : next
    }
    return tried({ planned: one, needs: new Map([['joinVideoConference', { calls: 1, fresh: false }]]), play })
  }
  const attempted = (...plays: readonly Play[]): Promise<Tried> => attemptedOf(planned, ...plays)
  return { attempted, attemptedOf, events, waits, lasts, passed: () => now }
}

describe('a case', () => {
  it('is played once where there is no trouble', async () => {
    const { attempted, events, waits, lasts } = begin()
    expect(await attempted(JUDGED)).toEqual({ attempt: JUDGED, attempts: 1 })
    expect(await attempted(BLOCKED)).toEqual({ attempt: BLOCKED, attempts: 1 })
    expect([events, waits, lasts]).toEqual([[], [], [false, false]])
  })

  it('is played again after trouble, later each time, which is told', async () => {
    const { attempted, events, waits, lasts } = begin()
    expect(await attempted(trouble('timeout'), trouble('reset'), JUDGED)).toEqual({ attempt: JUDGED, attempts: 3 })
    const id = planned.testCase.id
    expect(events).toEqual([
      { kind: 'retried', id, trouble: 'timeout', message: 'it is timeout' },
      { kind: 'retried', id, trouble: 'reset', message: 'it is reset' },
    ])
    expect(waits).toEqual([50, 100])
    expect(lasts).toEqual([false, false, true])
  })

  it('is in trouble in the end, after as many tries as are asked for', async () => {
    const { attempted, events, lasts } = begin({ retries: 3 })
    expect(await attempted(trouble('timeout'))).toEqual({ attempt: trouble('timeout'), attempts: 4 })
    expect([events.length, lasts.length]).toEqual([3, 4])
    const once = begin({ retries: 0 })
    expect(await once.attempted(trouble('timeout'))).toEqual({ attempt: trouble('timeout'), attempts: 1 })
    expect(once.lasts).toEqual([true])
  })

  it('gives its turn back whatever happens', async () => {
    const { attempted } = begin({ retries: 0 })
    await attempted(trouble('timeout'))
    await expect(attempted(new TypeError('a mistake of ours'))).rejects.toThrow('a mistake of ours')
    // It would wait for ever.
    expect(await attempted(JUDGED)).toMatchObject({ attempt: JUDGED })
  })

  it('waits for a whole window where the target has said that it is full', async () => {
    const limited = begin()
    await limited.attempted(trouble('limited'), JUDGED)
    expect(limited.passed()).toBe(5002)
    const timedOut = begin()
    await timedOut.attempted(trouble('timeout'), JUDGED)
    expect(timedOut.passed()).toBe(0)
  })
})

it('a target that asks for time gets it, and the reader hears of it', async () => {
  const { attempted, events, waits } = begin()
  const asking: Attempt = { kind: 'trouble', trouble: { ...troubleOf('limited'), retryAfterMs: 9000 }, calls: [] }
  expect(await attempted(asking, JUDGED)).toMatchObject({ attempt: JUDGED, attempts: 2 })
  expect(waits).toEqual([9000])
  expect(events).toContainEqual({ kind: 'waiting', operation: 'joinVideoConference', ms: 9000, why: 'limit' })
})

describe('a target', () => {
  const UNREACHABLE = { attempt: null, reason: 'the target cannot be reached: it is refused' }

  it.each(['dns', 'refused', 'tls'] as const)('is out of reach at the first trouble of the kind %s', async (kind) => {
    const { attempted, events, lasts } = begin()
    const reason = `the target cannot be reached: it is ${kind}`
    expect(await attempted(trouble(kind))).toEqual({ attempt: null, reason })
    expect(await attempted(JUDGED)).toEqual({ attempt: null, reason })
    expect(events.filter((event) => event.kind === 'unreachable')).toEqual([
      { kind: 'unreachable', trouble: kind, message: `it is ${kind}` },
    ])
    expect(lasts).toHaveLength(1)
  })

  it.each(['timeout', 'reset', 'gateway', 'limited', 'oversized', 'malformed'] as const)(
    'is not out of reach for trouble of the kind %s',
    async (kind) => {
      const { attempted, events } = begin()
      expect(await attempted(trouble(kind), JUDGED)).toMatchObject({ attempt: JUDGED })
      expect(events.map((event) => event.kind)).toEqual(['retried'])
    },
  )

  it('that has answered once is within reach', async () => {
    const { attempted } = begin()
    await attempted(JUDGED)
    expect(await attempted(trouble('refused'), JUDGED)).toMatchObject({ attempt: JUDGED, attempts: 2 })
  })

  it('has not answered by a case that was never sent', async () => {
    const { attempted } = begin()
    await attempted(BLOCKED)
    expect(await attempted(trouble('refused'))).toEqual(UNREACHABLE)
  })

  it('whose control plane is a Fault to ask is as one that nothing listens at', async () => {
    const { attempted, events } = begin()
    const reason = 'the target cannot be reached: no greenroom. start one'
    expect(await attempted(new Fault('no greenroom', 'start one'))).toEqual({ attempt: null, reason })
    expect(events[0]).toEqual({ kind: 'unreachable', trouble: 'refused', message: 'no greenroom. start one' })
    const later = begin({ retries: 0 })
    await later.attempted(JUDGED)
    expect(await later.attempted(new Fault('gone', 'look'))).toMatchObject({
      attempt: { kind: 'trouble', trouble: { kind: 'refused', message: 'gone. look' }, calls: [] },
    })
  })
})

describe('a target that accepts no connections any more', () => {
  const next = plannedOf('joinMeetingRoom/room-locked')
  const unanswered = { ...call, answered: null }
  const refusedAfter = (calls: Attempt['calls']): Attempt => ({
    kind: 'trouble',
    trouble: troubleOf('refused'),
    calls: [...calls, unanswered],
  })
  const noteOf = (id: string) => ({
    kind: 'note',
    text: `the target stopped accepting connections at ${id}; its log may say why`,
  })

  it('died of the case answered last, if the next one could not even connect', async () => {
    const run = begin({ retries: 0 })
    await run.attempted(JUDGED)
    await run.attemptedOf(next, refusedAfter([]))
    expect(run.events).toContainEqual(noteOf('joinVideoConference/joined'))
  })

  it('died of a case of which a call was answered before', async () => {
    const run = begin({ retries: 0 })
    await run.attempted(JUDGED)
    await run.attemptedOf(next, refusedAfter([call]))
    expect(run.events).toContainEqual(noteOf('joinMeetingRoom/room-locked'))
  })
})

describe('trouble', () => {
  const GIVEN_UP = (kind: TroubleKind) => ({
    attempt: null,
    reason: `nothing more was sent after trouble 10 times in a row; the last: it is ${kind}`,
  })
  /** This many cases in trouble, in order. */
  const inTrouble = async (run: ReturnType<typeof begin>, cases: number, kind: TroubleKind): Promise<void> => {
    for (let nth = 0; nth < cases; nth++) await run.attempted(trouble(kind))
  }

  it('of ten attempts in a row is enough', async () => {
    const run = begin({ retries: 0 })
    await inTrouble(run, 9, 'timeout')
    expect(await run.attempted(trouble('timeout'))).toMatchObject({ attempt: trouble('timeout') })
    expect(await run.attempted(JUDGED)).toEqual(GIVEN_UP('timeout'))
    expect(run.lasts).toHaveLength(10)
  })

  it('of one case counts by each of its attempts', async () => {
    const run = begin({ retries: 20 })
    expect(await run.attempted(trouble('timeout'))).toEqual(GIVEN_UP('timeout'))
    expect(run.lasts).toHaveLength(10)
  })

  it('is in a row no more once there was an answer', async () => {
    const run = begin({ retries: 0 })
    await inTrouble(run, 9, 'timeout')
    await run.attempted(JUDGED)
    await inTrouble(run, 9, 'timeout')
    expect(await run.attempted(JUDGED)).toMatchObject({ attempt: JUDGED })
  })

  it('of a case that was never sent leaves the row as it is', async () => {
    const run = begin({ retries: 0 })
    await inTrouble(run, 9, 'timeout')
    await run.attempted(BLOCKED)
    await inTrouble(run, 1, 'timeout')
    expect(await run.attempted(JUDGED)).toEqual(GIVEN_UP('timeout'))
  })

  it('with a gateway counts by case, once the target has answered: one that always fails says little of others', async () => {
    const run = begin({ retries: 2 })
    await run.attempted(JUDGED)
    await inTrouble(run, 9, 'gateway')
    expect(await run.attempted(trouble('gateway'))).toMatchObject({ attempt: trouble('gateway') })
    expect(await run.attempted(JUDGED)).toEqual(GIVEN_UP('gateway'))
    expect(run.lasts).toHaveLength(1 + 10 * 3)
  })

  it('with a gateway counts by attempt before that', async () => {
    const run = begin({ retries: 2 })
    await inTrouble(run, 3, 'gateway')
    expect(await run.attempted(trouble('gateway'))).toEqual(GIVEN_UP('gateway'))
    expect(run.lasts).toHaveLength(10)
  })
})

describe('a run that is ended', () => {
  it('plays nothing more', async () => {
    const { attempted, lasts } = begin({ signal: AbortSignal.abort() })
    expect(await attempted(JUDGED)).toEqual({ attempt: null, reason: 'the run was ended before its turn' })
    expect(lasts).toEqual([])
  })

  it.each<[string, Error]>([
    ['the reason', new DOMException('interrupted', 'AbortError')],
    ['a Fault', new Fault('gone', 'look')],
  ])('leaves a case that ends with %s undecided', async (_, error) => {
    const stop = new AbortController()
    const { attempted, events } = begin({ signal: stop.signal })
    const interrupted = (): never => {
      stop.abort()
      throw error
    }
    expect(await attempted(interrupted)).toEqual({ attempt: null, reason: 'the run was ended meanwhile' })
    expect(events).toEqual([])
  })

  it('keeps what was decided before', async () => {
    const stop = new AbortController()
    const { attempted } = begin({ signal: stop.signal })
    const last = (): Attempt => {
      stop.abort()
      return JUDGED
    }
    expect(await attempted(last)).toEqual({ attempt: JUDGED, attempts: 1 })
  })
})
