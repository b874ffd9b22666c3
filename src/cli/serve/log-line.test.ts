import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../transport/exchange.ts'
import { hintFor, logLine, logRecord, lostLine, worldLine } from './log-line.ts'
import { terminalPaint } from '../paint.ts'

const plain = terminalPaint({})

interface Given {
  readonly target?: string
  readonly headers?: Exchange['request']['headers']
  readonly status?: number
  readonly world?: string
  readonly told?: Partial<Exchange['answer']['about']>
}

const exchange = ({ target = '/rooms/x/join', headers = {}, status = 403, world, told }: Given = {}): Exchange => ({
  request: { method: 'POST', target, headers, address: '127.0.0.1' },
  answer: {
    status,
    headers: [],
    body: '',
    about: { outcome: 'room-locked', operation: 'joinMeetingRoom', cause: 'locked by its host', forced: null, ...told },
    ...(world === undefined ? {} : { world }),
  },
})

describe('a line', () => {
  it.each<[string, Given, string]>([
    ['of an outcome', {}, 'POST /rooms/x/join 403 room-locked · locked by its host\n'],
    ['of another world', { world: 'qa-17' }, '[qa-17] POST /rooms/x/join 403 room-locked · locked by its host\n'],
    ['of the world default', { world: 'default' }, 'POST /rooms/x/join 403 room-locked · locked by its host\n'],
    [
      'of a forced answer',
      { told: { forced: 'arm' } },
      'POST /rooms/x/join 403 room-locked (forced by arm) · locked by its host\n',
    ],
    [
      'of none',
      { status: 404, told: { outcome: null, cause: 'Nothing is here.' } },
      'POST /rooms/x/join 404 Nothing is here.\n',
    ],
    [
      'of a broken connection',
      { status: 0, told: { outcome: null, cause: 'reset' } },
      'POST /rooms/x/join --- reset\n',
    ],
  ])('%s', (_, given, line) => {
    expect(logLine(exchange(given), plain)).toBe(line)
  })

  it.each([
    ['/a?access_token=hush&b=1', '/a?access_token=…&b=1'],
    ['/a?access_tok%65n=hush', '/a?access_tok%65n=…'],
    ['/a?userToken=hush&API_KEY=hush', '/a?userToken=…&API_KEY=…'],
    ['/a?pass=hush&pin=1234&sig=hush&bearer=hush', '/a?pass=…&pin=…&sig=…&bearer=…'],
    ['/a;pwd=hush', '/a;pwd=…'],
    ['/a?credentials=hush&session=hush', '/a?credentials=…&session=…'],
    ['/a/eyJhbGciOi.aHVzaA.x', '/a/…'],
    ['/a/eyJhbGciOi.aHVzaA/eyJhbGciOi.aHVzaA.x/b', '/a/…/…/b'],
    ['http://me:hush@host/a?at=//me:hush@host', 'http://…@host/a?at=//…@host'],
    ['/a?toke%6E=hush&tok%65n=hush', '/a?toke%6E=…&tok%65n=…'],
    ['http://me:hush@host/a', 'http://…@host/a'],
    ['/a?room=1&author=me', '/a?room=1&author=…'],
    ['/a?room=1', '/a?room=1'],
    ['/\u001b[31m\u202e\u009b', '/\\u001b[31m\\u202e\\u009b'],
    [`/${'x'.repeat(299)}`, `/${'x'.repeat(299)}`],
    [`/${'x'.repeat(400)}`, `/${'x'.repeat(299)}…`],
  ])('of %j shows %s', (target, shown) => {
    expect(logLine(exchange({ target }), plain)).toBe(`POST ${shown} 403 room-locked · locked by its host\n`)
    expect(JSON.parse(logRecord(exchange({ target }), 0))).toMatchObject({
      target: expect.not.stringContaining('hush'),
    })
  })
})

it('a line of a call has nothing that acts on a terminal in its method', () => {
  const { request, ...rest } = exchange()
  const line = logLine({ ...rest, request: { ...request, method: 'PO\u001b[1mST' } }, plain)
  expect(line).toBe('PO\\u001b[1mST /rooms/x/join 403 room-locked · locked by its host\n')
})

it('a line has its outcome in bold, and what is beside it dimmed', () => {
  const [bold, dim, red] = [(text: string) => `*${text}*`, (text: string) => `(${text})`, (text: string) => text]
  const paint = { bold, dim, red, green: red, yellow: red }
  expect(logLine(exchange({ world: 'qa', told: { forced: 'arm' } }), paint)).toBe(
    '([qa]) POST /rooms/x/join 403 *room-locked* ((forced by arm)) (·) locked by its host\n',
  )
  expect(worldLine({ world: 'qa', kind: 'made', why: 'asked' }, paint)).toBe('([qa] made)\n')
})

it('a status is green for success, yellow for a refusal, and red for a fault', () => {
  const painted = (status: number): string => logLine(exchange({ status }), terminalPaint({ colours: true }))
  for (const [status, colour] of [
    [200, 32],
    [399, 32],
    [400, 33],
    [499, 33],
    [500, 31],
  ] as const)
    expect(painted(status)).toContain(`\u001b[${colour}m${status}\u001b[39m`)
})

it('a record holds the time, and null for what there is not', () => {
  expect(JSON.parse(logRecord(exchange({ told: { operation: null } }), 1_700_000_000_000))).toEqual({
    time: '2023-11-14T22:13:20.000Z',
    world: null,
    method: 'POST',
    target: '/rooms/x/join',
    status: 403,
    outcome: 'room-locked',
    forced: null,
    operation: null,
    cause: 'locked by its host',
  })
})

it('a record has no secret in its cause', () => {
  const told = { outcome: null, cause: 'nothing is at /a?token=hush' }
  expect(JSON.parse(logRecord(exchange({ told }), 0))).toMatchObject({ cause: 'nothing is at /a?token=…' })
})

it.each([
  [{ kind: 'made', why: 'asked' }, '[qa-17] made\n'],
  [{ kind: 'made', why: 'first use' }, '[qa-17] made on first use; its clock is frozen until you move it\n'],
  [{ kind: 'reset', why: 'first use' }, '[qa-17] has begun\n'],
  [{ kind: 'reset', why: 'asked' }, '[qa-17] reset\n'],
  [{ kind: 'dropped', why: 'idle' }, '[qa-17] dropped: it was unused\n'],
  [{ kind: 'dropped', why: 'lost' }, '[qa-17] dropped: its data was lost\n'],
  [{ kind: 'changed', why: 'asked', what: 'armed \u001b[1m' }, '[qa-17] armed \\u001b[1m\n'],
] as const)('%j of a world is told as %s', (event, line) => {
  expect(worldLine({ world: 'qa-17', ...event }, plain)).toBe(line)
})

it('lines that were not read in time are counted', () => {
  expect([lostLine(2, false), lostLine(2, true)]).toEqual([
    '2 lines were dropped here: they were not read in time\n',
    '{"lost":2}\n',
  ])
})

describe('a hint', () => {
  const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
  const TOKEN =
    'this world does not know this token; `greenroom token member` prints one, --jwt-secret shares your key, --trust agent accepts any'
  const SENT_AS_FORM =
    'the body was sent as a form, the default of curl -d; for JSON add the header Content-Type: application/json'
  it.each<[string, string, number, Exchange['request']['headers'], string]>([
    [
      'joinLivechatRoom',
      'not-logged-in',
      401,
      {},
      'send X-Auth-Token and X-User-Id; npx greenroom who prints those of each identity, --trust agent accepts any',
    ],
    [
      'listLivechatRooms',
      'not-logged-in',
      401,
      { 'x-user-id': 'me' },
      'this world does not know these credentials; --trust agent accepts any',
    ],
    ['joinMeetingRoom', 'unauthorized', 401, {}, TOKEN],
    ['connectMeetingRooms', 'unauthorized', 401, {}, TOKEN],
    ['joinVideoConference', 'rate-limited', 429, {}, '2 calls per 5 s and address; --no-rate-limit turns it off'],
    ['joinLivechatRoom', 'rate-limited', 429, {}, '10 calls per 60 s and address; --no-rate-limit turns it off'],
    ['operationOfYourOwn', 'rate-limited', 429, {}, 'a rate limit; --no-rate-limit turns it off'],
    ['joinMeetingRoom', 'guest-name-missing', 400, FORM, SENT_AS_FORM],
    ['joinVideoConference', 'missing-call-id', 400, FORM, SENT_AS_FORM],
  ])('of %s/%s, a %i, with the headers %j', (operation, outcome, status, headers, hint) => {
    expect(hintFor(exchange({ headers, status, told: { operation, outcome } }), 'current')).toBe(hint)
  })

  it.each([401, 429])('of a %i that no contract has is none', (status) =>
    expect(hintFor(exchange({ status, told: { outcome: null, operation: 'joinLivechatRoom' } }), 'current')).toBeNull(),
  )

  it.each(['room-locked', 'guest-name-missing', null])('of %s alone is none', (outcome) => {
    expect(hintFor(exchange({ told: { outcome } }), 'current')).toBeNull()
  })
})
