import { describe, expect, it } from 'vitest'
import type { ApiCall, AskApi } from './ask-api.ts'
import { castOf, ROLES_OF_CAST } from './cast.ts'
import { startConference } from './conference.ts'
import { makeLivechatRoom } from './livechat-room.ts'
import { createUndoing } from './undoing.ts'

/** A server where all succeeds, until a call that fails; and what it was asked. */
function serving(failsAt = '') {
  const calls: ApiCall[] = []
  let users = 0
  const ask: AskApi = async (call) => {
    calls.push(call)
    if (call.path === failsAt) throw new Error(`${call.path} failed`)
    return {
      user: { _id: `u${++users}` },
      data: { authToken: `t${users}`, callId: 'the call' },
      room: { _id: 'the room' },
      inquiry: { _id: 'the inquiry' },
      channel: { _id: 'the channel' },
      group: { _id: 'the group' },
    }
  }
  const told = (from = 0) => calls.slice(from).map(({ method, path }) => `${method} ${path}`)
  return { ask, calls, told, undoing: createUndoing() }
}

const member = (name: string) => ({ userId: `id of ${name}`, username: name, headers: { 'X-User-Id': name } })
const PEOPLE = { agent: member('agent'), colleague: member('colleague') }

describe('the people of a run', () => {
  it('are users of its name, with a password of its own, who call by a login each', async () => {
    const { ask, calls, undoing } = serving()
    const { agent, colleague, manager, ordinary } = await castOf(ask, '0a1b2c3d', 'secret', undoing)
    expect([agent, colleague, manager, ordinary].map(({ username }) => username)).toEqual([
      'greenroom-0a1b2c3d-agent',
      'greenroom-0a1b2c3d-colleague',
      'greenroom-0a1b2c3d-manager',
      'greenroom-0a1b2c3d-user',
    ])
    expect(agent).toMatchObject({ userId: 'u1', headers: { 'X-User-Id': 'u1', 'X-Auth-Token': 't2' } })
    expect(calls[0]).toEqual({
      method: 'POST',
      path: 'users.create',
      body: {
        username: agent.username,
        name: agent.username,
        email: `${agent.username}@greenroom.invalid`,
        password: 'secret',
        roles: ['user'],
        verified: true,
        joinDefaultChannels: false,
        requirePasswordChange: false,
        sendWelcomeEmail: false,
      },
    })
    expect(calls[1]).toEqual({
      method: 'POST',
      path: 'login',
      body: { user: agent.username, password: 'secret' },
      as: {},
    })
  })

  it('are agents who are online and available, a manager, and somebody without a role', async () => {
    const { ask, calls, undoing } = serving()
    const { agent, colleague, manager } = await castOf(ask, '0a1b2c3d', 'secret', undoing)
    const hired = calls.filter(({ path }) => path.startsWith('livechat/users/'))
    expect(hired.map(({ path, body }) => [path, body])).toEqual([
      ['livechat/users/agent', { username: agent.username }],
      ['livechat/users/agent', { username: colleague.username }],
      ['livechat/users/manager', { username: manager.username }],
    ])
    const ready = calls.filter(({ path }) => /setStatus|agent\.status/.test(path))
    expect(ready.map(({ path, body, as }) => [path, body, as])).toEqual(
      [agent, colleague].flatMap(({ userId, headers }) => [
        ['users.setStatus', { status: 'online', message: '' }, headers],
        ['livechat/agent.status', { status: 'available', agentId: userId }, headers],
      ]),
    )
  })

  it('are removed in reverse, also if not all could be made', async () => {
    const { ask, calls, undoing } = serving()
    const { agent, manager } = await castOf(ask, '0a1b2c3d', 'secret', undoing)
    const made = calls.length
    await undoing.undo()
    expect(calls.slice(made).map(({ method, path }) => `${method} ${path}`)).toEqual([
      `DELETE livechat/users/manager/${manager.userId}`,
      'DELETE livechat/users/agent/u3',
      `DELETE livechat/users/agent/${agent.userId}`,
      ...Array.from({ length: 4 }, () => 'POST users.delete'),
    ])
    expect(calls.at(-1)?.body).toEqual({ userId: agent.userId, confirmRelinquish: true })
    const failing = serving('login')
    await expect(castOf(failing.ask, '0a1b2c3d', 'secret', failing.undoing)).rejects.toThrow('login failed')
    await failing.undoing.undo()
    expect(failing.told()).toEqual(['POST users.create', 'POST login', 'POST users.delete'])
  })

  it('are named if they cannot be removed', async () => {
    const { ask, undoing } = serving()
    const removes = ({ method, path }: ApiCall): boolean => method === 'DELETE' || path === 'users.delete'
    await castOf((call) => (removes(call) ? Promise.reject(new Error('no')) : ask(call)), '0', 'secret', undoing)
    await expect(undoing.undo()).rejects.toMatchObject({
      message:
        'left behind: the manager greenroom-0-manager (no); the agent greenroom-0-colleague (no); the agent greenroom-0-agent (no); the user greenroom-0-user (no); the user greenroom-0-manager (no); the user greenroom-0-colleague (no); the user greenroom-0-agent (no)',
    })
  })

  it('cannot be made where an answer lacks what it should have', async () => {
    const made = (answer: object) => castOf(async () => ({ ...answer }), '0', 'secret', createUndoing())
    await expect(made({})).rejects.toThrow('the answer of POST users.create lacks user._id')
    await expect(made({ user: { _id: 'u' } })).rejects.toThrow('the answer of POST login lacks data.authToken')
  })

  it('stand for the roles for which a target needs no credentials', () => {
    const why = 'the administrator makes one as the cases begin'
    expect(ROLES_OF_CAST).toEqual({ agent: why, manager: why, 'no-permission': why })
  })
})

describe('a livechat room of a run', () => {
  const made = async (...facts: string[]) => {
    const served = serving()
    const room = await makeLivechatRoom(served.ask, facts, PEOPLE, 'greenroom-1', served.undoing)
    return { ...served, room }
  }

  it('is opened by a visitor of its own, who calls without credentials', async () => {
    const { room, calls } = await made()
    expect([room.roomId, calls]).toEqual([
      'the room',
      [
        { method: 'POST', path: 'livechat/visitor', body: { visitor: { token: 'greenroom-1', name: 'greenroom-1' } } },
        { method: 'GET', path: 'livechat/room', query: { token: 'greenroom-1' }, as: {} },
      ],
    ])
  })

  it.each([
    ['served', 'agent'],
    ['out-of-reach', 'colleague'],
  ] as const)('that is %s is taken by the %s', async (fact, who) => {
    const { calls } = await made(fact)
    expect(calls.slice(2)).toEqual([
      { method: 'GET', path: 'livechat/inquiries.getOne', query: { roomId: 'the room' }, as: PEOPLE[who].headers },
      {
        method: 'POST',
        path: 'livechat/inquiries.take',
        body: { inquiryId: 'the inquiry', userId: PEOPLE[who].userId },
        as: PEOPLE[who].headers,
      },
    ])
  })

  it('that is out of reach and served is the colleague’s, and is closed last', async () => {
    const { calls, told } = await made('closed', 'served', 'out-of-reach')
    expect([calls[2]?.as, told(2)]).toEqual([
      PEOPLE.colleague.headers,
      ['GET livechat/inquiries.getOne', 'POST livechat/inquiries.take', 'POST livechat/room.closeByUser'],
    ])
  })

  it('can become what it is not yet, and is closed before it is removed, once', async () => {
    const { room, told, undoing } = await made()
    await room.add(['closed'])
    await undoing.undo()
    expect(told(2)).toEqual([
      'POST livechat/room.closeByUser',
      'POST livechat/rooms.delete',
      'DELETE livechat/visitor/greenroom-1',
    ])
    const open = await made('served')
    await open.undoing.undo()
    expect(open.told(4)).toEqual([
      'POST livechat/room.closeByUser',
      'POST livechat/rooms.delete',
      'DELETE livechat/visitor/greenroom-1',
    ])
  })

  it('cannot be made where an answer lacks what it should have', async () => {
    const lacking = (answer: object) =>
      makeLivechatRoom(async () => ({ ...answer }), ['served'], PEOPLE, 'n', createUndoing())
    await expect(lacking({})).rejects.toThrow('the answer of GET livechat/room lacks room._id')
    await expect(lacking({ room: { _id: 'r' } })).rejects.toThrow(
      'the answer of GET livechat/inquiries.getOne lacks inquiry._id',
    )
  })
})

describe('a conference of a run', () => {
  it.each([
    [[], 'channels', 'the channel'],
    [['private'], 'groups', 'the group'],
  ])('that is %j is in one of the %s, which is removed with it', async (facts, path, roomId) => {
    const { ask, calls, undoing } = serving()
    expect(await startConference(ask, facts, 'greenroom-1', undoing)).toBe('the call')
    await undoing.undo()
    expect(calls).toEqual([
      { method: 'POST', path: `${path}.create`, body: { name: 'greenroom-1' } },
      { method: 'POST', path: 'video-conference.start', body: { roomId, title: 'greenroom-1' } },
      { method: 'POST', path: `${path}.delete`, body: { roomId } },
    ])
  })

  it('leaves no channel behind if it cannot be started', async () => {
    const { ask, told, undoing } = serving('video-conference.start')
    await expect(startConference(ask, [], 'greenroom-1', undoing)).rejects.toThrow('failed')
    await undoing.undo()
    expect(told().at(-1)).toBe('POST channels.delete')
  })
})
