import { expect, it } from 'vitest'
import { playSocket } from '../../../tests/support/served-socket.ts'
import { settle } from '../../../tests/support/timers.ts'
import type { SocketDialect } from '../../dialect/dialect.ts'
import { createCore, type Core } from '../../mock/core.ts'
import { loadDialect } from '../../targets/dialect-file.ts'
import { seeds } from '../../contract/compiled/seeds.ts'
import { signToken } from '../../domain/jwt.ts'
import { createLocalSockets } from '../local-sockets/local-sockets.ts'
import type { Member } from './rooms.ts'
import { createSocketContext } from './socket-context.ts'
import { speaking as speakingSocket } from './speaking.ts'

const HOST = 'clx9z8y7x6w5v4u3t2s1r0q'

/** Clients of a mock that speaks the words of the meeting product's own front end. */
async function speaking(more: Partial<SocketDialect> = {}) {
  const faults: unknown[] = []
  const mock = createCore()
  const engine = createLocalSockets({
    mock,
    options: {},
    dialect: { ...(await loadDialect('neuron-meet')), ...more },
    onFault: (fault) => faults.push(fault),
  })
  const connect = async (auth = '') => {
    const heard: string[] = []
    const opening = { target: '/socket.io/?EIO=4&transport=websocket', headers: {} }
    const wire = engine.connect(opening, { send: (data) => heard.push(data), close: () => {} })
    /** Sends packets, and gives the names of what comes of them. */
    const say = async (...packets: string[]): Promise<string[]> => {
      heard.length = 0
      for (const packet of packets) wire?.receive(packet)
      await settle()
      return heard.map((packet) => /^42\["([^"]+)"/.exec(packet)?.[1] ?? packet.slice(0, 3))
    }
    await say(`40${auth}`)
    const { sid }: { readonly sid: string } = JSON.parse(heard[0]?.slice(2) ?? '')
    return { say, heard, sid }
  }
  /** Why the last call of the world was answered as it was. */
  const lastCause = () => mock.worlds.default.journal.since(0).at(-1)?.answer.about.cause
  return { connect, faults, lastCause }
}

const join = (more: object = {}): string =>
  JSON.stringify(['join-room', { roomCode: 'abc-def-ghi', displayName: 'Ann', ...more }])

it('an event is answered as the dialect says: by its event, and by an ack where one is asked for', async () => {
  const { connect, faults } = await speaking()
  const { say } = await connect()
  expect(await say(`42${join()}`)).toEqual(['room-joined'])
  expect(await say(`421${join()}`)).toEqual(['room-joined', '431'])
  expect(await say(`42${join({ roomCode: 'lck-rom-now' })}`)).toEqual(['join-error'])
  expect(await say(`422${join({ roomCode: 'lck-rom-now' })}`)).toEqual(['join-error', '432'])
  expect(faults).toEqual([])
})

it('an ack that an event replaces does not come', async () => {
  const answer = { inPlaceOfAck: true, success: ['room-joined'], refusal: ['join-error'] }
  const { say } = await (await speaking({ answers: { 'join-room': answer } })).connect()
  expect(await say(`421${join()}`)).toEqual(['room-joined'])
  expect(await say(`422${join({ roomCode: 'lck-rom-now' })}`)).toEqual(['join-error'])
})

it('what no dialect knows is said as it is: that a packet is forbidden', async () => {
  const { say, heard } = await (await speaking({ members: { message: { name: 'text', unless: null } } })).connect()
  await say(`42${join()}`)
  await say(`42["dance",${'['.repeat(100)}${']'.repeat(100)}]`)
  expect(heard[0]).toMatch(/^42\["exception",\{"statusCode":400,"message":"The payload nests too deep\./)
})

it('an empty id names no user, so that a guest has to say a name', async () => {
  const { say } = await (await speaking()).connect()
  expect(await say(`42${join({ userId: HOST })}`)).toEqual(['room-joined'])
  expect(await say(`42${join({ userId: '' })}`)).toEqual(['join-error'])
})

it('an event of which the dialect says nothing is answered by its ack alone, else by the event of the contract', async () => {
  const { connect } = await speaking()
  const { say, heard } = await connect()
  await say(`42${join()}`)
  const lock = '["lock-room",{"roomId":"clx1a2b3c4d5e6f7g8h9i0j","locked":true}]'
  expect(await say(`423${lock}`)).toEqual(['433'])
  expect(heard).toEqual(['433[{"success":false,"error":"Not authorized"}]'])
  expect(await say(`42${lock}`)).toEqual(['exception'])
})

it('who names a user is that user until another join names another, and stays who it was where one is refused', async () => {
  const { connect } = await speaking()
  const { say, heard } = await connect()
  const isHost = async (packet: string): Promise<unknown> => {
    await say(packet)
    return /^42\["room-joined",.*?"isHost":(\w+)/.exec(heard.find((each) => each.includes('room-joined')) ?? '')?.[1]
  }
  expect(await isHost(`42${join({ userId: HOST })}`)).toBe('true')
  await say(`42${join({ roomCode: 'lck-rom-now' })}`)
  expect(await say('424["lock-room",{"locked":true}]')).toContain('434')
  expect(heard.find((each) => each.startsWith('434'))).toBe('434[{"success":true}]')
  await say('42["lock-room",{"locked":false}]')
  expect(await isHost(`42${join()}`)).toBe('false')
})

it('whom nobody knows is called by the id, where no name is given, and named by it on leaving', async () => {
  const { connect } = await speaking()
  const [ann, eve] = [await connect(), await connect()]
  await ann.say(`42${join()}`)
  await eve.say(`42${join({ userId: 'an-id', displayName: undefined })}`)
  expect(ann.heard.at(-1)).toBe(
    `42["user-joined",{"participant":{"socketId":"${eve.sid}","userId":"an-id","displayName":"an-id","isHost":false,"isMuted":false,"isVideoOff":false,"isScreenSharing":false,"isHandRaised":false}}]`,
  )
  await eve.say('42["leave-room",{}]')
  expect(ann.heard.at(-1)).toBe(`42["user-left",{"socketId":"${eve.sid}","userId":"an-id"}]`)
})

it('what is passed on has the name of its sender: the one given by the last join that succeeded, else that of the user', async () => {
  const { connect } = await speaking()
  const [ann, host] = [await connect(), await connect()]
  const typing = (by: string, sid: string): string =>
    `42["user-typing",{"socketId":"${sid}","displayName":"${by}","isTyping":true}]`
  await ann.say(`42${join()}`, `42${join({ roomCode: 'lck-rom-now', displayName: 'Eve' })}`)
  await host.say(`42["join-room",{"roomCode":"abc-def-ghi","userId":"${HOST}"}]`)
  await ann.say('42["typing-start",{}]')
  expect(host.heard.at(-1)).toBe(typing('Ann', ann.sid))
  await host.say('42["typing-start",{}]')
  expect(ann.heard.at(-1)).toBe(typing('Host', host.sid))
  // Whatever else succeeds, a member stays who it is, though it is not the last that came.
  await ann.say('42["leave-room",{}]', `42${join()}`)
  await host.say('421["lock-room",{"locked":true}]', '42["typing-start",{}]')
  expect(ann.heard.at(-1)).toBe(typing('Host', host.sid))
  const removes = JSON.stringify(['remove-participant', { targetId: ann.sid }])
  await host.say(`421${removes}`)
  expect(host.heard).toEqual(['431[{"success":true}]'])
  expect(ann.heard.at(-1)).toBe('42["force-disconnect",{"reason":"Removed by host"}]')
})

it('who joins again begins anew: nothing that was noted before counts', async () => {
  const { connect } = await speaking()
  const [ann, bob] = [await connect(), await connect()]
  await ann.say(`42${join()}`, '42["toggle-audio",{"enabled":false}]', `42${join()}`)
  await bob.say(`42${join({ displayName: 'Bob' })}`)
  expect(bob.heard[0]).toContain('"displayName":"Ann","isHost":false,"isMuted":false')
})

it('whose token names a user stays that user, even if an event names another one', async () => {
  const { connect } = await speaking()
  const token = signToken(seeds.documented.jwtSecret, { sub: HOST, issued: 0, expires: 2 ** 33 })
  const { say, heard } = await connect(JSON.stringify({ token }))
  expect(await say(`42${join({ userId: 'another' })}`)).toEqual(['room-joined'])
  expect(heard[0]).toContain('"isHost":true')
})

it('who joins is told of all who are there already, by the names that they gave, and not of itself', async () => {
  const { connect } = await speaking()
  const [ann, bob] = [await connect(), await connect()]
  await ann.say(`42${join()}`)
  await bob.say(`421${join({ displayName: 'Bob' })}`)
  const [{ participants }] = JSON.parse(bob.heard.find((each) => each.startsWith('431'))?.slice(3) ?? '[{}]')
  const names = participants.map(({ displayName }: { readonly displayName: string }) => displayName)
  expect([names.includes('Ann'), names.includes('Bob')]).toEqual([true, false])
})

it('a client hears others in the words that it used last', async () => {
  const { connect } = await speaking()
  const [ann, bob] = [await connect(), await connect()]
  await ann.say(`42${join()}`)
  await bob.say(`42${join({ displayName: 'Bob' })}`)
  expect(ann.heard.at(-1)).toMatch(
    /^42\["user-joined",\{"participant":\{"socketId":"[^"]+","displayName":"Bob","isHost":false/,
  )
  await ann.say('42["join-room",{"code":"abc-def-ghi","guestName":"Ann"}]')
  ann.heard.length = 0
  await bob.say('42["leave-room",{"roomId":"clx1a2b3c4d5e6f7g8h9i0j"}]')
  expect(ann.heard.at(-1)).toMatch(/^42\["user-left",\{"socketId":"[^"]+","userId":null,"participantId":/)
})

it('an event that neither the contract nor the dialect knows is told with those that they know', async () => {
  const { connect, lastCause, faults } = await speaking()
  const { say } = await connect()
  await say(`42${join()}`)
  for (const event of ['toString', 'constructor', '__proto__', 'dance']) {
    expect(await say(`42["${event}",{}]`)).toEqual([])
    expect(lastCause()).toMatch(/^unknown event, so no ack; known events: /)
  }
  expect(faults).toEqual([])
  const known = /known events: (.*)$/.exec(lastCause() ?? '')?.[1]?.split(', ') ?? []
  expect(known).toEqual(expect.arrayContaining(['join-room', 'toggle-audio']))
  expect(new Set(known).size).toBe(known.length)
  expect(known).not.toContain('room-joined')
})

/** The socket of a member that speaks the dialect, and the events that it understands. */
async function member(from: (core: Core) => Pick<Core, 'store'> = ({ store }) => ({ store })) {
  const core = createCore()
  const dialect = await loadDialect('neuron-meet')
  const onFault = (fault: unknown): never => expect.unreachable(String(fault))
  const context = createSocketContext({ mock: { ...core, ...from(core) }, options: {}, dialect, onFault })
  const played = playSocket('s')
  const { socket } = played
  const speaks: Member = { socket, world: core.worlds.default, caller: { kind: 'nobody' }, seat: null, isOver: false }
  const { speakers } = context
  if (!speakers) throw new Error('there is a dialect')
  const events: unknown[] = []
  const spoken = speakingSocket(context, speakers, speaks)
  spoken.use((event) => events.push(event[0]))
  return { played, speaks, spoken, speakers, events }
}

it('who names a user whom the world knows is that person, with all that is known of it; another has only what it says', async () => {
  const { played, speaks, events } = await member()
  const joins = { roomCode: 'abc-def-ghi', displayName: 'Called so' }
  played.say('join-room', { ...joins, userId: HOST })
  const host = seeds.documented.people.find(({ id }) => id === HOST)
  expect([host?.id, speaks.caller]).toEqual([HOST, { kind: 'person', person: expect.objectContaining(host) }])
  played.say('join-room', { ...joins, userId: 'nobody-knows' })
  expect(speaks.caller).toEqual({
    kind: 'person',
    person: { id: 'nobody-knows', username: 'nobody-knows', name: 'Called so', role: 'user', authToken: null },
  })
  expect(events).toEqual(['join-room', 'join-room'])
})

it('events are understood in their order, though the first of them waits for the store', async () => {
  const { played, events } = await member(({ store }) => ({
    store: { ...store, change: async (...asked) => store.change(...asked) },
  }))
  played.say('join-room', { roomCode: 'abc-def-ghi', userId: HOST })
  played.say('leave-room', {})
  await settle()
  expect(events).toEqual(['join-room', 'leave-room'])
})

it('a socket that speaks is connected as long as its client, ends as it is told to, and is then forgotten', async () => {
  const { played, spoken, speakers } = await member()
  spoken.disconnect()
  spoken.disconnect(true)
  expect(played.heard).toEqual(['disconnected', 'disconnected with its connection'])
  expect([spoken.connected, speakers.of('s')?.socket]).toEqual([true, played.socket])
  played.isConnected = false
  played.happens('disconnect', 'transport close')
  expect([spoken.connected, speakers.of('s')]).toEqual([false, undefined])
})
