import { at, json, member, type Members } from './answers.ts'
import { of } from './kinds.ts'
import type { Call, Layer, Mutant } from './mutant.ts'
import { replaced } from './patch.ts'

const LIVECHAT = 'domain/livechat.ts'
const CALL = 'domain/video-conference.ts'

/** Effects that joining a livechat room or a call must and must not have. */
export const joiningMutants: readonly Mutant[] = [
  ...of('livechat join', [
    ['usersCount stays', replaced(LIVECHAT, 'usersCount: room.usersCount + 1', 'usersCount: room.usersCount')],
    [
      'usersCount rises by two',
      replaced(LIVECHAT, 'usersCount: room.usersCount + 1', 'usersCount: room.usersCount + 2'),
    ],
    ['usersCount rises each time', replaced(LIVECHAT, 'if (!person || !room || isInside)', 'if (!person || !room)')],
    ['_updatedAt stays', replaced(LIVECHAT, ', _updatedAt: new Date(make.now).toISOString() }', ' }')],
    [
      'who joins serves',
      replaced(
        LIVECHAT,
        'const entered = { ...room,',
        'const entered = { ...room, servedBy: { _id: person.id, username: person.username },',
      ),
    ],
    ['msgs rises', replaced(LIVECHAT, 'const entered = { ...room,', 'const entered = { ...room, msgs: room.msgs + 1,')],
    [
      'lm is now',
      replaced(
        LIVECHAT,
        'const entered = { ...room,',
        'const entered = { ...room, lm: new Date(make.now).toISOString(),',
      ),
    ],
    [
      'ts is now',
      replaced(
        LIVECHAT,
        'const entered = { ...room,',
        'const entered = { ...room, ts: new Date(make.now).toISOString(),',
      ),
    ],
    [
      'the room is closed',
      replaced(
        LIVECHAT,
        'const entered = { ...room,',
        'const { open: _, ...shut } = room\n    const entered = { ...shut,',
      ),
    ],
    [
      'the name is that of who joins',
      replaced(LIVECHAT, 'const entered = { ...room,', 'const entered = { ...room, fname: person.username,'),
    ],
    [
      'the room leaves the list',
      replaced(
        LIVECHAT,
        "{ table: 'livechatRooms', key: room._id, value: entered }",
        "{ table: 'livechatRooms', key: room._id, value: null }",
      ),
    ],
    ['only the first person is counted', replaced(LIVECHAT, 'usersCount: room.usersCount + 1', 'usersCount: 2')],
    [
      '_updatedAt goes back',
      replaced(LIVECHAT, 'new Date(make.now).toISOString() }', 'new Date(make.now - 86_400_000).toISOString() }'),
    ],
    [
      '_updatedAt is 1970',
      replaced(
        LIVECHAT,
        'new Date(make.now).toISOString() }',
        'new Date(make.now - 1_000_000 * room.usersCount - make.now).toISOString() }',
      ),
    ],
    ['every room is counted', () => everywhere()],
    [
      'who joins second is inside already',
      replaced('domain/state.ts', '`${rid}/${userId}`', "`${rid}/${userId === '' ? '' : 'all'}`"),
    ],
    [
      'a refusal counts',
      replaced(
        'mock/decider.ts',
        'values: isValues(found) ? found : NO_VALUES, writes: NO_WRITES,',
        "values: isValues(found) ? found : NO_VALUES, writes: names[index] === 'no-access' ? operation.act(facts, make).writes : NO_WRITES,",
      ),
    ],
    [
      'a refusal for permission counts',
      replaced(
        'mock/decider.ts',
        'values: isValues(found) ? found : NO_VALUES, writes: NO_WRITES,',
        "values: isValues(found) ? found : NO_VALUES, writes: names[index] === 'missing-permission' ? operation.act(facts, make).writes : NO_WRITES,",
      ),
    ],
    [
      'a refusal of a closed room counts',
      replaced(
        'mock/decider.ts',
        'values: isValues(found) ? found : NO_VALUES, writes: NO_WRITES,',
        "values: isValues(found) ? found : NO_VALUES, writes: names[index] === 'room-closed' ? operation.act(facts, make).writes : NO_WRITES,",
      ),
    ],
    ['rooms on hold are waiting', replaced(LIVECHAT, ' && room.onHold !== true', '')],
    ['a success is answered, and nothing done', replaced(LIVECHAT, 'if (!person || !room || isInside)', 'if (true)')],
    [
      'who joins again is refused',
      () => onceOnly(/room\.join/, 400, { success: false, error: 'error-already-joined' }),
    ],
  ]),
  ...of('call join', [
    ['the URL is another one each time', () => numbered()],
    [
      'the URL is of another call',
      at(
        'joinVideoConference/joined',
        json((value) => ({ ...value, url: 'http://g.co/meet/another' })),
      ),
    ],
    ['the provider’s name is empty', replaced(CALL, 'providerName: call.providerName }', "providerName: '' }")],
    ['a call is joined once', () => onceOnly(/conference/, 400, { success: false, error: 'invalid-params' })],
    [
      'a call has room for one',
      replaced(
        CALL,
        "'unknown-call': ({ caller, call }) => call === undefined ||",
        "'unknown-call': ({ caller, call }) => call === undefined || call.users.length + call.anonymousUsers > 0 ||",
      ),
    ],
  ]),
]

function onceOnly(path: RegExp, code: number, refusal: unknown): Layer {
  const inside = new Set<string>()
  return async (call, next) => {
    const reply = await next(call)
    const key = JSON.stringify([call.target, call.headers.filter(([name]) => /^x-/i.test(name)), call.body.toString()])
    if (!path.test(call.target) || reply.status !== 200) return reply
    if (inside.has(key)) return { ...reply, status: code, body: Buffer.from(JSON.stringify(refusal)) }
    inside.add(key)
    return reply
  }
}

function numbered(): Layer {
  let calls = 0
  return at(
    'joinVideoConference/joined',
    member('url', (url) => `${String(url)}?session=${++calls}`),
  )()
}

/** Counts a join of one livechat room in all of them. */
function everywhere(): Layer {
  const joined = new Map<string, number>()
  return async (call, next) => {
    const reply = await next(call)
    const count = joined.get(worldOf(call)) ?? 0
    if (reply.outcome === 'joinLivechatRoom/joined') joined.set(worldOf(call), count + 1)
    if (reply.outcome !== 'listLivechatRooms/listed') return reply
    const raised = (room: Members): unknown => ({ ...room, usersCount: Number(room['usersCount']) + count })
    return json((value) => ({
      ...value,
      rooms: [value['rooms']].flat().map((room, index) => (index === 0 ? room : raised({ ...Object(room) }))),
    }))(reply)
  }
}

const worldOf = ({ headers }: Call): string =>
  headers.find(([name]) => name.toLowerCase() === 'x-greenroom-world')?.[1] ?? ''
