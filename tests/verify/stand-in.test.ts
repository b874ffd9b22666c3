import { afterEach, describe, expect, it } from 'vitest'
import { request } from 'undici'
import { startRocketChat, type RocketChat, type RocketChatOptions } from '../support/rocket-chat.ts'

const started: RocketChat[] = []
afterEach(async () => {
  for (const chat of started.splice(0)) await chat.close()
})

async function start(options?: RocketChatOptions): Promise<RocketChat> {
  const chat = await startRocketChat(options)
  started.push(chat)
  return chat
}

const JOIN = '/api/v1/livechat/room.join'
const ROOMS = '/api/v1/livechat/rooms'
const VIDEO = '/api/v1/video-conference.join'

interface Asked {
  readonly as?: string
  readonly method?: string
  readonly body?: string
  readonly type?: string
}

interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

async function ask(
  chat: RocketChat,
  path: string,
  { as, method, body, type = 'application/json' }: Asked = {},
): Promise<Answered> {
  const user = as === undefined ? undefined : chat.users[as]
  const answer = await request(chat.url + path, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(user && { 'X-User-Id': user.userId, 'X-Auth-Token': user.authToken }),
      ...(body !== undefined && { 'Content-Type': type }),
    },
    body: body ?? null,
  })
  return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() }
}

const LOGIN = 'You must be logged in to do this.'
const notLoggedIn = JSON.stringify({ success: false, error: LOGIN, status: 'error', message: LOGIN })
const lacking =
  '{"success":false,"error":"User does not have the permissions required for this action [error-unauthorized]"}'
const invalid = (text: string): string =>
  JSON.stringify({ success: false, error: `${text} [invalid-params]`, errorType: 'invalid-params' })
const failed = (error: string): string => JSON.stringify({ success: false, error })
const missingRoom = invalid("must have required property 'roomId'")
const missingCall = invalid("must have required property 'callId'")
const extra = invalid('must NOT have additional properties')

/** Answers of a fresh server, path, request, status, body to the letter. */
type Row = [what: string, path: string, asked: Asked, status: number, body: string]

const tell = (rows: readonly Row[], options?: RocketChatOptions): void =>
  it.each(rows)('%s', async (_what, path, asked, status, body) => {
    const answer = await ask(await start(options), path, asked)
    expect({ status: answer.status, body: answer.body }).toEqual({ status, body })
  })

describe('joining a livechat room is answered as a real server does, where', () => {
  tell([
    ['nobody is logged in', `${JOIN}?roomId=testWaitingRoomAa`, {}, 401, notLoggedIn],
    ['nobody is logged in and the form is wrong', JOIN, {}, 401, notLoggedIn],
    ['the form is wrong and the permission lacks', JOIN, { as: 'no-permission' }, 400, missingRoom],
    ['the permission lacks', `${JOIN}?roomId=testWaitingRoomAa`, { as: 'no-permission' }, 403, lacking],
    ['the permission lacks and no room has the id', `${JOIN}?roomId=nope`, { as: 'no-permission' }, 403, lacking],
    ['a parameter is unknown', `${JOIN}?roomId=a&x=1`, { as: 'agent' }, 400, extra],
    ['the id is there twice', `${JOIN}?roomId=a&roomId=b`, { as: 'agent' }, 400, invalid('must be string')],
    ['the id is a list', `${JOIN}?roomId[]=a`, { as: 'agent' }, 400, invalid('must be string')],
    ['the id is empty', `${JOIN}?roomId=`, { as: 'agent' }, 400, failed('error-invalid-room')],
    ['no room has the id', `${JOIN}?roomId=nope`, { as: 'agent' }, 400, failed('error-invalid-room')],
    ['the room is closed', `${JOIN}?roomId=testClosedRoomAaa`, { as: 'agent' }, 400, failed('room-closed')],
    [
      'the room is closed and of somebody else',
      `${JOIN}?roomId=testClosedRoomAaa`,
      { as: 'colleague' },
      400,
      failed('room-closed'),
    ],
    [
      'another agent serves the room',
      `${JOIN}?roomId=testOthersRoomAaa`,
      { as: 'agent' },
      400,
      failed('error-not-allowed'),
    ],
    [
      'the room waits for another department',
      `${JOIN}?roomId=testWaitingRoomAa`,
      { as: 'colleague' },
      400,
      failed('error-not-allowed'),
    ],
    ['the room waits for an agent', `${JOIN}?roomId=testWaitingRoomAa`, { as: 'agent' }, 200, '{"success":true}'],
    ['the caller sees all rooms', `${JOIN}?roomId=testOthersRoomAaa`, { as: 'manager' }, 200, '{"success":true}'],
  ])

  it('somebody joins twice: one subscription, one more user, and the same server for it', async () => {
    const chat = await start()
    const before = chat.state.rooms.find(({ _id }) => _id === chat.rooms.joinable)
    const usersCount = before?.usersCount ?? 0
    for (let call = 0; call < 2; call += 1) await ask(chat, `${JOIN}?roomId=${chat.rooms.joinable}`, { as: 'agent' })
    expect(chat.state.subscriptions).toEqual([{ rid: chat.rooms.joinable, userId: chat.users['agent']?.userId }])
    const after = chat.state.rooms.find(({ _id }) => _id === chat.rooms.joinable)
    expect([after?.usersCount, after?.servedBy]).toEqual([usersCount + 1, undefined])
  })
})

describe('listing livechat rooms is answered as a real server does, where', () => {
  const sort = (text: string): string =>
    JSON.stringify({
      success: false,
      error: `Invalid sort parameter provided: "${text}" [error-invalid-sort]`,
      errorType: 'error-invalid-sort',
      details: { helperMethod: 'parseJsonQuery' },
    })
  const bad = invalid('must be array')
  const badString = invalid('must be string')
  tell([
    ['nobody is logged in', `${ROOMS}?agents=x`, {}, 401, notLoggedIn],
    ['a list is none', `${ROOMS}?agents=invalid`, { as: 'manager' }, 400, bad],
    ['tags are no list', `${ROOMS}?tags=invalid`, { as: 'manager' }, 400, bad],
    ['a text is a list', `${ROOMS}?roomName[]=invalid`, { as: 'manager' }, 400, badString],
    [
      'a department is an object',
      `${ROOMS}?departmentId[test]=true`,
      { as: 'manager' },
      400,
      invalid('must be string\n must be array\n must match exactly one schema in oneOf'),
    ],
    [
      'a flag is a list',
      `${ROOMS}?open[]=true`,
      { as: 'manager' },
      400,
      invalid('must be string\n must be boolean\n must match a schema in anyOf'),
    ],
    ['custom fields are an object', `${ROOMS}?customFields[a]=b`, { as: 'manager' }, 400, badString],
    ['count is no number', `${ROOMS}?count=abc`, { as: 'manager' }, 400, invalid('must be number')],
    ['offset is no number', `${ROOMS}?offset=x`, { as: 'manager' }, 400, invalid('must be number')],
    ['a parameter is unknown', `${ROOMS}?departamentId=1`, { as: 'manager' }, 400, extra],
    [
      'a list has over 500 items',
      `${ROOMS}?${'agents[]=a&'.repeat(501)}`,
      { as: 'manager' },
      400,
      failed('Invalid query parameters'),
    ],
    ['sort is no JSON', `${ROOMS}?sort=newest`, { as: 'agent' }, 400, sort('newest')],
    ['sort is neither 1 nor -1', `${ROOMS}?sort={"ts":2}&createdAt=x`, { as: 'manager' }, 400, sort('{"ts":2}')],
    [
      'a date is none, and the permission lacks',
      `${ROOMS}?createdAt={"start":"x"}`,
      { as: 'agent' },
      400,
      failed('The "createdAt.start" query parameter must be a valid date.'),
    ],
    [
      'the end of closing is no date',
      `${ROOMS}?closedAt={"end":"x"}`,
      { as: 'manager' },
      400,
      failed('The "closedAt.end" query parameter must be a valid date.'),
    ],
    ['the permission lacks', ROOMS, { as: 'no-permission' }, 403, failed('unauthorized')],
    ['an agent asks for all', ROOMS, { as: 'agent' }, 403, failed('unauthorized')],
    [
      'an agent asks for another',
      `${ROOMS}?agents[]=colleagueUserOfStandIn`,
      { as: 'agent' },
      403,
      failed('unauthorized'),
    ],
    [
      'an agent asks for two',
      `${ROOMS}?agents[]=agentUserOfStandIn&agents[]=x`,
      { as: 'agent' },
      403,
      failed('unauthorized'),
    ],
    [
      'the permission lacks and custom fields are bad',
      `${ROOMS}?customFields=x`,
      { as: 'agent' },
      403,
      failed('unauthorized'),
    ],
    [
      'custom fields are a list',
      `${ROOMS}?customFields=[]`,
      { as: 'manager' },
      400,
      failed('The "customFields" query parameter must be a valid JSON.'),
    ],
    [
      'custom fields are no JSON',
      `${ROOMS}?customFields=x`,
      { as: 'manager' },
      400,
      failed('The "customFields" query parameter must be a valid JSON.'),
    ],
  ])

  it('a date range is no JSON: the words of the engine', async () => {
    const { status, body } = await ask(await start(), `${ROOMS}?createdAt=invalid`, { as: 'agent' })
    expect([status, JSON.parse(body)]).toEqual([400, { success: false, error: expect.stringContaining('JSON') }])
  })

  const SCOPE = 'departmentId=greenroom-tests'
  const own = ['testClosedRoomAaa', 'testOnHoldRoomAaa', 'testOthersRoomAaa', 'testServedRoomAaa', 'testWaitingRoomAa']
  const lists: [string, string, string[]][] = [
    ['the scope, newest first', SCOPE, own],
    ['two departments', 'departmentId[]=greenroom-tests&departmentId[]=none', own],
    ['oldest first', `${SCOPE}&sort={"ts":1}`, own.toReversed()],
    ['an ignored open, fields and query', `${SCOPE}&open=maybe&fields={"ts":0}&query={"t":"x"}`, own],
    ['open rooms, which an agent serves', `${SCOPE}&open=true`, ['testOthersRoomAaa', 'testServedRoomAaa']],
    ['closed rooms', `${SCOPE}&open=false`, ['testClosedRoomAaa']],
    ['rooms on hold', `${SCOPE}&onhold=t`, ['testOnHoldRoomAaa']],
    ['queued rooms, whatever else is said', `${SCOPE}&queued=1&open=false&onhold=1`, ['testWaitingRoomAa']],
    ['an agent', `${SCOPE}&agents[]=colleagueUserOfStandIn`, ['testOthersRoomAaa']],
    ['any of two tags', `${SCOPE}&tags[]=vip&tags[]=none`, ['testOthersRoomAaa']],
    ['a business unit', `${SCOPE}&units[]=u`, []],
    ['part of a name in any case', `${SCOPE}&roomName=ON%20h`, ['testOnHoldRoomAaa']],
    ['a name in quotes', `${SCOPE}&roomName="Test%20served"`, ['testServedRoomAaa']],
    ['a name in quotes that is a part', `${SCOPE}&roomName="Test"`, []],
    [
      'both ends of a range',
      `${SCOPE}&createdAt={"start":"2026-02-02T08:00:00.000Z","end":"2026-02-03T08:00:00.000Z"}`,
      ['testOthersRoomAaa', 'testServedRoomAaa'],
    ],
    ['when it was closed', `${SCOPE}&closedAt={"start":"2026-02-05T09:00:00.000Z"}`, ['testClosedRoomAaa']],
    ['a range that is no object', `${SCOPE}&createdAt=[1]`, own],
    ['a custom field as a pattern', `${SCOPE}&customFields={"order":"^a-1"}`, ['testWaitingRoomAa']],
    ['no custom field', `${SCOPE}&customFields={}`, own],
    ['a page', `${SCOPE}&count=2&offset=1`, own.slice(1, 3)],
    ['a page that begins at the end', `${SCOPE}&offset=5`, []],
    ['all', `${SCOPE}&count=0`, own],
    ['an empty count', `${SCOPE}&count=`, own],
  ]
  it.each(lists)('a list of %s holds these rooms, and the log says so', async (_what, query, expected) => {
    const chat = await start()
    const { status, body } = await ask(chat, `${ROOMS}?${query}`, { as: 'manager' })
    const answer: { rooms: { _id: string }[]; count: number; total: number } = JSON.parse(body)
    expect([status, answer.rooms.map(({ _id }) => _id), answer.count]).toEqual([200, expected, expected.length])
    expect(Object.keys(answer)).toEqual(['rooms', 'count', 'offset', 'total', 'success'])
    expect(answer.total).toBe(/count=2|offset=5/.test(query) ? 5 : expected.length)
    expect(chat.visits[0]?.rooms).toEqual(expected)
    expect(chat.touched()).toEqual([])
  })

  it('an agent asks for its own', async () => {
    const { status, body } = await ask(await start(), `${ROOMS}?agents[]=agentUserOfStandIn`, { as: 'agent' })
    expect([status, JSON.parse(body)]).toMatchObject([200, { total: 3 }])
  })

  it('a room shows the name of its department, and a closed one has no open', async () => {
    const { body } = await ask(await start(), `${ROOMS}?${SCOPE}&open=false`, { as: 'manager' })
    expect(JSON.parse(body).rooms[0]).toMatchObject({
      department: { _id: 'greenroom-tests', name: 'Tests' },
      closedAt: expect.any(String),
    })
    expect(body).not.toContain('"open"')
  })
})

describe('joining a video conference is answered as a real server does, where', () => {
  const post = (body: string, more: Asked = {}): Asked => ({ body, as: 'agent', ...more })
  const success =
    '{"url":"http://g.co/meet/RocketChat_697887e3c8b0533020781b01","providerName":"googlemeet","success":true}'
  const good = '{"callId":"697887e3c8b0533020781b01"}'
  const closed = '{"callId":"697887e3c8b0533020781b02"}'
  const ended = '{"callId":"697887e3c8b0533020781b03"}'
  const withState = (state: string): string => `{"callId":"697887e3c8b0533020781b01","state":${state}}`
  tell([
    ['nobody is logged in', VIDEO, { body: good }, 200, success],
    ['somebody is', VIDEO, post(good), 200, success],
    ['mic and cam are said', VIDEO, post(withState('{"mic":true,"cam":null}')), 200, success],
    ['the state is null', VIDEO, post(withState('null')), 200, success],
    [
      'the body is a form',
      VIDEO,
      post('callId=697887e3c8b0533020781b01', { type: 'application/x-www-form-urlencoded' }),
      200,
      success,
    ],
    ['the body is no JSON', VIDEO, post('{bad'), 400, missingCall],
    ['the body is empty', VIDEO, post('{}'), 400, missingCall],
    ['a text is no text', VIDEO, post('{"callId":1}'), 400, invalid('must be string')],
    ['a flag is a text', VIDEO, post(withState('{"mic":"true"}')), 400, invalid('must be boolean')],
    ['the state is a text', VIDEO, post(withState('"x"')), 400, invalid('must be object')],
    ['the body is a list', VIDEO, post('[]'), 400, invalid('must be object')],
    ['a member is unknown', VIDEO, post('{"callId":"a","x":1}'), 400, extra],
    ['a member of the state is unknown', VIDEO, post(withState('{"foo":1}')), 400, extra],
    ['no call has the id', VIDEO, post('{"callId":""}'), 400, failed('invalid-params')],
    ['the call is private', VIDEO, post(closed), 400, failed('invalid-params')],
    ['the call is private and nobody is logged in', VIDEO, { body: closed }, 400, failed('invalid-params')],
    [
      'the call is private and the caller is a member',
      VIDEO,
      post(closed, { as: 'colleague' }),
      200,
      success.replace('b01', 'b02'),
    ],
    ['the call is over', VIDEO, post(ended), 400, '{"success":false}'],
    ['the call is over and nobody is logged in', VIDEO, { body: ended }, 400, failed('failed-to-get-url')],
  ])
  describe('anonymous reading is off and', () => {
    tell(
      [
        ['nobody is logged in', VIDEO, { body: '{bad' }, 401, notLoggedIn],
        ['somebody is', VIDEO, post(good), 200, success],
      ],
      { anonymousRead: false },
    )
  })

  it('somebody joins twice and two come without a name', async () => {
    const chat = await start({ windowMs: { 'video-conference.join': -1 } })
    for (const as of [{ as: 'agent' }, { as: 'agent' }, {}, {}]) await ask(chat, VIDEO, { body: good, ...as })
    expect(chat.state.calls[0]).toMatchObject({ users: [chat.users['agent']?.userId], anonymousUsers: 2 })
  })
})

describe('around the endpoints', () => {
  it.each([
    ['GET', VIDEO],
    ['POST', JOIN],
    ['GET', `${JOIN}/`],
    ['GET', '/api/v1/livechat/room.JOIN'],
    ['POST', '/rooms/abc-def-ghi/join'],
    ['GET', '/'],
  ])('%s %s is a plain 404, before any login', async (method, path) => {
    const { status, body, headers } = await ask(await start(), path, { method })
    expect([status, body, headers['content-type']]).toEqual([404, '404 Not Found', 'text/plain; charset=UTF-8'])
  })

  it('every answer of the API is JSON without a charset, and not to be kept', async () => {
    const { headers } = await ask(await start(), JOIN)
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      pragma: 'no-cache',
    })
  })

  it('a token that has run out, or is of another user, is as good as none', async () => {
    const chat = await start()
    chat.expire('agent')
    expect((await ask(chat, JOIN, { as: 'agent' })).status).toBe(401)
    expect((await ask(chat, JOIN, { as: 'manager' })).status).toBe(400)
    expect(chat.visits.map(({ user }) => user)).toEqual([null, 'manager'])
  })

  it("a customer's room is touched by being named, in a coded query too, and by being listed", async () => {
    const chat = await start()
    await ask(chat, `${JOIN}?roomId=customerWaiting%41a`, { as: 'no-permission' })
    expect(chat.touched()).toEqual(['customerWaitingAa'])
    await ask(chat, ROOMS, { as: 'manager' })
    expect(chat.touched()).toEqual(chat.rooms.customers)
    expect(chat.rooms.customers).toHaveLength(3)
  })

  it('an answer can be changed on its way, as by a server that has', async () => {
    const chat = await start({
      change: (reply, route) => (route === 'livechat/rooms' ? { ...reply, status: 500 } : reply),
    })
    expect((await ask(chat, ROOMS)).status).toBe(500)
    expect((await ask(chat, JOIN)).status).toBe(401)
    expect(chat.visits.map(({ status }) => status)).toEqual([500, 401])
  })
})

describe('the limiters', () => {
  const START = 1_700_000_000_000
  const figures = ({ headers }: Answered): (string | string[] | undefined)[] =>
    ['limit', 'remaining', 'reset'].map((name) => headers[`x-ratelimit-${name}`])

  it('let two calls in 5000 ms through, refuse the third, and start anew when the window has passed', async () => {
    let now = START
    const chat = await start({ now: () => now })
    const call = (as?: string): Promise<Answered> => ask(chat, VIDEO, { body: '{}', ...(as && { as }) })
    const reset = String(START + 5000)
    expect(figures(await call())).toEqual(['2', '1', reset])
    now += 100
    // The address counts, not the user.
    expect(figures(await call('agent'))).toEqual(['2', '0', reset])
    now += 1000
    const refused = await call()
    expect([refused.status, ...figures(refused)]).toEqual([429, '2', '0', reset])
    expect(JSON.parse(refused.body)).toEqual({
      success: false,
      error:
        'Error, too many requests. Please slow down. You must wait 4 seconds before trying this endpoint again. [error-too-many-requests]',
    })
    now = START + 5000
    expect((await call()).status).toBe(429)
    now += 1
    expect(figures(await call())).toEqual(['2', '1', String(now + 5000)])
    expect(chat.limited).toBe(2)
  })

  it.each([JOIN, ROOMS])(
    'let ten calls of %s through in a minute, also those that lack a permission, and count no 401',
    async (path) => {
      let now = START
      const chat = await start({ now: () => now })
      for (let at = 0; at < 5; at += 1)
        expect(figures(await ask(chat, path))).toEqual([undefined, undefined, undefined])
      for (let at = 0; at < 10; at += 1) {
        const answer = await ask(chat, `${path}?roomId=a`, { as: 'no-permission' })
        expect([answer.status === 429, ...figures(answer)]).toEqual([
          false,
          '10',
          String(9 - at),
          String(START + 60_000),
        ])
      }
      expect((await ask(chat, path, { as: 'manager' })).status).toBe(429)
      expect((await ask(chat, path)).status).toBe(401)
      now += 60_001
      expect((await ask(chat, path, { as: 'manager' })).status).not.toBe(429)
    },
  )

  it.each(['admin', 'bot'])('neither stop nor count %s, and show no figures', async (as) => {
    const chat = await start()
    for (let at = 0; at < 5; at += 1) {
      const answer = await ask(chat, VIDEO, { body: '{}', as })
      expect([answer.status, ...figures(answer)]).toEqual([400, undefined, undefined, undefined])
    }
    expect(figures(await ask(chat, VIDEO, { body: '{}' }))).toContain('1')
  })

  it('can be shortened, all at once or each', async () => {
    const chat = await start({ shorten: 100, windowMs: { 'livechat/rooms': 7 }, now: () => START })
    const resets = [
      await ask(chat, VIDEO, { body: '{}' }),
      await ask(chat, JOIN, { as: 'agent' }),
      await ask(chat, ROOMS, { as: 'agent' }),
    ]
    expect(resets.map((answer) => figures(answer)[2])).toEqual([START + 50, START + 600, START + 7].map(String))
  })
})
