import { describe, expect, it } from 'vitest'
import type { CaseCall } from '../../contract/model/case.ts'
import type { Received, Trouble } from '../model/exchange.ts'
import type { RunOptions } from '../run/run-options.ts'
import { caseOf, onWebSocket, plannedOf } from '../testing/answers.ts'
import { arrangedFor, notedLease, partsFor } from '../testing/plays.ts'
import { createTestArranger, target } from '../testing/runs.ts'
import { allReady, preparePacket, prepareRequest, sendCall, toAnswered, waitOf, type CaseInPlay } from './call-parts.ts'

const JOINED = 'joinMeetingRoom/joined-as-guest'
const foreign = (more: Partial<RunOptions> = {}) => partsFor({ arranger: createTestArranger(false), ...more })
const call = (id = JOINED, more: Partial<CaseCall> = {}): CaseCall => ({ ...caseOf(id), ...more })

describe('a call over HTTP', () => {
  it('has the values of the situation, the headers of its caller, and those of the arrangement', () => {
    const ready = prepareRequest(
      call('joinLivechatRoom/joined'),
      arrangedFor({ headers: { 'x-world': 'w', 'X-User-Id': 'of the arrangement' } }),
      partsFor(),
    )
    expect(ready).toEqual({
      call: call('joinLivechatRoom/joined'),
      values: expect.objectContaining({ roomId: 'the-roomId', me: 'id-of-agent' }),
      request: {
        method: 'GET',
        target: '/api/v1/livechat/room.join?roomId=the-roomId',
        headers: expect.objectContaining({ 'x-world': 'w', 'X-User-Id': 'id-of-agent' }),
        body: null,
      },
    })
  })

  it.each([
    ['no identity', call(JOINED, { as: 'stranger' }), {}, 'identity', 'the target has no identity stranger'],
    [
      'no subject',
      call('joinLivechatRoom/joined'),
      { values: {} },
      'situation',
      'no subject of the target yields $roomId',
    ],
    [
      'a change that cannot be made',
      call(JOINED, { set: { 'meeting-room': ['locked'] } }),
      {},
      'situation',
      'the situation of the target cannot be changed during a case',
    ],
    ['an operation that there is not', call(JOINED, { operation: 'x' }), {}, 'transport', 'the edition has no x'],
  ])('cannot be made with %s', (_, of, arranged, kind, reason) => {
    expect(prepareRequest(of, arrangedFor(arranged), partsFor())).toEqual({ kind, reason })
  })

  it('cannot be made by a caller whose variables are not set, which is said', () => {
    const missing = { target: { ...target, missing: { stranger: 'STRANGER is not set' } } }
    expect(prepareRequest(call(JOINED, { as: 'stranger' }), arrangedFor(), partsFor(missing))).toEqual({
      kind: 'identity',
      reason: 'STRANGER is not set',
    })
  })

  it('cannot be made by a caller who is told by payloads alone', () => {
    const own = { target: { ...target, payloads: { guest: { userId: 'g' } } } }
    expect(prepareRequest(call(), arrangedFor({ identities: { guest: {} } }), partsFor(own))).toEqual({
      kind: 'identity',
      reason: "guest is identified only by payloads of events, which calls over HTTP don't have",
    })
  })

  it('knows the ids of users that the target names in payloads alone', () => {
    const own = { target: { ...target, payloads: { host: { userId: 'h' } } } }
    const ready = prepareRequest(
      call(),
      arrangedFor({ identities: { guest: {}, host: { Cookie: 'c' } } }),
      partsFor(own),
    )
    expect('reason' in ready ? ready : ready.values).toMatchObject({ code: 'the-code', 'host.userId': 'h' })
  })

  it('may change facts, if the arrangement can', () => {
    const set = call(JOINED, { set: { 'meeting-room': ['locked'] } })
    expect(prepareRequest(set, arrangedFor({ set: async () => {} }), partsFor())).toHaveProperty('request')
  })

  it('stays within the scope of a target, except on a greenroom', () => {
    const list = call('listLivechatRooms/listed')
    const targetOf = (scope: typeof target.scope) => ({ target: { ...target, scope } })
    const query = (ready: ReturnType<typeof prepareRequest>): unknown =>
      'request' in ready ? new URL(ready.request.target, 'http://a').search : ready.kind
    expect(query(prepareRequest(list, arrangedFor(), foreign()))).toBe('?departmentId=ours')
    expect(query(prepareRequest({ ...list, raw: { query: 'count=1' } }, arrangedFor(), foreign()))).toBe('safety')
    expect(query(prepareRequest(list, arrangedFor(), foreign(targetOf(null))))).toBe('safety')
    expect(query(prepareRequest(list, arrangedFor(), partsFor(targetOf(null))))).toBe('')
  })
})

describe('a call on a socket', () => {
  it('is a packet with values and credentials', () => {
    expect(
      preparePacket(
        call('joinMeetingRoom/joined-as-host'),
        arrangedFor({ identities: { host: { Authorization: 'Bearer t' } } }),
        partsFor({ socketFaces: [onWebSocket(JOINED).face] }),
      ),
    ).toEqual({
      call: call('joinMeetingRoom/joined-as-host'),
      values: expect.objectContaining({ code: 'the-code' }),
      packet: {
        event: 'join-room',
        args: [{ code: 'the-code', guestName: 'Jane Smith' }],
        auth: { token: 't' },
        headers: {},
      },
    })
  })

  it('cannot be made without an identity or an event', () => {
    expect(preparePacket(call(JOINED, { as: 'stranger' }), arrangedFor(), partsFor())).toMatchObject({
      kind: 'identity',
    })
    expect(
      prepareRequest(
        call(),
        arrangedFor(),
        partsFor({ faces: [], target: { ...partsFor().target, operations: ['x'] } }),
      ),
    ).toEqual({
      kind: 'transport',
      reason: "joinMeetingRoom is not among the target's operations",
    })
    expect(preparePacket(call(), arrangedFor(), partsFor({ socketFaces: [] }))).toEqual({
      kind: 'transport',
      reason: 'the edition has no joinMeetingRoom on sockets',
    })
  })
})

it('calls are ready if all are; else the first reason counts', () => {
  const [a, b] = [{ a: 1 }, { a: 2 }]
  const [one, two] = [
    { kind: 'identity', reason: 'one' },
    { kind: 'safety', reason: 'two' },
  ] as const
  expect(allReady([a, b])).toEqual([a, b])
  expect(allReady([a, one, two])).toBe(one)
  expect(allReady([])).toEqual([])
})

it('a wait is scaled from the window of the contract to that of the target, and rounded up', () => {
  const wait = (operation: string, waitMs: number, limits: RunOptions['target']['limits'] = {}): number =>
    waitOf(call(JOINED, { operation, waitMs }), partsFor({ target: { ...target, limits } }))
  expect(wait('joinVideoConference', 4000)).toBe(4000)
  expect(wait('joinVideoConference', 4000, { joinVideoConference: { requests: 5, windowMs: 60_000 } })).toBe(48_000)
  expect(wait('joinVideoConference', 1, { joinVideoConference: { requests: 5, windowMs: 2000 } })).toBe(1)
  expect(wait('joinVideoConference', 4000, { joinVideoConference: null })).toBe(4000)
  expect(wait('joinMeetingRoom', 700)).toBe(700)
  // Of sockets alone.
  expect(wait('leaveMeetingRoom', 700)).toBe(700)
})

describe('an answer', () => {
  const RECEIVED: Received = { status: 200, headers: [], body: '{}', ms: 1 }
  const GATEWAY: Trouble = { kind: 'gateway', message: 'm', answer: { ...RECEIVED, status: 502 } }
  const LIMITED: Received = { status: 429, headers: [['retry-after', '7']], body: '{}', ms: 1 }

  /** What becomes of an answer to a case. */
  async function sent(
    answer: Received | Trouble,
    {
      id = JOINED,
      options = {},
      isLast = false,
    }: { id?: string; options?: Partial<RunOptions>; isLast?: boolean } = {},
  ) {
    const parts = { ...foreign({ ...options, send: async () => answer }), isLast }
    const lease = notedLease()
    const planned = plannedOf(id)
    const playing: CaseInPlay = { planned, arrangement: arrangedFor(), lease, parts }
    const ready = prepareRequest(planned.testCase, playing.arrangement, parts)
    if ('reason' in ready) throw new Error(ready.reason)
    return { result: await sendCall(ready, playing), noted: lease.noted, remarks: parts.remarks.texts() }
  }

  it('is noted by the limit, and passed on', async () => {
    expect(await sent(RECEIVED)).toEqual({ result: RECEIVED, noted: [['joinMeetingRoom', RECEIVED]], remarks: [] })
  })

  it('is sent to where the case is arranged', async () => {
    const seen: unknown[] = []
    const parts = foreign({
      timeoutMs: 77,
      send: async (_, to) => {
        seen.push([to.baseUrl, to.timeoutMs, to.signal === parts.signal])
        return RECEIVED
      },
    })
    const arrangement = arrangedFor({ baseUrl: 'http://there/api' })
    const ready = prepareRequest(call(), arrangement, parts)
    if ('reason' in ready) throw new Error(ready.reason)
    await sendCall(ready, { planned: plannedOf(JOINED), arrangement, lease: notedLease(), parts })
    expect(seen).toEqual([['http://there/api', 77, true]])
  })

  it('of a gateway is trouble, but counts in the last attempt if it is JSON', async () => {
    expect(await sent(GATEWAY)).toMatchObject({ result: GATEWAY, noted: [] })
    expect(await sent(GATEWAY, { isLast: true })).toMatchObject({
      result: { status: 502 },
      noted: [[JOINED.split('/')[0], {}]],
    })
    const page: Trouble = { ...GATEWAY, answer: { ...RECEIVED, status: 502, body: '<p>' } }
    expect((await sent(page, { isLast: true })).result).toBe(page)
    const reset: Trouble = { kind: 'reset', message: 'm' }
    expect((await sent(reset, { isLast: true })).result).toBe(reset)
  })

  it('429 is trouble where no limit is documented, and is remarked', async () => {
    const options = { wallClock: () => 0 }
    const { result, noted, remarks } = await sent(LIMITED, { options })
    expect(result).toEqual({
      kind: 'limited',
      message: 'joinMeetingRoom was answered 429, though the calls stayed under its limit',
      retryAfterMs: 7000,
    })
    expect(noted).toHaveLength(1)
    const dated: Received = { ...LIMITED, headers: [['retry-after', 'Sat, 28 Nov 2026 12:00:07 GMT']] }
    const atNoon = { wallClock: () => Date.UTC(2026, 10, 28, 12, 0) }
    expect((await sent(dated, { options: atNoon })).result).toMatchObject({ retryAfterMs: 7000 })
    expect(remarks).toEqual([expect.stringMatching(/^joinMeetingRoom was answered 429 once/)])
    expect((await sent(LIMITED, { options, isLast: true })).result).toMatchObject({ kind: 'limited' })
  })

  it('429 of a documented limit is trouble at first, and the target’s answer in the end', async () => {
    const id = 'joinVideoConference/joined'
    const own = { options: { target: { ...target, limits: {} } } }
    expect(await sent(LIMITED, { id, ...own })).toMatchObject({ result: { kind: 'limited' }, remarks: [] })
    expect((await sent(LIMITED, { id, ...own, isLast: true })).result).toBe(LIMITED)
    // A case about the limit itself.
    expect((await sent(LIMITED, { id: 'joinVideoConference/rate-limited', ...own })).result).toBe(LIMITED)
  })

  it('429 on a greenroom is the answer', async () => {
    expect((await sent(LIMITED, { options: { arranger: createTestArranger(true) } })).result).toBe(LIMITED)
  })
})

describe('an answered call', () => {
  const received: Received = { status: 201, headers: [], body: '{"a":1}', ms: 1 }
  const planned = plannedOf(JOINED)
  const playing = (parts = foreign({ wallClock: () => 99 })): CaseInPlay => ({
    planned,
    arrangement: arrangedFor({ identities: { host: { Authorization: 'Bearer a-long-secret' } } }),
    lease: notedLease(),
    parts,
  })
  const over = (
    of: CaseCall,
    more: Partial<Parameters<typeof toAnswered>[0]> = {},
    parts?: ReturnType<typeof foreign>,
  ) => toAnswered({ call: of, values: { a: 'b' }, received, sockets: null, ...more }, [], playing(parts))

  it('has everything that its checks need', () => {
    const answered = over(planned.testCase)
    expect(answered).toMatchObject({
      call: planned.testCase,
      face: planned.face,
      outcome: planned.outcome,
      caseSources: planned.testCase.sources,
      values: { a: 'b' },
      received,
      sockets: null,
      json: { a: 1 },
      at: 99,
      earlier: [],
      isFresh: false,
      isStill: false,
      absent: [],
      absentInEvents: [],
    })
    expect([answered.repeatsSecret('x a-long-secret y'), answered.repeatsSecret('another text')]).toEqual([true, false])
  })

  it('on a greenroom has a clock of its own, and limits that begin with the case', () => {
    expect(over(planned.testCase, {}, partsFor())).toMatchObject({ at: null, isFresh: true, isStill: true })
  })

  it('of a case about the limit is the first in its window', () => {
    const limited = plannedOf('joinVideoConference/rate-limited')
    const parts = foreign({ target: { ...target, limits: {} } })
    const answered = toAnswered({ call: limited.testCase, values: {}, received, sockets: null }, [], {
      ...playing(parts),
      planned: limited,
    })
    expect([answered.isFresh, answered.isStill]).toEqual([true, false])
  })

  it('of another operation has its face and outcome', () => {
    const other = call('joinLivechatRoom/joined')
    expect(over(other)).toMatchObject({ face: { operation: 'joinLivechatRoom' }, outcome: { name: 'joined' } })
    expect(over({ ...other, operation: 'x', expect: 'y' })).toMatchObject({
      face: { operation: 'joinMeetingRoom' },
      outcome: { name: 'joined-as-guest' },
    })
  })

  it('knows the answers before it, without calls that got none', () => {
    const answered = over(planned.testCase)
    const before = [answered, null].map((each) => ({
      call: planned.testCase,
      request: { method: 'GET', target: '/', headers: {}, body: null },
      answered: each,
      judgement: null,
      packets: [],
    }))
    const { earlier } = toAnswered({ call: planned.testCase, values: {}, received, sockets: null }, before, playing())
    expect(earlier).toEqual([answered])
  })

  it('on a socket lacks what the target never sends; over HTTP it does not', () => {
    const socket = { ...target.socket, absent: ['leftAt'] }
    const faces = [onWebSocket('lockMeetingRoom/lock-changed').face, onWebSocket(JOINED).face]
    const parts = foreign({ target: { ...target, socket }, socketFaces: faces })
    const sockets = {
      callerId: 'abc',
      answeredBy: 'ack',
      event: null,
      acks: 1,
      ackArguments: 1,
      waitedMs: 1,
      refusedBy: null,
      listened: [],
    } as const
    const lock = caseOfSocket('lockMeetingRoom/lock-changed')
    expect(over(lock, { sockets }, parts)).toMatchObject({
      absent: ['leftAt'],
      face: { operation: 'lockMeetingRoom' },
    })
    expect(over(lock, { sockets: { ...sockets, callerId: null } }, parts)).toMatchObject({
      absent: [],
      absentInEvents: ['leftAt'],
      face: { operation: 'joinMeetingRoom' },
    })
    expect(over(planned.testCase, {}, parts)).toMatchObject({ absent: [] })
  })
})

const caseOfSocket = (id: string): CaseCall => onWebSocket(id).testCase
