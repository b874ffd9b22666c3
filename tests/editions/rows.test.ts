// What servers of 8 do otherwise than the documents, and from which release on: a row for each, a test for each edition.
import { describe, expect, it } from 'vitest'
import type { Edition } from '../../src/contract/compiled/types.ts'
import { asked, CALL, errorOf, inShort, JOIN, joinCall, LIST, OPEN_CALL, ROOM, usedUp, type Asked } from './asked.ts'

const EDITIONS = ['current', '8.0', '8.3', '8.6'] as const satisfies readonly Edition[]
type Served = (typeof EDITIONS)[number]

/** What an edition answers; one that is not named answers as the one before it. */
type Answers = Partial<Readonly<Record<Served, unknown>>> & { readonly current: unknown }

interface Row {
  readonly what: string
  readonly play: (mock: Asked) => Promise<unknown>
  readonly answers: Answers
}

const row = (what: string, play: Row['play'], answers: Answers): Row => ({ what, play, answers })

const NOT_LOGGED_IN = { status: 'error', message: 'You must be logged in to do this.' }
const FOUR_KEYS = {
  success: false,
  error: 'You must be logged in to do this.',
  status: 'error',
  message: 'You must be logged in to do this.',
}
const NO_PERMISSION = 'User does not have the permissions required for this action [error-unauthorized]'
const TOO_MANY = (seconds: number): string =>
  `Error, too many requests. Please slow down. You must wait ${seconds} seconds before trying this endpoint again. [error-too-many-requests]`
const NO_ROOM = "must have required property 'roomId' [invalid-params]"
const NO_CALL = "must have required property 'callId'"
const BOTH = 'must be string\n must be array\n must match'
const invalid = (error: string) => ({ success: false, error, errorType: 'invalid-params' })
const times = async (count: number, call: () => Promise<unknown>): Promise<void> => {
  for (let n = 0; n < count; n++) await call()
}

const JOINING: readonly Row[] = [
  row('who is not logged in', async ({ ask }) => inShort(await ask(`${JOIN}?roomId=${ROOM}`)), {
    current: [401, NOT_LOGGED_IN],
    '8.0': [401, FOUR_KEYS],
  }),
  row(
    'neither permission nor roomId: which is told',
    async ({ ask }) => errorOf(await ask(JOIN, { as: 'no-permission' })),
    { current: [400, NO_ROOM], '8.3': [403, NO_PERMISSION] },
  ),
  row(
    'a used-up limit and no roomId: which is told',
    async (mock) => {
      await times(10, () => mock.ask(JOIN, { as: 'agent' }))
      return errorOf(await mock.ask(JOIN, { as: 'agent' }))
    },
    { current: [400, NO_ROOM], '8.0': [429, TOO_MANY(60)] },
  ),
  row(
    'a used-up limit and no permission: which is told',
    async (mock) => {
      await times(10, () => mock.ask(`${JOIN}?roomId=${ROOM}`, { as: 'agent' }))
      return errorOf(await mock.ask(`${JOIN}?roomId=${ROOM}`, { as: 'no-permission' }))
    },
    { current: [403, NO_PERMISSION], '8.0': [429, TOO_MANY(60)], '8.3': [403, NO_PERMISSION] },
  ),
  row('no roomId', async ({ ask }) => inShort(await ask(JOIN, { as: 'agent' })), {
    current: [400, invalid(NO_ROOM)],
  }),
  row(
    'a parameter that is unknown',
    async ({ ask }) => inShort(await ask(`${JOIN}?roomId=${ROOM}&foo=1`, { as: 'agent' })),
    { current: [400, invalid('must NOT have additional properties [invalid-params]')] },
  ),
  row('no permission', async ({ ask }) => inShort(await ask(`${JOIN}?roomId=${ROOM}`, { as: 'no-permission' })), {
    current: [403, { success: false, error: NO_PERMISSION }],
  }),
  row('a closed room', async ({ ask }) => inShort(await ask(`${JOIN}?roomId=rFbuWtpdyS5gQguLu`, { as: 'agent' })), {
    current: [400, { success: false, error: 'room-closed' }],
  }),
  row(
    'a room of another agent',
    async ({ ask }) => inShort(await ask(`${JOIN}?roomId=oY5N73aGJK7rn9THa`, { as: 'agent' })),
    {
      current: [403, { success: false, error: 'unauthorized' }],
      '8.0': [400, { success: false, error: 'error-not-allowed' }],
    },
  ),
  row(
    'a visitor beyond the limit of contacts',
    async ({ ask, given }) => {
      const { roomId } = await given({ 'livechat-room': ['over-limit'] })
      return inShort(await ask(`${JOIN}?roomId=${roomId}`, { as: 'agent' }))
    },
    { current: [200, { success: true }], '8.0': [400, { success: false, error: 'error-mac-limit-reached' }] },
  ),
  row(
    'an app that forbids it',
    async ({ ask, given }) => {
      const { roomId } = await given({ 'livechat-room': ['prevented'] })
      return inShort(await ask(`${JOIN}?roomId=${roomId}`, { as: 'agent' }))
    },
    {
      current: [200, { success: true }],
      '8.0': [
        400,
        {
          success: false,
          error: 'An app does not allow it [error-app-prevented]',
          errorType: 'error-app-prevented',
        },
      ],
    },
  ),
  row(
    'the eleventh call in a minute',
    async ({ ask }) => {
      const join = () => ask(`${JOIN}?roomId=${ROOM}`, { as: 'agent' })
      await times(10, join)
      return errorOf(await join())
    },
    { current: [200, null], '8.0': [429, TOO_MANY(60)] },
  ),
  row(
    'whether calls without permission count',
    async ({ ask }) => {
      await times(10, () => ask(`${JOIN}?roomId=${ROOM}`, { as: 'no-permission' }))
      return (await ask(`${JOIN}?roomId=${ROOM}`, { as: 'agent' })).status
    },
    { current: 200, '8.0': 429, '8.3': 200 },
  ),
]

const listed = async ({ ask, given }: Asked, facts: readonly string[], query: string): Promise<unknown> => {
  const { roomId } = await given({ 'livechat-room': facts })
  const { status, body } = await ask(`${LIST}?${query}`, { as: 'manager' })
  return status === 200
    ? JSON.stringify(body).includes(`"_id":"${roomId}"`)
    : errorOf({ status, body, header: () => null })
}
const suffixed = (text: string): readonly [number, string] => [400, `${text} [invalid-params]`]

const LISTING: readonly Row[] = [
  row('who is not logged in', async ({ ask }) => inShort(await ask(LIST)), {
    current: [401, NOT_LOGGED_IN],
    '8.0': [401, FOUR_KEYS],
  }),
  row(
    'the limit before the query',
    async (mock) => {
      await times(10, () => mock.ask(LIST, { as: 'manager' }))
      return errorOf(await mock.ask(`${LIST}?count=abc`, { as: 'manager' }))
    },
    { current: suffixed('must be number'), '8.0': [429, TOO_MANY(60)] },
  ),
  row('which of two faulty parameters is told', (mock) => listed(mock, [], 'departmentId[x]=1&count=abc'), {
    current: suffixed(`${BOTH} exactly one schema in oneOf`),
    '8.0': suffixed('must be number'),
  }),
  row('a department that is an object', (mock) => listed(mock, [], 'departmentId[x]=1'), {
    current: suffixed(`${BOTH} exactly one schema in oneOf`),
    '8.6': suffixed(`${BOTH} a schema in anyOf`),
  }),
  row('agents=x', (mock) => listed(mock, ['served'], 'agents=rbAXPnMktTFbNpwtJ'), {
    current: suffixed('must be array'),
    '8.6': true,
  }),
  row('tags=x', (mock) => listed(mock, ['labelled'], 'tags=greenroom'), {
    current: suffixed('must be array'),
    '8.6': true,
  }),
  row('open[]=true', (mock) => listed(mock, ['served'], 'open[]=true'), {
    current: suffixed('must be string\n must be boolean\n must match a schema in anyOf'),
    '8.6': true,
  }),
  row('open=true', (mock) => listed(mock, ['served'], 'open=true'), { current: true }),
  row('agents= without a name', (mock) => listed(mock, [], 'agents='), { current: true }),
  row('count=5 as text', (mock) => listed(mock, [], 'count=5'), { current: true }),
  row('a department named undefined', (mock) => listed(mock, [], 'departmentId=undefined'), {
    current: true,
    '8.6': false,
  }),
  row(
    'more than 500 items',
    async ({ ask }) => {
      const { status, body } = await ask(`${LIST}?${'tags[]=a&'.repeat(501)}`, { as: 'manager' })
      return [status, status === 400 && JSON.stringify(body).includes('"success"') ? body : 'a problem of the mock']
    },
    {
      current: [400, 'a problem of the mock'],
      '8.0': [400, { success: false, error: 'Invalid query parameters' }],
    },
  ),
  row('who may not see them', async ({ ask }) => inShort(await ask(LIST, { as: 'agent' })), {
    current: [403, { success: false, error: 'unauthorized' }],
  }),
  row('sort=newest', (mock) => listed(mock, [], 'sort=newest'), {
    current: [400, 'Invalid sort parameter provided: "newest" [error-invalid-sort]'],
  }),
  row('a start that is no date', (mock) => listed(mock, [], 'createdAt={"start":"yesterday"}'), {
    current: [400, 'The "createdAt.start" query parameter must be a valid date.'],
  }),
  row('customFields=[]', (mock) => listed(mock, [], 'customFields=[]'), {
    current: [400, 'The "customFields" query parameter must be a valid JSON.'],
  }),
]

const CALL_BODY = { callId: OPEN_CALL }
const stateOf = async (mock: Asked, state: unknown): Promise<unknown> => {
  const { status, body } = await joinCall(mock, { ...CALL_BODY, state })
  return status === 200 ? 200 : errorOf({ status, body, header: () => null })
}
const callOf = (facts: readonly string[], as = 'no-permission'): Row['play'] => {
  return async (mock) => {
    const { callId } = await mock.given({ call: facts })
    return inShort(await joinCall(mock, { callId }, { as }))
  }
}
const calledWith = async (mock: Asked, body: unknown): Promise<unknown> => errorOf(await joinCall(mock, body))
const EITHER_WAY = (text: string): Answers => ({ current: [400, `${text} [invalid-params]`], '8.6': [400, text] })
const JOINED = expect.arrayContaining([200])

const CALLING: readonly Row[] = [
  row('who is not logged in', async (mock) => inShort(await joinCall(mock, CALL_BODY, { as: 'wrong-token' })), {
    current: [401, NOT_LOGGED_IN],
    '8.0': [401, FOUR_KEYS],
  }),
  row(
    'whether a guest may join, unless somebody says so',
    async (mock) => {
      return (await joinCall(mock, CALL_BODY, { as: 'nobody' })).status
    },
    { current: 200, '8.0': 401 },
  ),
  row(
    'wrong credentials where guests may join',
    async (mock) => {
      await mock.given({ call: ['open-to-guests'] })
      return (await joinCall(mock, CALL_BODY, { as: 'wrong-token' })).status
    },
    { current: 401, '8.0': 200 },
  ),
  row(
    'a used-up limit and no callId: which is told',
    async (mock) => {
      await usedUp(mock, 'joinVideoConference')
      return errorOf(await joinCall(mock, {}))
    },
    { current: [429, TOO_MANY(5)], '8.6': [400, NO_CALL] },
  ),
  row(
    'a used-up limit and an unknown call: which is told',
    async (mock) => {
      await usedUp(mock, 'joinVideoConference')
      return errorOf(await joinCall(mock, { callId: 'none' }))
    },
    { current: [429, TOO_MANY(5)] },
  ),
  row(
    'no callId',
    async (mock) => {
      const { status, body } = await joinCall(mock, {})
      return [status, JSON.stringify(body)]
    },
    {
      current: [400, JSON.stringify(invalid(`${NO_CALL} [invalid-params]`))],
      '8.6': [400, JSON.stringify({ success: false, errorType: 'invalid-params', error: NO_CALL })],
    },
  ),
  row(
    'a body that is invalid',
    async (mock) => {
      const { status, body } = await joinCall(mock, { ...CALL_BODY, more: 1 })
      return [status, JSON.stringify(body)]
    },
    {
      current: [400, JSON.stringify(invalid('must NOT have additional properties [invalid-params]'))],
      '8.6': [
        400,
        JSON.stringify({ success: false, errorType: 'invalid-params', error: 'must NOT have additional properties' }),
      ],
    },
  ),
  row('callId: 1', (mock) => calledWith(mock, { callId: 1 }), {
    current: [400, 'must be string [invalid-params]'],
    '8.6': [400, 'invalid-params'],
  }),
  row('callId: true', (mock) => calledWith(mock, { callId: true }), {
    current: [400, 'must be string [invalid-params]'],
    '8.6': [400, 'invalid-params'],
  }),
  row('callId: null', (mock) => calledWith(mock, { callId: null }), {
    current: [400, 'must be string [invalid-params]'],
    '8.6': [400, 'invalid-params'],
  }),
  row('callId in a list', (mock) => calledWith(mock, { callId: [OPEN_CALL] }), EITHER_WAY('must be string')),
  row('mic: "true"', (mock) => stateOf(mock, { mic: 'true' }), {
    current: [400, 'must be boolean [invalid-params]'],
    '8.6': 200,
  }),
  row('mic: 1', (mock) => stateOf(mock, { mic: 1 }), {
    current: [400, 'must be boolean [invalid-params]'],
    '8.6': 200,
  }),
  row('mic: "yes"', (mock) => stateOf(mock, { mic: 'yes' }), EITHER_WAY('must be boolean')),
  row('a call without an address', callOf(['without-url']), {
    current: JOINED,
    '8.0': [400, { success: false, error: 'failed-to-get-url' }],
  }),
  row('a call that has ended', callOf(['inactive']), { current: JOINED, '8.0': [400, { success: false }] }),
  row('a call that has ended, to a guest', callOf(['inactive', 'open-to-guests'], 'nobody'), {
    current: JOINED,
    '8.0': [400, { success: false, error: 'failed-to-get-url' }],
  }),
  row('a call whose provider is gone', callOf(['without-provider']), {
    current: JOINED,
    '8.0': [400, { success: false, error: 'no-videoconf-provider-app' }],
  }),
  row('a call whose provider is not configured', callOf(['unconfigured']), {
    current: JOINED,
    '8.0': [400, { success: false, error: 'video-conf-provider-not-configured' }],
  }),
  row(
    'the members of a success',
    async (mock) => {
      const { body } = await joinCall(mock, CALL_BODY)
      return Object.keys(typeof body === 'object' && body !== null ? body : {})
    },
    { current: ['url', 'providerName', 'success'] },
  ),
]

const LIMIT_HEADERS = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset']
const limitHeadersOf = (told: { header: (name: string) => string | null }): number =>
  LIMIT_HEADERS.filter((name) => told.header(name) !== null).length
const cachingOf = (told: { header: (name: string) => string | null }): readonly (string | null)[] => [
  told.header('cache-control'),
  told.header('pragma'),
]
const exempted = async ({ mock }: Asked): Promise<void> => {
  const world = await mock.attach('default')
  await world.roles.change('livechat-agent', { permissions: ['view-l-room', 'api-bypass-rate-limit'] })
}

const AROUND: readonly Row[] = [
  row(
    'who may bypass limits: no limit, and no headers of one',
    async (all) => {
      await exempted(all)
      await usedUp(all, 'joinVideoConference')
      const told = await joinCall(all, CALL_BODY, { as: 'agent' })
      return [told.status, limitHeadersOf(told)]
    },
    { current: [429, 3], '8.0': [200, 0] },
  ),
  row('headers of the limit on an invalid body', async (all) => limitHeadersOf(await joinCall(all, {})), {
    current: 3,
    '8.6': 0,
  }),
  row(
    'headers of the limit on a room that was joined',
    async ({ ask }) => {
      return limitHeadersOf(await ask(`${JOIN}?roomId=${ROOM}`, { as: 'agent' }))
    },
    { current: 0, '8.0': 3 },
  ),
  row('caching of a success', async ({ ask }) => cachingOf(await ask(`${JOIN}?roomId=${ROOM}`, { as: 'agent' })), {
    current: ['no-store', null],
    '8.0': ['no-store', 'no-cache'],
  }),
  row('caching where nobody is logged in', async ({ ask }) => cachingOf(await ask(LIST)), {
    current: ['no-store', null],
    '8.0': ['no-store', 'no-cache'],
    '8.3': [null, null],
  }),
  row(
    'caching without permission',
    async ({ ask }) => {
      return cachingOf(await ask(`${JOIN}?roomId=${ROOM}`, { as: 'no-permission' }))
    },
    { current: ['no-store', null], '8.0': ['no-store', 'no-cache'], '8.3': [null, null] },
  ),
  row('caching of what the handler refuses', async ({ ask }) => cachingOf(await ask(LIST, { as: 'agent' })), {
    current: ['no-store', null],
    '8.0': ['no-store', 'no-cache'],
  }),
  row('caching of an invalid body', async (all) => cachingOf(await joinCall(all, {})), {
    current: ['no-store', null],
    '8.0': ['no-store', 'no-cache'],
    '8.6': [null, null],
  }),
  row(
    'CORS',
    async ({ ask }) => {
      const told = await ask(`${JOIN}?roomId=${ROOM}`, { as: 'agent' })
      return [told.header('access-control-allow-origin'), told.header('access-control-allow-headers')]
    },
    {
      current: [null, null],
      '8.0': [
        '*',
        'Origin, X-Requested-With, Content-Type, Accept, X-User-Id, X-Auth-Token, x-visitor-token, Authorization',
      ],
    },
  ),
  ...(
    [
      ['an unknown path', 'GET', '/api/v1/livechat/nothing', 404],
      ['a wrong method', 'POST', LIST, 405],
      ['a slash at the end', 'GET', `${LIST}/`, 404],
      ['another letter case', 'GET', LIST.replace('rooms', 'Rooms'), 404],
      ['a path below another', 'GET', '/rooms/nothing', 404],
    ] as const
  ).map(([what, method, path, status]) =>
    row(
      what,
      async ({ ask }) => {
        const told = await ask(path, { method })
        return [told.status, told.header('content-type'), typeof told.body === 'string' ? told.body : 'a problem']
      },
      {
        current: [status, 'application/problem+json', 'a problem'],
        '8.0': path.startsWith('/api/')
          ? [404, 'text/plain; charset=UTF-8', '404 Not Found']
          : [status, 'application/problem+json', 'a problem'],
      },
    ),
  ),
  row(
    'OPTIONS of a page',
    async ({ ask }) => {
      return inShort(await ask(CALL, { method: 'OPTIONS', headers: { origin: 'http://localhost:5173' } }))
    },
    {
      current: [204, ''],
      '8.0': [405, 'CORS not enabled. Go to "Admin > General > REST Api" to enable it.'],
    },
  ),
  row('any other OPTIONS', async ({ ask }) => inShort(await ask(CALL, { method: 'OPTIONS' })), {
    current: [204, ''],
    '8.0': [200, 'OK'],
  }),
]

const TABLES = {
  'GET livechat/room.join': JOINING,
  'GET livechat/rooms': LISTING,
  'POST video-conference.join': CALLING,
  'limits, headers, and what no operation answers': AROUND,
}

describe.each(EDITIONS)('edition %s', (edition) => {
  const answerOf = (answers: Answers): unknown =>
    EDITIONS.slice(0, EDITIONS.indexOf(edition) + 1).reduce<unknown>(
      (so, each) => (Object.hasOwn(answers, each) ? answers[each] : so),
      answers.current,
    )

  describe.each(Object.entries(TABLES))('%s:', (_, rows) => {
    it.each(rows.map((each) => [each.what, each] as const))('%s', async (_what, { play, answers }) => {
      expect(await play(asked(edition))).toEqual(answerOf(answers))
    })
  })
})
