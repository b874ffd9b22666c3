import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import {
  connecting,
  HOST,
  idIn,
  joinedAs,
  MEMBER,
  nextGone,
  overHttp,
  roomIn,
  type World,
} from '../support/meeting-room.ts'
import { patient, type Listener } from '../support/sockets.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ sockets: patient })
})
afterAll(() => server.close())

/** A room with a guest inside who hears what the others do. */
async function room(world: World): Promise<{ readonly code: string; readonly inside: Listener }> {
  const { code } = await world.situation({ 'meeting-room': [] })
  const inside = await connecting(world)()
  await inside.ask('join-room', joinedAs('Inside', code))
  return { code, inside }
}

const came = (members: object) => ['user-joined', { participant: { ...PARTICIPANT, ...members } }]
const PARTICIPANT = {
  id: expect.stringMatching(/^c[a-z0-9]{20,}$/),
  roomId: expect.stringMatching(/^c[a-z0-9]{20,}$/),
  userId: null,
  guestName: null,
  isActive: true,
  isHost: false,
  joinedAt: '2026-03-03T10:30:00.000Z',
  leftAt: null,
}
const gone = (socketId: string | null, userId: string | null, participantId: string) => [
  'user-left',
  { socketId, userId, participantId },
]
const out = (reason: string) => ['force-disconnect', { reason }]

describe('of who comes, others hear every member:', () => {
  it('a guest, a user and the host on sockets, by the id of the socket', async () => {
    await using world = await server.world()
    const { code, inside } = await room(world)
    using _ = inside
    using guest = await connecting(world)()
    using member = await connecting(world)('member')
    using host = await connecting(world)('host')
    await guest.ask('join-room', joinedAs('Ann', code))
    await member.ask('join-room', joinedAs('unheard', code))
    await host.ask('join-room', { code })
    const [asMember, asHost] = [
      came({ socketId: member.id, userId: MEMBER }),
      came({ socketId: host.id, userId: HOST, isHost: true }),
    ]
    expect(await inside.hears()).toEqual([came({ socketId: guest.id, guestName: 'Ann' }), asMember, asHost])
    expect(await guest.hears()).toEqual([asMember, asHost])
    expect(await member.hears()).toEqual([asHost])
    expect(await host.hears()).toEqual([])
  })

  it('over HTTP, by no socket', async () => {
    await using world = await server.world()
    const { code, inside } = await room(world)
    using _ = inside
    await overHttp(world, code, 'Web')
    await overHttp(world, code, 'unheard', world.identities.member)
    expect(await inside.hears()).toEqual([
      came({ socketId: null, guestName: 'Web' }),
      came({ socketId: null, userId: MEMBER }),
    ])
  })
})

describe('of who goes, others hear which socket, which user and which participant:', () => {
  it.each([
    ['a guest who leaves', 'guest', null, (socket: Listener) => socket.ask('leave-room')],
    ['a user who leaves', 'member', MEMBER, (socket: Listener) => socket.ask('leave-room')],
    ['a host who disconnects', 'host', HOST, async (socket: Listener) => socket.socket.disconnect()],
    [
      'a guest who joins elsewhere',
      'guest',
      null,
      (socket: Listener) => socket.ask('join-room', joinedAs('Ann', 'abc-def-ghi')),
    ],
  ] as const)('%s', async (_how, as, userId, go) => {
    await using world = await server.world()
    const { code, inside } = await room(world)
    using _ = inside
    using socket = await connecting(world)(as)
    const { id } = socket
    const participantId = idIn(await socket.ask('join-room', joinedAs('Ann', code)))
    await go(socket)
    if (!socket.socket.connected) await nextGone(world)
    expect((await inside.hears()).slice(1)).toEqual([gone(id, userId, participantId)])
    // Who goes is told nothing but the answer, and hears nothing of the room any more.
    await overHttp(world, code, 'Web')
    expect(socket.heard).toEqual([])
    if (socket.socket.connected) expect(await socket.hears()).toEqual([])
  })

  it('a user whose seat is taken over HTTP, and taken back on another socket', async () => {
    await using world = await server.world()
    const { code, inside } = await room(world)
    using _ = inside
    using first = await connecting(world)('member')
    using second = await connecting(world)('member')
    const onFirst = idIn(await first.ask('join-room', { code }))
    const onWeb = idIn(await (await overHttp(world, code, 'unheard', world.identities.member)).json())
    await second.ask('join-room', { code })
    expect((await inside.hears()).slice(1)).toEqual([
      gone(first.id, MEMBER, onFirst),
      came({ id: onWeb, socketId: null, userId: MEMBER }),
      gone(null, MEMBER, onWeb),
      came({ socketId: second.id, userId: MEMBER }),
    ])
    expect(await first.hears()).toEqual([out('Joined from elsewhere')])
    expect(await second.hears()).toEqual([])
  })

  it('who is taken out by hand, with a seat on a socket or over HTTP', async () => {
    await using world = await server.world()
    const { code, inside } = await room(world)
    using _ = inside
    using socket = await connecting(world)()
    const onSocket = idIn(await socket.ask('join-room', joinedAs('Ann', code)))
    const onWeb = idIn(await (await overHttp(world, code, 'Web')).json())
    for (const id of [onSocket, onWeb]) await world.meetingRooms.unseat(code, id)
    expect((await inside.hears()).slice(2)).toEqual([gone(socket.id, null, onSocket), gone(null, null, onWeb)])
    expect((await socket.hears()).slice(1)).toEqual([out('Removed by host')])
  })
})

describe('of a room', () => {
  it('all but the host who locks it hear that, and not those outside', async () => {
    await using world = await server.world()
    const { code, inside } = await room(world)
    using _ = inside
    using host = await connecting(world)('host')
    using outside = await connecting(world)('host')
    await host.ask('join-room', { code })
    await host.ask('lock-room', { locked: true })
    await outside.ask('lock-room', { code, locked: false })
    expect((await inside.hears()).slice(1)).toEqual([
      ['room-locked', { locked: true }],
      ['room-locked', { locked: false }],
    ])
    expect(await host.hears()).toEqual([['room-locked', { locked: false }]])
    expect(await outside.hears()).toEqual([])
  })

  it('that is ended from outside, all inside hear that they are out, and nothing of each other', async () => {
    await using world = await server.world()
    const { code, inside } = await room(world)
    using _ = inside
    using member = await connecting(world)('member')
    using outside = await connecting(world)('host')
    await member.ask('join-room', { code })
    await outside.ask('end-room', { code })
    expect((await inside.hears()).slice(1)).toEqual([out('The meeting has ended')])
    expect(await member.hears()).toEqual([out('The meeting has ended')])
    expect(await outside.hears()).toEqual([])
  })

  it('that is over and in which somebody is left nevertheless, its host can get them out', async () => {
    await using world = await server.world()
    const { code, inside } = await room(world)
    using _ = inside
    using host = await connecting(world)('host')
    await world.meetingRooms.change(code, { isActive: false })
    expect((await roomIn(world, code)).inside).toHaveLength(1)
    expect(await host.ask('end-room', { code })).toEqual({ success: true })
    expect((await roomIn(world, code)).inside).toEqual([])
    expect(await inside.hears()).toEqual([out('The meeting has ended')])
  })
})
