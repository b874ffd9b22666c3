import { describe, expect, it } from 'vitest'
import { playSocket } from '../../../tests/support/served-socket.ts'
import { settle } from '../../../tests/support/timers.ts'
import { createCore } from '../../mock/core.ts'
import { PLAIN_DIALECT } from '../../dialect/dialect.ts'
import { createLocalSockets } from '../local-sockets/local-sockets.ts'
import { tellSockets } from './changes.ts'
import type { Member } from './rooms.ts'
import { createSocketContext } from './socket-context.ts'

const OPENING = { target: '/socket.io/?EIO=4&transport=websocket', headers: {} }

/** A mock whose world `w` has a client, which is in these namespaces, and what it hears from then on. */
async function client(...namespaces: string[]) {
  const core = createCore()
  await core.worlds.make('w', core.recipeOf('w', {}))
  const engine = createLocalSockets({ mock: core, options: {}, onFault: (fault) => expect.unreachable(String(fault)) })
  const heard: string[] = []
  const close = (): void => void (heard.at(-1) === 'closed' || heard.push('closed'))
  const wire = engine.connect(OPENING, { send: (data) => heard.push(data), close })
  for (const namespace of namespaces) wire?.receive(`40${namespace}`)
  await settle()
  expect(heard.splice(0)).toHaveLength(1 + namespaces.length)
  return { core, heard, say: (packet: string) => wire?.receive(packet) }
}

describe('a socket whose world', () => {
  it('begins anew is cut without a word, as if the server had restarted', async () => {
    const { core, heard } = await client('/~w,')
    await core.worlds.reset('w')
    expect(heard).toEqual(['closed'])
  })

  it('begins anew though nobody asked for it is told why first', async () => {
    const { core, heard } = await client('/~w,')
    const cause = { kind: 'reset', why: 'asked', because: 'It has gone on elsewhere.' } as const
    await core.store.begin('w', core.recipeOf('w', {}), undefined, cause)
    const told = '42/~w,["exception",{"statusCode":503,"message":"It has gone on elsewhere."}]'
    expect(heard).toEqual([told, 'closed'])
  })

  it('is dropped is let go', async () => {
    const { core, heard } = await client('/~w,')
    await core.worlds.drop('w')
    expect(heard).toEqual(['41/~w,'])
  })

  it('begins anew leaves the connection to sockets of other worlds', async () => {
    const { core, heard } = await client('', '/~w,')
    await core.worlds.reset('w')
    expect(heard).toEqual(['41/~w,'])
  })

  it('begins anew is cut where its client has left the other worlds of the connection', async () => {
    const { core, heard, say } = await client('', '/~w,')
    say('41')
    await settle()
    await core.worlds.reset('w')
    expect(heard).toEqual(['closed'])
  })

  it('has ended while it was let in is cut, with all that its connection carries', async () => {
    const core = createCore()
    const heard: string[] = []
    let isThere = true
    const worlds: typeof core.worlds = { ...core.worlds, get: (name) => (isThere ? core.worlds.get(name) : undefined) }
    const engine = createLocalSockets({
      mock: { ...core, worlds },
      options: {},
      onFault: (fault) => expect.unreachable(String(fault)),
    })
    const wire = engine.connect(OPENING, { send: (data) => heard.push(data), close: () => void heard.push('closed') })
    wire?.receive('40')
    await settle()
    isThere = false
    wire?.receive('40/~w,')
    await settle()
    expect(heard.slice(2, 6)).toEqual([expect.stringMatching(/^40\/~w,/), '41', '41/~w,', 'closed'])
  })

  it('has given up its seat, as that of a process that was taken for dead, is told so and cut', async () => {
    const core = createCore()
    const heard: string[] = []
    let tell: Parameters<typeof core.announced>[0] = () => {}
    const announced: typeof core.announced = (listener) => core.announced((tell = listener))
    const engine = createLocalSockets({
      mock: { ...core, announced },
      options: {},
      onFault: (fault) => expect.unreachable(String(fault)),
    })
    const wire = engine.connect(OPENING, { send: (data) => heard.push(data), close: () => void heard.push('closed') })
    wire?.receive('40/~w,')
    await settle()
    const { sid } = JSON.parse(heard.splice(0).at(-1)?.slice(6) ?? '')
    tell({ world: 'w', announces: [], isByHand: false, what: '', unseated: ['of-nobody-here'] })
    expect(heard).toEqual([])
    tell({ world: 'w', announces: [], isByHand: false, what: '', unseated: ['of-nobody-here', sid] })
    const message = 'This server was silent for so long that others gave up the seat. Connect and join again.'
    const told = `42/~w,["exception",{"statusCode":503,"message":"${message}"}]`
    expect(heard.slice(0, 2)).toEqual([told, 'closed'])
  })

  it('only changes hears nothing of that', async () => {
    const { core, heard } = await client('/~w,')
    core.worlds.announce('w', 'something')
    expect(heard).toEqual([])
  })
})

describe('a world that begins anew', () => {
  /** A member with a seat in a world, and what was noted of it there. */
  async function seated() {
    const mock = createCore()
    const onFault = (fault: unknown): never => expect.unreachable(String(fault))
    const context = createSocketContext({ mock, options: {}, dialect: PLAIN_DIALECT, onFault })
    const ends = tellSockets(context)
    const world = await mock.worlds.make('w', mock.worlds.default.recipe)
    if ('kind' in world) return expect.unreachable(world.kind)
    const { socket, heard } = playSocket('s')
    const member: Member = { socket, world, caller: { kind: 'nobody' }, seat: null, isOver: false }
    context.rooms.enter(member)
    const joined = { id: 'p', roomId: 'r', userId: null, guestName: 'Ann', isHost: false, isActive: true }
    const participant = { ...joined, joinedAt: '', leftAt: null }
    context.rooms.tell({
      world: 'w',
      announces: [{ kind: 'joined', room: 'abc', participant, socketId: 's' }],
      isByHand: false,
      what: null,
    })
    const note = { kind: 'relayed', room: 'abc', event: 'e', payload: null, participantId: 'p', socketId: 's' } as const
    context.speakers?.noted.follow({ world: 'w', announces: [{ ...note, to: 'all', notes: { isMuted: true } }] })
    const noted = () => context.speakers?.noted.of('w', 'p')
    expect([member.seat?.code, noted()]).toEqual(['abc', { isMuted: true }])
    return { mock, member, heard, ends, noted, room: () => context.rooms.at('w', 'abc') }
  }

  it.each([
    ['is reset', 'reset', 'connection closed'],
    ['is dropped', 'drop', 'disconnected'],
  ] as const)('or %s knows nothing of its sockets, their seats and what was noted of them', async (_, way, end) => {
    const { mock, member, heard, noted, room } = await seated()
    await mock.worlds[way]('w')
    expect([member.seat, member.isOver, noted(), room(), heard]).toEqual([null, true, undefined, [], [end]])
  })

  it('forgets a socket before it is cut, so that it gives up no other seat', async () => {
    const { mock, member } = await seated()
    const seen: unknown[] = []
    member.socket = { ...member.socket, disconnect: () => seen.push([member.isOver, member.seat]) }
    await mock.worlds.drop('w')
    expect(seen).toEqual([[true, null]])
  })

  it('tells no socket once the server has ended', async () => {
    const { mock, member, heard, ends } = await seated()
    for (const end of ends) end()
    await mock.worlds.reset('w')
    expect([member.isOver, heard]).toEqual([false, []])
  })
})
