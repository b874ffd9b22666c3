import type { WireRequest } from '../../src/contract/model/case-request.ts'
import { credentialsOf } from '../../src/world/identities.ts'
import type { SeedTables } from '../../src/world/seed-tables.ts'

/** Draws that are the same for the same number on every machine: integer arithmetic alone, no engine's own generator. */
export interface Dice {
  /** A whole number from 0 to below `count`. */
  below(count: number): number
  /** Whether something that happens `percent` times in a hundred happens now. */
  often(percent: number): boolean
  one<T>(choices: readonly T[]): T
}

/** Dice begun from a number (the generator mulberry32). */
export function createDice(seed: number): Dice {
  let state = Math.imul(seed + 1, 0x9e3779b1)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (count: number): number => next() % count
  return {
    below,
    often: (percent) => below(100) < percent,
    one(choices) {
      const chosen = choices[below(choices.length)]
      if (chosen === undefined) throw new Error('there is nothing to choose from')
      return chosen
    },
  }
}

/** What requests can name: people of a seed, and rooms and calls that are there, are reserved, or do not exist. */
interface Named {
  /** Identity → the headers that it calls with. */
  readonly identities: ReadonlyMap<string, Readonly<Record<string, string>>>
  readonly livechatRooms: readonly string[]
  /** What livechat rooms are called. */
  readonly names: readonly string[]
  readonly calls: readonly string[]
  readonly codes: readonly string[]
}

/** Realistic and hostile requests to a world of a seed: the same ones for the same number, in any process. */
export function generatedRequests(tables: SeedTables, number: number, count: number): readonly WireRequest[] {
  const dice = createDice(number)
  const named = namedIn(tables)
  return Array.from({ length: count }, () => requestBy(dice, named))
}

function namedIn({ seed, bases }: SeedTables): Named {
  const reserved = (name: string): string[] => seed.reserved.flatMap(({ values }) => values[name] ?? [])
  const keys = (entries: Iterable<readonly [string, unknown]>): string[] => [...entries].map(([key]) => key)
  return {
    identities: new Map(Object.keys(seed.identities).map((identity) => [identity, credentialsOf(seed, identity)])),
    livechatRooms: [...keys(bases.livechatRooms.entries()), ...reserved('roomId'), 'zzzzzzzzzzzzzzzzz'],
    names: [...bases.livechatRooms.entries()].map(([, { fname }]) => fname),
    calls: [...keys(bases.calls.entries()), ...reserved('callId'), 'ffffffffffffffffffffffff'],
    codes: [...keys(bases.meetingRooms.entries()), ...reserved('code'), 'zzz-zzz-zzz'],
  }
}

type Maker = (dice: Dice, named: Named) => WireRequest

function requestBy(dice: Dice, named: Named): WireRequest {
  const made = dice.one(MAKERS)(dice, named)
  const method = made.method === 'GET' && dice.often(8) ? 'HEAD' : made.method
  return withPreference(dice, { ...made, method })
}

/** Credentials: mostly of somebody whom the operation is for, else of anybody of the seed; now and then broken ones. */
function caller(dice: Dice, { identities }: Named, fitting: readonly string[]): Readonly<Record<string, string>> {
  if (dice.often(5)) return dice.one(BROKEN_CREDENTIALS)
  const all = [...identities.keys()]
  return identities.get(dice.one(dice.often(60) ? fitting : all)) ?? {}
}

const BROKEN_CREDENTIALS: readonly Readonly<Record<string, string>>[] = [
  { 'X-User-Id': 'rbAXPnMktTFbNpwtJ' },
  { 'X-Auth-Token': 'RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f' },
  { 'X-User-Id': '__proto__', 'X-Auth-Token': 'constructor' },
  { Authorization: 'Bearer' },
  { Authorization: 'Bearer a.b.c' },
  { Authorization: 'Basic YTpi' },
  { Authorization: 'bEaReR    eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.' },
]

const query = (name: string, value: string): string => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`

const at = (path: string, parameters: readonly string[]): string =>
  parameters.length === 0 ? path : `${path}?${parameters.join('&')}`

const joinLivechat: Maker = (dice, named) => {
  const roomId = query('roomId', dice.often(90) ? dice.one(named.livechatRooms) : dice.one(ODD_TEXTS))
  return {
    method: 'GET',
    target: at('/api/v1/livechat/room.join', dice.often(92) ? [roomId] : dice.one(ODD_JOINS)),
    headers: caller(dice, named, ['agent', 'manager']),
    body: null,
  }
}

const ODD_JOINS: readonly (readonly string[])[] = [
  [],
  ['roomId='],
  ['roomId=a', 'roomId=b'],
  ['roomId%5Bx%5D=1'],
  ['roomId=%E0%A4'],
  ['roomid=gMMeBpWyLeowCrzBv'],
  ['roomId=gMMeBpWyLeowCrzBv', 'extra=1'],
  ['__proto__%5BroomId%5D=gMMeBpWyLeowCrzBv'],
]

// Among them what locales treat differently: dotless i, sharp s, a ligature, combining marks, text that runs backwards.
const ODD_TEXTS = [
  '',
  ' ',
  'I',
  'ı',
  'İstanbul',
  'straße',
  'ﬁ',
  'e\u0301',
  '😀',
  '\u202eabc',
  '../..',
  '__proto__',
  '0',
]

const list: Maker = (dice, named) => ({
  method: 'GET',
  target: at(
    '/api/v1/livechat/rooms',
    Array.from({ length: dice.below(4) }, () => dice.one(FILTERS)(dice, named)),
  ),
  headers: caller(dice, named, ['manager']),
  body: null,
})

const FILTERS: readonly ((dice: Dice, named: Named) => string)[] = [
  (dice) => query('sort', dice.one(SORTS)),
  (dice) => query('sort', dice.one(SORTS)),
  (dice) => query(dice.one(['createdAt', 'closedAt']), dice.one(RANGES)),
  (dice) => query('createdAt', JSON.stringify({ [dice.one(['start', 'end'])]: dice.one(DATES) })),
  (dice) => query('createdAt', JSON.stringify({ [dice.one(['start', 'end'])]: dice.one(DATES) })),
  (dice) => query('createdAt', JSON.stringify({ start: dice.one(DATES), end: dice.one(DATES) })),
  (dice) => query('count', dice.one(NUMBERS)),
  (dice) => query('offset', dice.one(NUMBERS)),
  (dice, { names }) => query('roomName', dice.one(names).toUpperCase().slice(dice.below(3))),
  (dice, { names }) => query('roomName', dice.one(names).slice(0, 1 + dice.below(3))),
  (dice) => query('roomName', dice.one([...ODD_TEXTS, 'a', 'E', '"Jane"', '.*'])),
  (dice) => query(dice.one(['open', 'onhold', 'queued']), dice.one(['true', 'false', 't', '1', 'TRUE', ''])),
  (dice) => query(dice.one(['agents[]', 'tags[]', 'units[]', 'agents', 'agents[0]']), dice.one(SHORT_IDS)),
  (dice) => query('departmentId', dice.one(['undefined', ...SHORT_IDS])),
  (dice) => query('customFields', dice.one(['{}', '[]', '{"a":1}', '{"country":"T"}', '{"__proto__":"x"}', 'x'])),
  (dice) => dice.one(['unknown=1', 'a%5B__proto__%5D=1', '&&', '=', 'count=%', 'fields=%7B%7D', 'query=%7B%7D']),
]

const SORTS = [
  '{"ts":-1}',
  '{"ts":1}',
  '{"fname":1}',
  '{"v.username":-1,"ts":1}',
  '{"usersCount":-1}',
  '{"servedBy.username":1}',
  '{"msgs":-1,"_id":1}',
  '{"nothing":1}',
  '{"__proto__":1}',
  '{"ts":2}',
  'ts',
  '{}',
]

const RANGES = [
  'yesterday',
  '[1]',
  'null',
  '{}',
  '{"start":"yesterday"}',
  '{"end":{}}',
  '{"start":""}',
  '{"start":null}',
]

// Dates with a zone and without one, in the forms that people send.
const DATES: readonly (string | number)[] = [
  '2026-03-03T10:29:30.000Z',
  '2026-03-03T10:29:30+05:45',
  '2026-03-03T10:29:30',
  '2026-03-03T04:00:00',
  '2026-03-03T17:00:00',
  '2026-03-03 10:29:30',
  '2026-03-03',
  '2026-03-03T10:29',
  '2022-01-03T12:00:00',
  '2026/03/03 10:29',
  '3 March 2026 10:29',
  '3 March 2026 10:29 GMT+0200',
  'Tue Mar 03 2026',
  '2026',
  2026,
  0,
  1772533770000,
]

const NUMBERS = ['0', '1', '2', '7', '50', '1000', '-1', '1.5', '1e3', '01', 'x', '', '99999999999999999999']

const SHORT_IDS = ['jXb2wWc9596RhN4nd', 'gGbSgoqvAodNMn6W9', 'rbAXPnMktTFbNpwtJ', 'sales', 'vip', '']

const JSON_TYPE = { 'Content-Type': 'application/json' }

const joinCall: Maker = (dice, named) => {
  const callId = dice.one(named.calls)
  const sent = dice.often(75) ? { headers: JSON_TYPE, body: JSON.stringify({ callId }) } : oddCallBody(dice, callId)
  const headers = { ...caller(dice, named, ['no-permission', 'nobody']), ...sent.headers }
  return { method: 'POST', target: '/api/v1/video-conference.join', headers, body: sent.body }
}

interface Sent {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

const oddCallBody = (dice: Dice, callId: string): Sent =>
  dice.one<Sent>([
    { headers: JSON_TYPE, body: JSON.stringify({ callId, state: { mic: true, cam: false } }) },
    { headers: JSON_TYPE, body: JSON.stringify({ callId, state: { mic: 'true' } }) },
    { headers: JSON_TYPE, body: JSON.stringify({ callId, more: 1 }) },
    { headers: { 'Content-Type': 'APPLICATION/JSON; charset=utf-8' }, body: `\ufeff${JSON.stringify({ callId })}` },
    { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: `callId=${callId}&state[mic]=1` },
    { headers: { ...JSON_TYPE, 'Content-Encoding': 'gzip' }, body: JSON.stringify({ callId }) },
    ...oddBodies(dice),
  ])

const joinMeeting: Maker = (dice, named) => {
  const code = dice.often(92) ? dice.one(named.codes) : dice.one(['ABC-DEF-GHI', '%', 'a%2Fb', '%E0%A4', 'abc'])
  const path = code.includes('%') ? code : encodeURIComponent(code)
  const guestName = dice.often(75) ? `Guest ${dice.below(1000)}` : dice.one(ODD_NAMES)
  const usual = { headers: JSON_TYPE, body: JSON.stringify({ guestName }) }
  const sent = dice.often(85) ? usual : dice.one(oddBodies(dice))
  const headers = { ...caller(dice, named, ['guest', 'member', 'host']), ...sent.headers }
  return { method: 'POST', target: `/rooms/${path}/join`, headers, body: sent.body }
}

const ODD_NAMES: readonly unknown[] = [
  ...ODD_TEXTS,
  'x'.repeat(50),
  'x'.repeat(51),
  '❤️'.repeat(50),
  null,
  7,
  ['a'],
  {},
]

const oddBodies = (dice: Dice): readonly Sent[] => [
  { headers: {}, body: null },
  { headers: {}, body: '{"guestName":"untold"}' },
  { headers: JSON_TYPE, body: '' },
  {
    headers: JSON_TYPE,
    body: dice.one(['null', '"x"', '[]', '{', '{"a":1,}', '\u0000', '{"__proto__":{"callId":"x"}}']),
  },
  { headers: JSON_TYPE, body: `${'['.repeat(70)}${']'.repeat(70)}` },
  { headers: { 'Content-Type': 'text/plain' }, body: '{"callId":"x"}' },
  // One byte more than a meeting takes.
  { headers: JSON_TYPE, body: dice.often(20) ? JSON.stringify({ a: 'x'.repeat(102_393) }) : '{}' },
]

const elsewhere: Maker = (dice, named) => ({
  ...dice.one(ELSEWHERE),
  headers: caller(dice, named, ['manager']),
})

const ELSEWHERE: readonly Omit<WireRequest, 'headers'>[] = [
  { method: 'GET', target: '/rooms', body: null },
  { method: 'GET', target: '/api/v1/livechat/room.joins?roomId=1', body: null },
  { method: 'GET', target: '/api/v1/livechat/rooms/', body: null },
  { method: 'GET', target: '/rooms/abc-def-ghi/join', body: null },
  { method: 'DELETE', target: '/rooms/abc-def-ghi/join', body: null },
  { method: 'POST', target: '/api/v1/livechat/rooms', body: '{}' },
  { method: 'OPTIONS', target: '/rooms/abc-def-ghi/join', body: null },
  { method: 'OPTIONS', target: '/api/v1/livechat/rooms', body: null },
  { method: 'GET', target: `/${'x'.repeat(300)}`, body: null },
  { method: 'GET', target: '/api/v1/LIVECHAT/rooms', body: null },
  { method: 'GET', target: `/api/v1/livechat/rooms?${'a=1&'.repeat(101)}`, body: null },
  { method: 'GET', target: `/api/v1/livechat/rooms?roomName=${'x'.repeat(8200)}`, body: null },
]

/** Every maker as often as its weight says. */
const MAKERS: readonly Maker[] = [
  { make: joinLivechat, weight: 4 },
  { make: list, weight: 4 },
  { make: joinMeeting, weight: 4 },
  { make: joinCall, weight: 3 },
  { make: elsewhere, weight: 1 },
].flatMap(({ make, weight }) => Array.from({ length: weight }, () => make))

function withPreference(dice: Dice, request: WireRequest): WireRequest {
  if (!dice.often(7)) return request
  const accept: Readonly<Record<string, string>> = dice.often(15) ? { Accept: 'text/html' } : {}
  return { ...request, headers: { ...request.headers, ...accept, Prefer: dice.one(PREFERENCES) } }
}

const PREFERENCES = [
  'code=200',
  'code=400',
  'code=401',
  'code=429',
  'code=418',
  'code=x',
  'example=joined',
  'example=room-full',
  'example=rate-limited',
  'code=404, example=room-not-found',
  'code="201"; wait=5, example=joined-as-guest',
  'respond-async',
]
