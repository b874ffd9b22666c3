import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faces } from '../../src/contract/compiled/faces.ts'
import { setClock } from '../../src/world/clock.ts'
import { documentedOrders } from '../support/documented-orders.ts'
import {
  JOIN_CALL,
  JOIN_CHAT,
  JOIN_ROOM,
  jsonOf,
  LIST_CHATS,
  startPlane,
  CALL_BODY,
  type DataCall,
  type Plane,
} from '../support/plane.ts'

const START = Date.parse('2026-03-03T10:30:00Z')

let plane: Plane
beforeAll(async () => void (plane = await startPlane({ clock: setClock(START) })))
afterAll(() => plane[Symbol.asyncDispose]())

const prefer = (value: string, target = JOIN_ROOM, how: DataCall = { method: 'POST' }) =>
  plane.call(target, { ...how, headers: { ...how.headers, prefer: value } })
const post = (target: string, how: DataCall = {}) => plane.call(target, { method: 'POST', ...how })

const nested = (depth: number): unknown => (depth === 0 ? {} : [nested(depth - 1)])

describe('a preference', () => {
  it.each([
    ['code=404', 'room-not-found', 'code=404'],
    ['code=400', 'malformed-body', 'code=400'],
    ['code=201', 'joined-as-host', 'code=201'],
    ['example=room-full', 'room-full', 'example=room-full'],
    ['example=room-locked', 'room-locked', 'example=room-locked'],
    ['code=400, example=room-full', 'room-full', 'code=400, example=room-full'],
    ['example=room-full,code=400', 'room-full', 'code=400, example=room-full'],
    ['example="room-full"', 'room-full', 'example=room-full'],
    ['code="403"', 'room-locked', 'code=403'],
    ['Code=403', 'room-locked', 'code=403'],
    ['EXAMPLE = room-full', 'room-full', 'example=room-full'],
    ['  code = 403  ', 'room-locked', 'code=403'],
    ['statusCode=403', 'room-locked', 'code=403'],
    ['status=403', 'room-locked', 'code=403'],
    ['respond-async, wait=10, code=403', 'room-locked', 'code=403'],
    ['code=403, code=404', 'room-locked', 'code=403'],
    ['code=403; example=room-full', 'room-locked', 'code=403'],
    ['code=403; foo="bar", example=room-locked', 'room-locked', 'code=403, example=room-locked'],
    ['dynamic=true, code=403', 'room-locked', 'code=403'],
    ['code=403,', 'room-locked', 'code=403'],
    [', ,code=403', 'room-locked', 'code=403'],
  ])('%s is met by %s', async (value, outcome, applied) => {
    const answer = await prefer(value)
    expect(answer.headers).toMatchObject({
      'greenroom-outcome': `${outcome}; forced`,
      'preference-applied': applied,
      vary: 'Prefer',
    })
    const face = faces.current.find(({ operation }) => operation === 'joinMeetingRoom')
    const expected = face?.outcomes.find(({ name }) => name === outcome)
    expect([answer.status, answer.body]).toEqual([expected?.status, expected?.example])
  })

  it('may come in two header lines', async () => {
    const two = new Headers()
    two.append('prefer', 'code=400')
    two.append('prefer', 'example=room-inactive')
    const answer = await fetch(`${plane.server.url}${JOIN_ROOM}`, { method: 'POST', headers: two })
    expect(answer.headers.get('greenroom-outcome')).toBe('room-inactive; forced')
  })

  it.each([
    ['__code=403', 'room-locked'],
    ['__example=room-full', 'room-full'],
    ['__code=400&__example=room-full', 'room-full'],
    ['__statusCode=403', 'room-locked'],
    ['__Example=room-full', 'room-full'],
    ['__nothing=403', undefined],
    ['__statuscode=403', 'room-locked'],
    ['__status=403', 'room-locked'],
    ['a=b&__code=404', 'room-not-found'],
    ['__example=room%2Dfull', 'room-full'],
  ])('may come in the query: %s', async (query, outcome) => {
    const answer = await post(`${JOIN_ROOM}?${query}`)
    expect(answer.headers['greenroom-outcome']).toBe(
      outcome === undefined ? 'guest-name-missing' : `${outcome}; forced`,
    )
  })

  it.each(['code=403', 'respond-async', 'wait=5', 'dynamic=true', 'x', ''])(
    'in the query counts for nothing beside a header, even if that is %j',
    async (value) => {
      const answer = await prefer(value, `${JOIN_ROOM}?__code=404&__example=room-full`)
      expect(answer.headers['greenroom-outcome']).toBe(
        value === 'code=403' ? 'room-locked; forced' : 'guest-name-missing',
      )
    },
  )

  it.each(['respond-async', 'wait=10', 'return=minimal', 'dynamic=false', 'handling=lenient', ''])(
    'of another kind changes nothing: %j',
    async (value) => {
      const answer = await prefer(value, JOIN_ROOM, { method: 'POST', as: 'guest', body: { guestName: 'Jane' } })
      expect(answer.headers['greenroom-outcome']).toBe('joined-as-guest')
      expect(answer.headers['preference-applied']).toBeUndefined()
    },
  )
})

describe('a preference that cannot be met', () => {
  it.each([
    'code=abc',
    'code=',
    'code',
    'code=40',
    'code=4000',
    'code=-40',
    'code=4e2',
    'status=ok',
    'code=４０３',
    'code=0x1',
  ])('is a 422 that says what a code is: %s', async (value) => {
    const ascii = /^[\x20-\x7e]*$/.test(value)
    const answer = ascii ? await prefer(value) : await post(`${JOIN_ROOM}?__${encodeURI(value)}`)
    expect([answer.status, answer.headers['content-type']]).toEqual([422, 'application/problem+json'])
    expect(jsonOf(answer)['detail']).toContain('three digits')
    expect(answer.headers['greenroom-outcome']).toBeUndefined()
  })

  it.each([
    ['code=418', 'joinMeetingRoom never answers 418'],
    ['code=000', 'joinMeetingRoom never answers 000'],
    ['example=nope', 'joinMeetingRoom has no outcome "nope"'],
    ['example=Room-Full', 'has no outcome "Room-Full"'],
    ['example=', 'has no outcome ""'],
    ['example=__proto__', 'has no outcome "__proto__"'],
    ['example=constructor', 'has no outcome "constructor"'],
    ['code=404, example=room-full', 'room-full has the status 400, not 404'],
    ['code=418, example=nope', 'has no outcome "nope"'],
  ])('is a 404 that lists all there are: %s', async (value, said) => {
    const answer = await prefer(value)
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'application/problem+json'])
    const problem = jsonOf(answer)
    expect(problem['detail']).toContain(said)
    const [row] = documentedOrders.filter((each) => each.operation === 'joinMeetingRoom' && each.edition === 'current')
    expect(problem['outcomes']).toEqual(row?.outcomes.map(([example, code]) => ({ example, code })))
    expect(problem['detail']).toContain(
      `Known: ${row?.outcomes.map(([name, status]) => `${name} (${status})`).join(', ')}.`,
    )
  })

  it.each(['text/html', 'application/xml', 'application/json;q=0', 'text/*', '*/*;q=0', 'application/json;q=0, */*'])(
    'is a 406 where Accept is %s',
    async (accept) => {
      const answer = await prefer('code=403', JOIN_ROOM, { method: 'POST', headers: { accept } })
      expect([answer.status, answer.headers['content-type']]).toEqual([406, 'application/problem+json'])
    },
  )

  it.each([
    '',
    '*/*',
    'application/*',
    'application/json',
    'APPLICATION/JSON',
    'text/html, */*;q=0.1',
    'text/html;q=0, application/json;q=0.001',
  ])('is met where Accept is %j', async (accept) => {
    const answer = await prefer('code=403', JOIN_ROOM, { method: 'POST', headers: { accept } })
    expect(answer.headers['greenroom-outcome']).toBe('room-locked; forced')
  })

  it('is not looked at where Accept is impossible, but nothing was preferred', async () => {
    const answer = await post(JOIN_ROOM, { headers: { accept: 'text/html' } })
    expect(answer.headers['greenroom-outcome']).toBe('guest-name-missing')
  })

  it('is written into the journal, and is no outcome', async () => {
    await plane.control('PUT', '/worlds/unmet', {})
    await prefer('code=418', JOIN_ROOM, { world: 'unmet', method: 'POST' })
    const { entries } = jsonOf(await plane.control('GET', '/worlds/unmet/journal'))
    expect(entries).toMatchObject([{ status: 404, outcome: null, forced: null, rule: null }])
  })
})

describe('a preference, in the order of things,', () => {
  it('comes after paths and methods that there are not', async () => {
    expect((await prefer('code=403', '/nowhere')).status).toBe(404)
    expect((await prefer('code=403', JOIN_ROOM, { method: 'GET' })).status).toBe(405)
    expect((await prefer('code=403', JOIN_ROOM, { method: 'DELETE' })).status).toBe(405)
    expect((await prefer('code=403', JOIN_ROOM, { method: 'OPTIONS' })).status).toBe(204)
  })

  it('comes before what is armed, and spends none of it', async () => {
    await plane.control('PUT', '/worlds/order', {})
    await plane.control('POST', '/worlds/order/arms', {
      operation: 'joinMeetingRoom',
      outcome: 'room-locked',
      times: 1,
    })
    const call = { world: 'order', method: 'POST', as: 'member' }
    expect((await prefer('example=room-full', JOIN_ROOM, call)).headers['greenroom-outcome']).toBe('room-full; forced')
    expect((await prefer('code=418', JOIN_ROOM, call)).status).toBe(404)
    expect((await plane.call(JOIN_ROOM, call)).headers['greenroom-outcome']).toBe('room-locked; forced')
    expect((await plane.call(JOIN_ROOM, call)).headers['greenroom-outcome']).toBe('joined-as-user')
  })

  it.each<[string, string, DataCall]>([
    ['a wrong token', JOIN_ROOM, { method: 'POST', headers: { authorization: 'Bearer x' } }],
    ['a broken body', JOIN_ROOM, { method: 'POST', as: 'member', body: 'no object' }],
    ['a body that is too deep', JOIN_ROOM, { method: 'POST', as: 'member', body: nested(70) }],
    ['a room that there is not', '/rooms/non-rom-now/join', { method: 'POST', as: 'member' }],
    ['a body of the wrong kind', JOIN_CALL, { method: 'POST', as: 'agent', body: [1] }],
    ['no credentials', LIST_CHATS, {}],
    ['a query that is wrong', `${LIST_CHATS}?count=x&nonsense=1`, { as: 'manager' }],
    ['no room id', '/api/v1/livechat/room.join', { as: 'agent' }],
  ])('is met in spite of %s', async (_, target, how) => {
    const face = faces.current.find(
      ({ path }) =>
        target.startsWith(path.split('{')[0] ?? path) && !target.includes('room.join') === !path.includes('room.join'),
    )
    const last = face?.outcomes.at(-1)
    const answer = await prefer(`example=${last?.name}`, target, how)
    expect(answer.headers['greenroom-outcome']).toBe(`${last?.name}; forced`)
  })

  it('answers HEAD with status and headers alone', async () => {
    const answer = await prefer('example=not-allowed', LIST_CHATS, { method: 'HEAD' })
    expect([answer.status, answer.body]).toEqual([403, ''])
    expect(answer.headers['greenroom-outcome']).toBe('not-allowed; forced')
    expect(Number(answer.headers['content-length'])).toBeGreaterThan(0)
  })
})

it('changes no state, spends no id and no call of a limit', async () => {
  for (const world of ['quiet', 'fresh']) await plane.control('PUT', `/worlds/${world}`, { salt: 'same' })
  const before = (await plane.control('GET', '/worlds/quiet/snapshot')).body
  for (const face of faces.current)
    for (const { name } of face.outcomes)
      await plane.call(face.path.replace('{code}', 'abc-def-ghi'), {
        world: 'quiet',
        as: 'agent',
        method: face.method,
        headers: { prefer: `example=${name}` },
      })
  expect((await plane.control('GET', '/worlds/quiet/snapshot')).body).toBe(before)
  for (const how of [
    { target: JOIN_ROOM, method: 'POST', as: 'member' },
    { target: JOIN_CALL, method: 'POST', as: 'agent', body: CALL_BODY },
    { target: JOIN_CALL, method: 'POST', as: 'agent', body: CALL_BODY },
    { target: JOIN_CALL, method: 'POST', as: 'agent', body: CALL_BODY },
    { target: JOIN_CHAT, as: 'agent' },
  ]) {
    const [quiet, fresh] = [
      await plane.call(how.target, { ...how, world: 'quiet' }),
      await plane.call(how.target, { ...how, world: 'fresh' }),
    ]
    const told = ({ status, headers, body }: typeof quiet) => [
      status,
      headers['greenroom-outcome'],
      headers['x-ratelimit-remaining'],
      body,
    ]
    expect(told(quiet)).toEqual(told(fresh))
  }
})

it.each(['__dynamic=true', '__seed=a', '__server=x', '__code=404&offset=0', '__example=not-allowed'])(
  'what stands for a preference in a query is no parameter, also where a header makes it count for nothing: %s',
  async (query) => {
    const answer = await plane.call(`${LIST_CHATS}?${query}`, {
      world: 'parameters',
      as: 'manager',
      headers: { prefer: 'respond-async' },
    })
    expect([answer.status, answer.headers['greenroom-outcome']]).toEqual([200, 'listed'])
  },
)
