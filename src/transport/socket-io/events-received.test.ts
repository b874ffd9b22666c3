import { describe, expect, it } from 'vitest'
import { playSocket } from '../../../tests/support/served-socket.ts'
import { settle, standTimers } from '../../../tests/support/timers.ts'
import { createCore, type Core } from '../../mock/core.ts'
import type { WorldEntry } from '../../mock/socket-calls.ts'
import { tellSockets } from './changes.ts'
import { receive } from './events.ts'
import { createSocketContext } from './socket-context.ts'
import { valueOf } from './texts.ts'

const CODE = 'abc-def-ghi'

describe('a socket that is let in', () => {
  /** A context of a mock, and a socket of its default world that is admitted to it. */
  function admitted(from: (core: Core) => Pick<Core, 'store'> = ({ store }) => ({ store })) {
    const core = createCore()
    const mock = { ...core, ...from(core) }
    const onFault = (fault: unknown): never => expect.unreachable(String(fault))
    const context = createSocketContext({ mock, options: {}, onFault })
    tellSockets(context)
    const admit = (id: string, world: WorldEntry) => {
      const played = playSocket(id)
      const visitor = { socket: played.socket, world, caller: { kind: 'nobody' }, headers: {}, address: '' } as const
      context.visitors.set(played.socket, { ...visitor, namespace: '/' })
      return played
    }
    /** Another world, and a socket that is admitted to it. */
    const elsewhere = async () => {
      const world = await mock.worlds.make('w', mock.worlds.default.recipe)
      return admit('elsewhere', 'kind' in world ? expect.unreachable(world.kind) : world)
    }
    const played = admit('s', mock.worlds.default)
    const sockets = new Set([played.socket, playSocket('another').socket])
    context.watched.set(played.socket.conn, { sockets })
    receive(context, played.socket)
    const ids = (): string[] => Array.from(sockets, ({ id }) => id)
    const arm = (latencyMs: number): void =>
      void mock.store.change('default', () => ({
        result: undefined,
        writes: [
          {
            table: 'arms',
            key: '',
            value: [{ id: 'a', operation: null, times: 1, latencyMs, answer: { kind: 'reached' } }],
          },
        ],
      }))
    return { ...played, played, context, mock, ids, arm, elsewhere }
  }
  /** Lets a store begin its work only when the returned function is called. */
  function hold({ store }: Pick<Core, 'store'>): () => void {
    const { promise, resolve } = Promise.withResolvers<void>()
    const change: Core['store']['change'] = store.change.bind(store)
    const later: typeof change = (...asked) => promise.then(() => change(...asked))
    Object.defineProperty(store, 'change', { value: later })
    return resolve
  }
  const SUCCESS = { success: true }

  it('is a member of its world, and of its connection, until it goes', () => {
    const { context, happens, ids } = admitted()
    expect([context.rooms.of('s')?.socket.id, context.rooms.in('default').length, ids()]).toEqual([
      's',
      1,
      ['s', 'another'],
    ])
    happens('disconnect', 'transport close')
    expect([context.rooms.of('s'), context.rooms.in('default'), ids()]).toEqual([undefined, [], ['another']])
  })

  it('knows of the seats that sockets of other processes have', () => {
    const seats = () => [{ participantId: 'p', socketId: 'far' }]
    const { context } = admitted(({ store }) => ({ store: { ...store, seats } }))
    const member = context.rooms.of('s')
    expect(member && context.rooms.socketOf(member, 'p')).toBe('far')
  })

  it('is answered in the order in which it asked, and gives up a seat that it had yet to get', async () => {
    const { say, happens, context, mock } = admitted()
    const begin = hold(mock)
    const answered: unknown[] = []
    say('join-room', { code: CODE, guestName: 'Ann' }, () => answered.push('join-room'))
    say('leave-room', {}, () => answered.push('leave-room'))
    say('join-room', { code: CODE, guestName: 'Ann' }, () => answered.push('join-room'))
    happens('disconnect', 'transport close')
    expect(context.rooms.of('s')?.socket.id).toBe('s')
    begin()
    await settle()
    expect(answered).toEqual(['join-room', 'leave-room', 'join-room'])
    const inside = await mock.store.change('default', ({ meetingRooms }) => ({
      result: meetingRooms.get(CODE)?.inside.map(({ guestName }) => guestName),
      writes: [],
    }))
    expect([inside?.includes('Ann'), context.rooms.of('s')]).toEqual([false, undefined])
  })

  it('gives up its seat when it goes, for which its room has one member less', () => {
    const { context, happens, say } = admitted()
    say('join-room', { code: CODE, guestName: 'Ann' })
    expect(context.rooms.at('default', CODE).map(({ socket }) => socket.id)).toEqual(['s'])
    happens('disconnect', 'transport close')
    expect(context.rooms.at('default', CODE)).toEqual([])
  })

  it('is answered not before the time that is armed, and not if it is gone by then', () => {
    using timers = standTimers()
    const { say, arm, played } = admitted()
    const acks: unknown[] = []
    const leave = (): void => {
      arm(5_000)
      say('leave-room', {}, (answer: unknown) => acks.push(valueOf(answer)))
    }
    leave()
    timers.pass(4_999)
    expect(acks).toEqual([])
    timers.pass(1)
    expect(acks).toEqual([SUCCESS])
    leave()
    played.isConnected = false
    timers.pass(5_000)
    expect(acks).toEqual([SUCCESS])
  })

  it('is not heard any more once it is disconnected', () => {
    const { say, played, heard } = admitted()
    played.isConnected = false
    say('join-room', { code: CODE, guestName: 'Ann' }, () => expect.unreachable())
    say(null)
    expect(heard).toEqual([])
  })

  it('is not heard any more while its connection closes', () => {
    const { context, mock } = admitted()
    const closing = playSocket('c', {}, 'closing')
    const visitor = { socket: closing.socket, world: mock.worlds.default, caller: { kind: 'nobody' } } as const
    context.visitors.set(closing.socket, { ...visitor, headers: {}, address: '', namespace: '/' })
    receive(context, closing.socket)
    closing.say('leave-room', {}, () => expect.unreachable())
    closing.say(null)
    expect(closing.heard).toEqual([])
  })

  it.each([[null], [undefined], [{}], [true]])('may call no event %j: its connection is closed', (name) => {
    const { say, heard } = admitted()
    say(name)
    expect(heard).toEqual(['connection closed'])
  })

  it('may call an event by a number, which is unknown', () => {
    const { say, heard, mock } = admitted()
    say(5, {}, () => expect.unreachable())
    expect(heard).toEqual([])
    expect(mock.worlds.default.journal.since(0).at(-1)?.request).toMatchObject({ method: 'EVENT', target: '5' })
  })

  it('that sends what is malformed is cut', () => {
    const { happens, heard } = admitted()
    happens('error', 'no packet')
    expect(heard).toEqual(['connection closed'])
  })

  it('is not let in to a world that is gone, and its connection is closed', async () => {
    const { context, mock, elsewhere } = admitted()
    const { socket, heard } = await elsewhere()
    await mock.worlds.drop('w')
    await elsewhere()
    receive(context, socket)
    expect([heard, context.rooms.in('w')]).toEqual([['disconnected with its connection'], []])
    const stranger = playSocket('never admitted')
    receive(context, stranger.socket)
    expect(stranger.heard).toEqual(['disconnected with its connection'])
  })

  it('keeps its world from being dropped as idle until it goes', async () => {
    using timers = standTimers({ clock: true })
    const { context, mock, elsewhere } = admitted()
    const { socket, happens } = await elsewhere()
    receive(context, socket)
    const isThereAfter = (minutes: number): boolean => {
      timers.pass(minutes * 60_000)
      void mock.worlds.sweep()
      return mock.worlds.get('w') !== undefined
    }
    expect([0, 61, 61].map(isThereAfter)).toEqual([true, true, true])
    happens('disconnect', 'transport close')
    expect([0, 61].map(isThereAfter)).toEqual([true, false])
  })
})
