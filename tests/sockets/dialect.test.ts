import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { HOST, joinedAs, overHttp, tokenOf, type World } from '../support/meeting-room.ts'
import { listen, patient, ways, type Listener } from '../support/sockets.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ sockets: patient, dialect: 'neuron-meet' })
})
afterAll(() => server.close())

/** Connects as the product's own front end does. */
const arriving =
  ({ url }: Pick<World, 'url'>, options: Parameters<typeof listen>[1] = { transports: ['websocket'] }) =>
  (displayName: string, token: string | null = null): Promise<Listener> =>
    listen(url, { ...options, auth: { token, displayName } })

const CODE = 'abc-def-ghi'
const ROOM_ID = 'clx1a2b3c4d5e6f7g8h9i0j'
const asked = (displayName: string, more: object = {}) => ({ roomCode: CODE, displayName, ...more })
const STILL = { isMuted: false, isVideoOff: false, isScreenSharing: false, isHandRaised: false }
const person = ({ id }: Listener, displayName: string, more: object = {}) => ({
  socketId: id,
  displayName,
  isHost: false,
  ...STILL,
  ...more,
})
const joined = (participants: readonly object[], isHost = false) => ({
  roomId: ROOM_ID,
  roomCode: CODE,
  isHost,
  participants,
  messages: [],
  settings: { allowScreenShare: true, allowChat: true, waitingRoom: false },
})

/** Joins without an ack, and waits for the event that answers. */
async function joins(guest: Listener, payload: object): Promise<unknown> {
  const answered = new Promise((resolve) => {
    guest.socket.once('room-joined', resolve)
    guest.socket.once('join-error', resolve)
  })
  guest.socket.emit('join-room', payload)
  return answered
}

describe("the meeting product's own front end", () => {
  it.each(ways)('joins by event, and sees who is inside, comes and goes, over $name', async ({ options }) => {
    await using world = await server.world()
    const arrive = arriving(world, options)
    using ann = await arrive('Ann')
    expect(await joins(ann, asked('Ann'))).toEqual(joined([]))
    using bob = await arrive('Bob')
    expect(await joins(bob, asked('Bob'))).toEqual(joined([person(ann, 'Ann')]))
    expect(await bob.ask('leave-room', { roomId: ROOM_ID })).toEqual({ success: true })
    expect(await ann.hears()).toEqual([
      ['room-joined', joined([])],
      ['user-joined', { participant: person(bob, 'Bob') }],
      ['user-left', { socketId: bob.id }],
    ])
  })

  it.each([
    ['lck-rom-now', 'Room is locked'],
    ['ful-rom-now', 'Room is full'],
    ['end-rom-now', 'Room is no longer active'],
    ['non-rom-now', 'Room not found'],
  ])('is refused by %s with the reason, by event and by ack', async (roomCode, message) => {
    await using world = await server.world()
    using eve = await arriving(world)('Eve')
    expect(await joins(eve, { roomCode, displayName: 'Eve' })).toEqual({ code: 'JOIN_FAILED', message })
    expect(await eve.ask('join-room', { roomCode, displayName: 'Eve' })).toEqual({ success: false, error: message })
  })

  it('stays who it was, and a host, where another join of it is refused', async () => {
    await using world = await server.world()
    using host = await arriving(world)('Hanna')
    await joins(host, asked('Hanna', { userId: HOST }))
    await joins(host, { roomCode: 'lck-rom-now', displayName: 'Somebody else' })
    expect(await host.ask('lock-room', { roomId: ROOM_ID, locked: true })).toEqual({ success: true })
    await host.ask('chat-message', { content: 'Still me' })
    expect((await host.hears()).at(-1)).toMatchObject(['chat-message', { senderName: 'Hanna' }])
  })

  it('gets the same by ack as by event, which comes first', async () => {
    await using world = await server.world()
    using ann = await arriving(world)('Ann')
    expect(await ann.ask('join-room', asked('Ann'))).toEqual({ success: true, ...joined([]) })
    expect(ann.heard).toEqual([['room-joined', joined([])]])
  })

  it('answers a second join of the same socket the same way, as its client makes after a lost connection', async () => {
    await using world = await server.world()
    using ann = await arriving(world)('Ann')
    await joins(ann, asked('Ann'))
    expect(await joins(ann, asked('Ann'))).toEqual(joined([]))
  })

  it('is a user by its token, whatever user its payload names, and else the one that the payload names', async () => {
    await using world = await server.world()
    const arrive = arriving(world)
    using member = await arrive('Max', tokenOf(world, 'member'))
    expect(await joins(member, asked('Max', { userId: HOST }))).toEqual(joined([]))
    using host = await arrive('Hanna')
    expect(await joins(host, asked('Hanna', { userId: HOST }))).toMatchObject({ isHost: true })
    using unknown = await arrive('Ulf')
    await joins(unknown, asked('Ulf', { userId: 'of-another-system' }))
    expect((await member.hears()).slice(1)).toEqual([
      ['user-joined', { participant: person(host, 'Hanna', { userId: HOST, isHost: true }) }],
      ['user-joined', { participant: person(unknown, 'Ulf', { userId: 'of-another-system' }) }],
    ])
  })

  it('lets its host lock the room, mute and remove others, and nobody else', async () => {
    await using world = await server.world()
    const arrive = arriving(world)
    using host = await arrive('Hanna')
    await joins(host, asked('Hanna', { userId: HOST }))
    using guest = await arrive('Gus')
    await joins(guest, asked('Gus'))
    const no = { success: false, error: 'Not authorized' }
    for (const event of ['mute-participant', 'remove-participant', 'lock-room'])
      expect(await guest.ask(event, { roomId: ROOM_ID, targetId: host.id, locked: true })).toEqual(no)
    expect(await host.ask('lock-room', { roomId: ROOM_ID, locked: true })).toEqual({ success: true })
    expect(await host.ask('mute-participant', { roomId: ROOM_ID, targetId: guest.id })).toEqual({ success: true })
    expect(await host.ask('remove-participant', { roomId: ROOM_ID, targetId: guest.id })).toEqual({ success: true })
    expect((await guest.hears()).slice(1)).toEqual([
      ['room-locked', { locked: true }],
      ['force-mute', {}],
      ['user-toggle-audio', { socketId: guest.id, enabled: false }],
      ['force-disconnect', { reason: 'Removed by host' }],
    ])
  })
})

it('goes on serving where a world ends while its clients speak', async () => {
  const faults: unknown[] = []
  await using own = await startServer({
    sockets: patient,
    dialect: 'neuron-meet',
    onFault: (each) => faults.push(each),
  })
  const world = await own.world()
  using ann = await arriving(world)('Ann')
  await joins(ann, asked('Ann'))
  for (let nth = 0; nth < 20; nth++) {
    ann.socket.emit('chat-message', { content: `${nth}` })
    ann.socket.emit('join-room', asked('Ann', { userId: HOST }))
  }
  await world.drop()
  await using next = await own.world()
  using bob = await arriving(next)('Bob')
  expect(await joins(bob, asked('Bob'))).toEqual(joined([]))
  expect(faults).toEqual([])
})

describe('events that the contract does not have', () => {
  it('reach the named socket in the same room, or all others there', async () => {
    await using world = await server.world()
    const arrive = arriving(world)
    using ann = await arrive('Ann')
    using bob = await arrive('Bob')
    using away = await arrive('Away')
    await joins(ann, asked('Ann'))
    await joins(bob, asked('Bob'))
    await joins(away, { roomCode: 'one-lft-rom', displayName: 'Away' })
    bob.socket.emit('offer', { targetId: ann.id, sdp: { type: 'offer', sdp: 'v=0' } })
    bob.socket.emit('offer', { targetId: away.id, sdp: 'never' })
    bob.socket.emit('toggle-hand-raise', { roomId: ROOM_ID, raised: true })
    bob.socket.emit('toggle-hand-raise', { roomId: ROOM_ID, raised: false })
    expect(await bob.ask('chat-message', { roomId: ROOM_ID, content: 'Hello' })).toEqual({ success: true })
    const heard = (await ann.hears()).slice(2)
    expect(heard.slice(0, 3)).toEqual([
      ['offer', { senderId: bob.id, displayName: 'Bob', sdp: { type: 'offer', sdp: 'v=0' } }],
      ['user-hand-raised', { socketId: bob.id, displayName: 'Bob' }],
      ['user-hand-lowered', { socketId: bob.id }],
    ])
    const told = { senderId: bob.id, senderName: 'Bob', content: 'Hello', type: 'TEXT' }
    expect(heard[3]).toEqual(['chat-message', expect.objectContaining(told)])
    expect((await bob.hears()).at(-1)).toEqual(heard[3])
    expect((await away.hears()).map(([event]) => event)).toEqual(['room-joined'])
  })

  it('tell who comes later what is so by then', async () => {
    await using world = await server.world()
    using ann = await arriving(world)('Ann')
    await joins(ann, asked('Ann'))
    ann.socket.emit('toggle-audio', { roomId: ROOM_ID, enabled: false })
    ann.socket.emit('start-screen-share', { roomId: ROOM_ID })
    await ann.hears()
    using bob = await arriving(world)('Bob')
    const { isMuted, isScreenSharing } = { isMuted: true, isScreenSharing: true }
    expect(await joins(bob, asked('Bob'))).toEqual(joined([person(ann, 'Ann', { isMuted, isScreenSharing })]))
  })

  it('do nothing outside of a room', async () => {
    await using world = await server.world()
    using ann = await arriving(world)('Ann')
    ann.socket.emit('chat-message', { content: 'Is anybody here?' })
    expect(await ann.hears()).toEqual([])
  })
})

describe('the documented words', () => {
  it('work beside, in the same room: each hears the others in their own', async () => {
    await using world = await server.world()
    using ann = await arriving(world)('Ann')
    await joins(ann, asked('Ann'))
    using doc = await listen(world.url, { transports: ['websocket'] })
    const ack = await doc.ask('join-room', joinedAs('Doc', CODE))
    expect(ack).toMatchObject({ guestName: 'Doc', isActive: true, leftAt: null })
    const { status } = await overHttp(world, CODE, 'Web')
    expect(status).toBe(201)
    using bob = await arriving(world)('Bob')
    await joins(bob, asked('Bob'))
    const [, byDoc, byWeb] = await ann.hears()
    expect(byDoc).toEqual(['user-joined', { participant: person(doc, 'Doc') }])
    expect(byWeb).toMatchObject(['user-joined', { participant: { displayName: 'Web', socketId: expect.any(String) } }])
    expect(await doc.hears()).toMatchObject([
      ['user-joined', { participant: { guestName: 'Web', socketId: null } }],
      ['user-joined', { participant: { guestName: 'Bob', socketId: bob.id, leftAt: null } }],
    ])
  })

  it('are heard by a socket that used them last', async () => {
    await using world = await server.world()
    using ann = await arriving(world)('Ann')
    await joins(ann, asked('Ann'))
    await ann.ask('join-room', joinedAs('Ann', CODE))
    using bob = await arriving(world)('Bob')
    await joins(bob, asked('Bob'))
    expect((await ann.hears()).at(-1)).toMatchObject(['user-joined', { participant: { guestName: 'Bob' } }])
  })
})

describe('its HTTP routes', () => {
  const post = async (world: World, path: string, body: object, token = '') => {
    const headers = {
      'content-type': 'application/json',
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    }
    const answer = await fetch(`${world.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: answer.status, body: await answer.json() }
  }

  it('tell of a room, whatever state it is in, and of who is inside', async () => {
    await using world = await server.world()
    const get = async (path: string) => (await fetch(`${world.url}/api/rooms/code/${path}`)).json()
    const host = { id: HOST, displayName: 'Host', avatarUrl: null }
    expect(await get('lck-rom-now')).toMatchObject({ code: 'lck-rom-now', isLocked: true, isActive: true, host })
    expect(await get('end-rom-now')).toMatchObject({ isActive: false, settings: { waitingRoom: false } })
    expect(await get('non-rom-now')).toEqual({ statusCode: 404, message: 'Room not found' })
    const inside = await get('ful-rom-now/participants')
    expect(inside).toMatchObject([{ displayName: 'Ada', isHost: false }, { displayName: 'Grace' }])
  })

  it('register a user, who makes a room and is its host', async () => {
    await using world = await server.world()
    const zoe = { email: 'zoe@example.org', password: 'a-password', displayName: 'Zoe' }
    const registered = await post(world, '/api/auth/register', zoe)
    expect(registered).toMatchObject({ status: 201, body: { user: { email: zoe.email, displayName: 'Zoe' } } })
    expect((await post(world, '/api/auth/register', zoe)).status).toBe(409)
    expect((await post(world, '/api/auth/login', { ...zoe, password: 'another' })).status).toBe(401)
    const { body } = await post(world, '/api/auth/login', zoe)
    const made = await post(world, '/api/rooms', {}, body.accessToken)
    expect(made).toMatchObject({ status: 201, body: { isLocked: false, host: { displayName: 'Zoe' } } })
    expect((await post(world, '/api/rooms', {})).status).toBe(401)
    using socket = await arriving(world)('Zoe', body.accessToken)
    const answer = await joins(socket, { roomCode: made.body.code, displayName: 'Zoe' })
    expect(answer).toMatchObject({ isHost: true, roomId: made.body.id })
    const headers = { authorization: `Bearer ${body.accessToken}` }
    const own = await (await fetch(`${world.url}/api/users/me/rooms`, { headers })).json()
    expect(own).toMatchObject([{ code: made.body.code }])
  })

  it('show neither passwords nor tokens in the journal', async () => {
    await using world = await server.world()
    const { body } = await post(world, '/api/auth/register', { email: 'z@example.org', password: 'not-to-be-seen' })
    const text = JSON.stringify(await world.journal.list())
    expect(text).toContain('/api/auth/register')
    expect(text).not.toContain('not-to-be-seen')
    expect(text).not.toContain(body.accessToken)
  })
})

it('is refused at the start by a name that nobody knows, with those that there are', async () => {
  await expect(startServer({ dialect: 'neuron' })).rejects.toMatchObject({
    message: 'there is no dialect neuron',
    fix: expect.stringContaining('Known: neuron-meet.'),
  })
})
