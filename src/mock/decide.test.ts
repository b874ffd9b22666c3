import { describe, expect, it } from 'vitest'
import { AGENT_HEADERS, callOf } from '../../tests/support/call-of.ts'
import { preparedOf, stepOf } from '../../tests/support/prepared.ts'
import { AT, worldOf } from '../../tests/support/world-of.ts'
import type { Call } from '../domain/operation.ts'
import type { Arm, LimitWindow } from '../domain/state.ts'
import { decide } from './decide.ts'
import { operations } from './operations.ts'
import { prepareFace } from './prepared-face.ts'

const prepared = preparedOf('joinVideoConference')
const OPEN_CALL = '697887e3c8b0533020781a4a'
const CALLER = { method: 'POST', address: '10.0.0.1' }
const KEY = 'joinVideoConference 10.0.0.1'
const arm = (more: Partial<Arm> = {}): Arm => ({
  id: 'a',
  operation: null,
  times: 2,
  latencyMs: 0,
  answer: { kind: 'reset' },
  ...more,
})

interface Asked {
  readonly call?: Partial<Call>
  readonly method?: string
  readonly arms?: readonly Arm[]
  readonly window?: LimitWindow
  readonly rateLimit?: boolean
  readonly of?: typeof prepared
  readonly mostBytes?: number
  readonly livechatLimits?: boolean
}

function decided({
  call,
  method = 'POST',
  arms,
  window,
  rateLimit = true,
  of = prepared,
  mostBytes = 1e6,
  livechatLimits = false,
}: Asked = {}) {
  const world = worldOf({ settings: { rateLimit, livechatLimits }, mostBytes })
  if (arms) world.write([{ table: 'arms', key: '', value: arms }])
  if (window) world.write([{ table: 'windows', key: KEY, value: window }])
  const read = (limit: Call['limit']) => callOf({ headers: AGENT_HEADERS, body: { callId: OPEN_CALL }, limit, ...call })
  const { result, writes, announces = [] } = decide(of, read, world, world.make, { ...CALLER, method })
  const name = result.step?.outcome.name ?? null
  return { ...result, writes, announces, tables: writes.map(({ table }) => table), name }
}

describe('a decision by the rules', () => {
  it('tells that a caller with wrong credentials joined as a guest', () => {
    const causeWith = (headers: Record<string, string>) =>
      decided({ call: { headers, takesWrongAsNone: true } }).step?.about.cause
    const wrong = { ...AGENT_HEADERS, 'x-auth-token': 'x' }
    expect(causeWith(wrong)).toBe('the caller is in the call; as a guest, since the credentials are wrong')
    const refused = decided({ call: { headers: wrong, takesWrongAsNone: true, body: { callId: 'none' } } })
    expect([refused.name, refused.step?.about.cause]).toEqual([
      'unknown-call',
      expect.not.stringContaining('as a guest'),
    ])
    expect([causeWith({}), causeWith(AGENT_HEADERS)]).toEqual([
      'the caller is in the call',
      'the caller is in the call',
    ])
  })

  it('is the outcome that they reach, with what it writes, and the call counted', () => {
    const { name, writes, standing, arm: none, isRefused, now, values } = decided()
    expect([name, none, isRefused, now]).toEqual(['joined', undefined, false, AT])
    expect(values).toMatchObject({ providerName: 'googlemeet' })
    expect(standing).toMatchObject({ limit: 2, remaining: 1, reset: AT + 5_000 })
    expect(writes).toEqual([
      { table: 'calls', key: OPEN_CALL, value: expect.objectContaining({ users: ['rbAXPnMktTFbNpwtJ'] }) },
      { table: 'windows', key: KEY, value: { start: AT, used: 1 } },
    ])
  })

  it('counts a refusal after the limit, too, and none before it', () => {
    expect(decided({ call: { body: { callId: 'none' } } })).toMatchObject({ name: 'unknown-call', tables: ['windows'] })
    expect(decided({ call: { headers: { 'x-user-id': 'a' } } })).toMatchObject({ name: 'not-logged-in', tables: [] })
  })

  it('is that the limit is used up after two calls in its window, and tells the rules for how long', () => {
    const window = { start: AT - 1_000, used: 2 }
    expect(decided({ window })).toMatchObject({
      name: 'rate-limited',
      values: { seconds: 4 },
      writes: [{ table: 'windows', key: KEY, value: window }],
    })
    expect(decided({ window: { start: AT - 5_000, used: 2 } })).toMatchObject({ name: 'joined' })
  })

  it('knows no limit where none is enforced, or none has an outcome', () => {
    const window = { start: AT - 1_000, used: 2 }
    expect(decided({ window, rateLimit: false })).toMatchObject({ name: 'joined', standing: null, tables: ['calls'] })
    const rateLimit = { requests: 1, windowMs: 5_000, key: 'address', outcome: null } as const
    expect(decided({ window, of: preparedOf('joinVideoConference', { rateLimit }) })).toMatchObject({
      standing: null,
      tables: ['calls'],
    })
  })

  it('of HEAD writes nothing, creates no id, and is the same otherwise', () => {
    const window = { start: AT, used: 1 }
    expect(decided({ method: 'HEAD', window })).toMatchObject({
      name: 'joined',
      standing: { remaining: 0 },
      writes: [],
      announces: [],
    })
    const world = worldOf()
    const read = (limit: Call['limit']) =>
      callOf({ params: { code: 'abc-def-ghi' }, body: { guestName: 'Jane' }, limit })
    const { result, writes } = decide(preparedOf('joinMeetingRoom'), read, world, world.make, {
      ...CALLER,
      method: 'HEAD',
    })
    const roomId = world.meetingRooms.get('abc-def-ghi')?.id
    const values = { id: '', roomId, userId: '', guestName: 'Jane', joinedAt: '2026-03-03T10:30:00.000Z' }
    expect([result.values, writes]).toEqual([values, []])
    expect(world.contents().ids).toEqual({})
  })

  it('creates ids otherwise, and tells others', () => {
    const { values, announces, tables } = decided({
      of: preparedOf('joinMeetingRoom'),
      call: { params: { code: 'abc-def-ghi' }, headers: {}, body: { guestName: 'Jane' } },
    })
    expect(values).toMatchObject({ id: expect.stringMatching(/^c[a-z0-9]{24}$/) })
    expect([announces.map(({ kind }) => kind), tables]).toEqual([['joined'], ['meetingRooms']])
  })
})

describe('a limit for pacing', () => {
  const rateLimit = { requests: 1, windowMs: 5_000, key: 'address', outcome: null } as const
  const limited = stepOf(prepared, 'rate-limited').outcome
  const paced = prepareFace({ ...prepared.face, rateLimit }, operations.joinVideoConference, false, limited)
  const of = { ...prepared, ...paced }
  const window = { start: AT - 1_000, used: 1 }

  it('is enforced where the world says so: it counts every call of a user, and over it nothing happens', () => {
    const there = { of, livechatLimits: true }
    expect(decided(there)).toMatchObject({ name: 'joined', tables: ['calls', 'windows'] })
    expect(decided({ ...there, call: { body: { callId: 'none' } } })).toMatchObject({ tables: ['windows'] })
    const over = decided({ ...there, window })
    expect(over).toMatchObject({ name: 'rate-limited', values: { seconds: 4 }, tables: [], standing: { remaining: 0 } })
    expect(over.step).toMatchObject({
      isCounted: true,
      headers: stepOf(prepared, 'rate-limited').headers,
      about: {
        outcome: 'rate-limited',
        operation: 'joinVideoConference',
        cause: 'more than 1 calls within 5 seconds; this world limits livechat, too',
        forced: null,
      },
    })
    const unknown = { headers: { 'x-user-id': 'a' } }
    expect(decided({ ...there, call: unknown })).toMatchObject({ name: 'not-logged-in', tables: [] })
  })

  it('is none elsewhere', () => {
    expect(decided({ of, window })).toMatchObject({ name: 'joined', standing: null, tables: ['calls'] })
    expect(decided({ of, window, livechatLimits: true, rateLimit: false })).toMatchObject({ standing: null })
  })
})

describe('an arm', () => {
  it('answers in place of the rules, which are not asked, and is used up', () => {
    const used = arm()
    expect(decided({ arms: [used] })).toMatchObject({
      name: null,
      values: {},
      standing: null,
      arm: used,
      announces: [],
      asked: undefined,
      now: AT,
      isRefused: false,
      writes: [{ table: 'arms', key: '', value: [arm({ times: 1 })] }],
    })
    expect(decided({ arms: [arm({ times: 1 })] }).writes).toEqual([{ table: 'arms', key: '', value: [] }])
  })

  it('of another operation leaves it to the rules', () => {
    expect(decided({ arms: [arm({ operation: 'joinMeetingRoom' })] })).toMatchObject({
      name: 'joined',
      arm: undefined,
      tables: ['calls', 'windows'],
    })
  })

  it('that only delays is used up, too, beside what the rules write', () => {
    const slow = arm({ latencyMs: 5, answer: { kind: 'reached' } })
    expect(decided({ arms: [slow] })).toMatchObject({ name: 'joined', arm: slow, tables: ['calls', 'windows', 'arms'] })
  })

  it('that only delays a join lets others hear of it', () => {
    const { announces, tables } = decided({
      of: preparedOf('joinMeetingRoom'),
      call: { params: { code: 'abc-def-ghi' }, headers: {}, body: { guestName: 'Jane' } },
      arms: [arm({ latencyMs: 5, answer: { kind: 'reached' } })],
    })
    expect([announces.map(({ kind }) => kind), tables]).toEqual([['joined'], ['meetingRooms', 'arms']])
  })

  it('answers HEAD without being used up', () => {
    const used = arm()
    expect(decided({ arms: [used], method: 'HEAD' })).toMatchObject({ arm: used, writes: [] })
    const slow = arm({ answer: { kind: 'reached' } })
    expect(decided({ arms: [slow], method: 'HEAD' })).toMatchObject({ arm: slow, writes: [] })
  })
})

describe('in a full world', () => {
  const full = { mostBytes: 0 }

  it('nothing is written or told', () => {
    const join = {
      of: preparedOf('joinMeetingRoom'),
      call: { params: { code: 'abc-def-ghi' }, headers: {}, body: { guestName: 'Jane' } },
    }
    expect(decided({ ...full, ...join })).toMatchObject({ isRefused: true, writes: [], announces: [] })
    expect(decided({ ...full, arms: [arm()] })).toMatchObject({ isRefused: true, writes: [] })
  })

  it('what writes nothing is answered as ever', () => {
    expect(decided({ ...full, method: 'HEAD' })).toMatchObject({ isRefused: false, name: 'joined' })
    expect(decided({ ...full, call: { headers: { 'x-user-id': 'a' } } })).toMatchObject({
      isRefused: false,
      name: 'not-logged-in',
    })
  })

  it('who leaves may; who takes a seat may not', () => {
    const seated = (does: 'leaves' | 'takes') =>
      preparedOf('joinVideoConference', { seat: { does, subject: 'call', guest: null } })
    expect(decided({ ...full, of: seated('leaves') })).toMatchObject({ isRefused: false, tables: ['calls', 'windows'] })
    expect(decided({ ...full, of: seated('takes') })).toMatchObject({ isRefused: true, tables: [] })
  })
})
