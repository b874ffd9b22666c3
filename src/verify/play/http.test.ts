import { describe, expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import type { Case } from '../../contract/model/case.ts'
import type { Received, Trouble } from '../model/exchange.ts'
import type { HttpPlanned } from '../plan/plan.ts'
import { setUp } from '../run/set-up.ts'
import type { RunOptions } from '../run/run-options.ts'
import { answer, plannedOf } from '../testing/answers.ts'
import { arrangedFor, notedLease, partsFor } from '../testing/plays.ts'
import { createTestArranger, optionsFor, some, target } from '../testing/runs.ts'
import type { Arrangement } from '../model/arrangement.ts'
import { playOnHttp } from './http.ts'
import type { PlayParts } from './play-parts.ts'

const GUEST = 'joinMeetingRoom/joined-as-guest'
const FULL = 'joinMeetingRoom/room-full'
const RESET: Trouble = { kind: 'reset', message: 'It was reset.' }
const answerTo = (id: string): Received => answer(id).received

interface Given {
  readonly answers?: readonly (Received | Trouble)[]
  readonly arranged?: Partial<Arrangement>
  readonly parts?: Partial<PlayParts>
  readonly options?: Partial<RunOptions>
  readonly change?: Partial<Case>
}
/** Plays a case whose calls are answered in turn. */
async function play(id: string, { answers = [], arranged = {}, parts = {}, options = {}, change = {} }: Given = {}) {
  const left = [...answers]
  const sent: string[] = []
  const all: PlayParts = {
    ...partsFor(options),
    send: async ({ method, target: to }) => {
      sent.push(`${method} ${to}`)
      return left.shift() ?? answerTo(id)
    },
    ...parts,
  }
  const known = plannedOf(id)
  const planned: HttpPlanned = { ...known, testCase: { ...known.testCase, ...change } }
  const attempt = await playOnHttp({ planned, arrangement: arrangedFor(arranged), lease: notedLease(), parts: all })
  return { attempt, sent }
}

// oxlint-disable-next-line unicorn/no-thenable -- the calls after a case, not a promise
const andThen = (...calls: Case['then']): Pick<Case, 'then'> => ({ then: calls })

describe('a case over HTTP', () => {
  it('is sent and judged', async () => {
    const { attempt, sent } = await play(FULL)
    expect(sent).toEqual(['POST /rooms/the-code/join'])
    expect(attempt).toMatchObject({
      kind: 'judged',
      calls: [{ answered: { received: { status: 400 } }, judgement: { breaches: [] }, packets: [] }],
    })
    const { attempt: other } = await play(FULL, { answers: [answerTo('joinMeetingRoom/room-locked')] })
    expect(other).toMatchObject({ calls: [{ judgement: { answeredAs: 'room-locked' } }] })
  })

  it('is not begun if one of its calls cannot be made', async () => {
    const [locked] = some('joinMeetingRoom/room-locked')
    const after = locked ? [{ ...locked, as: 'stranger' }] : []
    const { attempt, sent } = await play(FULL, { change: andThen(...after) })
    expect([attempt, sent]).toEqual([
      { kind: 'blocked', why: 'identity', reason: 'the target has no identity stranger', calls: [] },
      [],
    ])
  })

  it('has its calls in order, each of which knows those before', async () => {
    const { attempt } = await play(FULL, { change: { before: some(FULL), ...andThen(...some(FULL)) } })
    expect(attempt.calls.map(({ answered }) => answered?.earlier.length)).toEqual([0, 1, 2])
  })

  it('ends where a call wrongly succeeds', async () => {
    const { attempt, sent } = await play(FULL, { answers: [answerTo(GUEST)], change: andThen(...some(FULL)) })
    expect([sent.length, attempt.calls.length]).toEqual([1, 1])
    expect(attempt).toMatchObject({ kind: 'judged', calls: [{ judgement: { endsCase: true } }] })
  })

  it('changes facts and lets time pass before a call that wants it, in this order', async () => {
    const order: unknown[] = []
    await play(FULL, {
      change: { set: { 'meeting-room': ['locked'] }, waitMs: 30 },
      arranged: {
        set: async (given) => {
          await new Promise((resolve) => setImmediate(resolve))
          order.push(given)
        },
        pass: async (ms) => {
          await new Promise((resolve) => setImmediate(resolve))
          order.push(ms)
        },
      },
      parts: {
        send: async () => {
          order.push('sent')
          return answerTo(FULL)
        },
      },
    })
    expect(order).toEqual([{ 'meeting-room': ['locked'] }, 30, 'sent'])
    order.length = 0
    const rateLimit = { requests: 2, windowMs: 1000, outcome: null, key: 'address' } as const
    await play(FULL, {
      change: { waitMs: 30 },
      arranged: { pass: async (ms) => void order.push(ms) },
      options: {
        faces: faces.current.map((face) => ({ ...face, rateLimit })),
        target: { ...target, limits: { joinMeetingRoom: { requests: 2, windowMs: 2000 } } },
      },
    })
    expect(order).toEqual([60])
    order.length = 0
    await play(FULL, {
      arranged: { set: async (given) => void order.push(given), pass: async (ms) => void order.push(ms) },
    })
    expect(order).toEqual([])
  })

  it('made several times at once has its winner first', async () => {
    const { attempt, sent } = await play(GUEST, {
      answers: [answerTo(FULL), answerTo(GUEST), answerTo(FULL)],
      change: { atOnce: { calls: 3, others: 'room-full' } },
    })
    expect(sent).toHaveLength(3)
    expect(
      attempt.calls.map(({ call, answered, judgement }) => [
        call.expect,
        answered?.received.status,
        judgement?.breaches,
      ]),
    ).toEqual([
      ['joined-as-guest', 201, []],
      ['room-full', 400, []],
      ['room-full', 400, []],
    ])
  })
})

describe('trouble', () => {
  it('ends a case, after what was judged before', async () => {
    const { attempt } = await play(FULL, { answers: [answerTo(FULL), RESET], change: andThen(...some(FULL, FULL)) })
    expect(attempt).toMatchObject({
      kind: 'trouble',
      trouble: RESET,
      calls: [{ judgement: {} }, { answered: null, judgement: null, packets: [] }],
    })
    expect(attempt.calls.map(({ call, request }) => [call.expect, request.method, request.target])).toEqual([
      ['room-full', 'POST', '/rooms/the-code/join'],
      ['room-full', 'POST', '/rooms/the-code/join'],
    ])
  })

  it('by a reset is the answer in the last attempt, if the operation is always reset', async () => {
    const always = { isLast: true, isCut: (operation: string) => operation === 'joinMeetingRoom' }
    const { attempt } = await play(FULL, { answers: [RESET], parts: always })
    expect(attempt).toMatchObject({
      kind: 'judged',
      calls: [
        {
          answered: { received: { status: 0, headers: [], body: '', ms: 0 } },
          judgement: {
            breaches: [
              {
                check: 'status',
                message: 'the target resets every connection of this operation, but answers other calls',
                sources: ['002_142f66b635c02c8c.txt#Error Codes 400'],
              },
            ],
            extra: [],
            answeredAs: null,
            endsCase: true,
          },
        },
      ],
    })
    for (const parts of [
      { ...always, isLast: false },
      { ...always, isCut: () => false },
    ])
      expect((await play(FULL, { answers: [RESET], parts })).attempt.kind).toBe('trouble')
    const late: Trouble = { kind: 'timeout', message: 'Too late.' }
    expect((await play(FULL, { answers: [late], parts: always })).attempt.kind).toBe('trouble')
  })

  it('by such a reset in a later call comes after the calls before, which stay', async () => {
    const { attempt } = await play(FULL, {
      answers: [answerTo(FULL), RESET],
      change: andThen(...some(FULL, FULL)),
      parts: { isLast: true, isCut: () => true },
    })
    expect(attempt.kind).toBe('judged')
    expect(
      attempt.calls.map(({ answered, judgement }) => [
        answered?.received.status,
        answered?.earlier.length,
        judgement?.breaches.map(({ check }) => check),
      ]),
    ).toEqual([
      [400, 0, []],
      [0, 1, ['status']],
    ])
  })
})

describe('a limit that a case needs used up', () => {
  const ID = 'joinVideoConference/rate-limited'
  const limits = { joinVideoConference: { requests: 3, windowMs: 1000 } }
  const plays = (answers: readonly (Received | Trouble)[], isolated = false, more: Given = {}) => {
    const options = { arranger: createTestArranger(isolated), target: { ...target, limits } }
    const { parts } = setUp(
      optionsFor(some('joinVideoConference/not-logged-in', 'joinVideoConference/joined'), options),
      () => {},
    )
    const { faces: all, plan } = parts
    return play(ID, { answers, options, parts: { faces: all, plan }, ...more })
  }

  it('is used up by calls that succeed, whatever they are answered', async () => {
    const { attempt, sent } = await plays([
      answerTo('joinVideoConference/joined'),
      answerTo('joinVideoConference/unknown-call'),
    ])
    expect(sent).toEqual(Array.from({ length: 4 }, () => 'POST /api/v1/video-conference.join'))
    expect(attempt).toMatchObject({ kind: 'judged', calls: [{ judgement: { breaches: [] } }] })
    expect(attempt.calls).toHaveLength(1)
  })

  it('is used up already on a greenroom', async () => {
    expect((await plays([], true)).sent).toHaveLength(1)
  })

  it('is trouble of the case if that is trouble', async () => {
    const { attempt, sent } = await plays([answerTo('joinVideoConference/joined'), RESET])
    expect([attempt, sent.length]).toEqual([{ kind: 'trouble', trouble: RESET, calls: [] }, 2])
  })

  it('blocks the case if those calls cannot be made', async () => {
    const { 'no-permission': _, ...identities } = target.identities
    const change = { as: 'manager' }
    const { attempt } = await plays([], false, { arranged: { identities }, change })
    expect(attempt).toEqual({
      kind: 'blocked',
      why: 'identity',
      reason: 'the target has no identity no-permission',
      calls: [],
    })
  })

  it('is left as it is where no case of the operation succeeds', async () => {
    const { sent } = await plays([], false, { parts: { plan: [] } })
    expect(sent).toHaveLength(1)
  })
})
