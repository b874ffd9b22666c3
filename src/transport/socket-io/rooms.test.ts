import { once } from 'node:events'
import { createServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { io as connect } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCore } from '../../mock/core.ts'
import { createSocketRooms, type Member } from './rooms.ts'
import { valueOf } from './texts.ts'

let io: Server
let url = ''
beforeAll(async () => {
  const http = createServer()
  io = new Server(http)
  await once(http.listen(0, '127.0.0.1'), 'listening')
  const address = http.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
})
afterAll(() => io.close())

/** A socket of a bare server, as a member of a world of this name. */
async function member(name: string): Promise<Member> {
  const connected = once(io, 'connection')
  const client = connect(url, { forceNew: true, transports: ['websocket'] })
  const [socket]: Socket[] = await connected
  const core = createCore()
  const world = await core.worlds.make(name, core.recipeOf(name, {}))
  if (!socket || 'kind' in world) throw new Error('no socket, or no world')
  socket.once('disconnect', () => client.disconnect())
  return { socket, world, caller: { kind: 'nobody' }, seat: null, isOver: false }
}

describe('the sockets of a world', () => {
  it('are those that have entered and not left, and none of another world', async () => {
    const rooms = createSocketRooms((fault) => expect.unreachable(String(fault)))
    const [one, two, far] = [await member('w'), await member('w'), await member('far')]
    for (const each of [one, two, far]) rooms.enter(each)
    expect(rooms.in('w')).toEqual([one, two])
    rooms.leave(one)
    expect(rooms.in('w')).toEqual([two])
    expect(rooms.in('far')).toEqual([far])
    expect(rooms.in('nowhere')).toEqual([])
  })

  it('hear what is said though one of them throws, whose fault is reported once', async () => {
    const faults: unknown[] = []
    const rooms = createSocketRooms((fault) => faults.push(fault))
    const heard: string[] = []
    const sitting = async (emit: (event: string) => void): Promise<Member> => {
      const whole = await member('w')
      const { socket } = whole
      const fake: Member['socket'] = {
        id: socket.id,
        connected: true,
        conn: socket.conn,
        nsp: socket.nsp,
        handshake: socket.handshake,
        emit,
        use: () => {},
        on: () => {},
        disconnect: () => {},
      }
      return { ...whole, socket: fake }
    }
    const broken = async (): Promise<Member> =>
      sitting(() => {
        throw new Error('broken')
      })
    const all = [await broken(), await broken(), await sitting((event) => heard.push(event))]
    const join = (socketId: string | null): void => {
      const participant = { id: `p-${socketId}`, roomId: 'r', userId: null, guestName: 'g', isHost: false } as const
      const joined = { ...participant, isActive: true, joinedAt: '', leftAt: null }
      const announces = [{ kind: 'joined', room: 'abc', participant: joined, socketId } as const]
      rooms.tell({ world: 'w', announces, isByHand: false, what: null })
    }
    for (const each of all) {
      rooms.enter(each)
      join(each.socket.id)
    }
    faults.length = 0
    join(null)
    expect([heard, faults.map(String)]).toEqual([['user-joined'], ['Error: broken']])
  })
})

describe('who sits in a room', () => {
  /** Rooms with sockets that hear; `join` gives a socket a seat, null is none of ours. */
  function meeting() {
    const rooms = createSocketRooms((fault) => expect.unreachable(String(fault)))
    const { default: world } = createCore().worlds
    const tell = (...announces: Parameters<typeof rooms.tell>[0]['announces']) =>
      rooms.tell({ world: world.name, announces, isByHand: false, what: null })
    const participant = (id: string) => ({
      id: `seat of ${id}`,
      roomId: 'r',
      userId: `user ${id}`,
      guestName: null,
      isHost: false,
      isActive: true,
      joinedAt: '',
      leftAt: null,
    })
    const join = (id: string, socketId: string | null = id, room = 'abc'): void =>
      tell({ kind: 'joined', room, participant: participant(id), socketId })
    const arrive = (id: string, room = 'abc') => {
      const heard: unknown[] = []
      const socket: Member['socket'] = {
        id,
        connected: true,
        conn: { readyState: 'open', transport: {}, on: () => {}, close: () => {} },
        nsp: { name: '/' },
        handshake: { auth: {}, query: {}, headers: {}, address: '' },
        emit: (event, payload) => heard.push([event, valueOf(payload)]),
        use: () => {},
        on: () => {},
        disconnect: () => {},
      }
      const sitting: Member = { socket, world, caller: { kind: 'nobody' }, seat: null, isOver: false }
      rooms.enter(sitting)
      join(id, id, room)
      return { heard, member: sitting }
    }
    const beside = (sitting: Member): string[] =>
      Array.from(rooms.at('default', sitting.seat?.code ?? ''), ({ socket }) => socket.id)
    return { rooms, tell, join, arrive, participant, beside }
  }

  it('hears who comes, with the socket, and not of itself or of other rooms', () => {
    const { arrive, join, participant } = meeting()
    const [ann, far] = [arrive('ann'), arrive('far', 'other')]
    const bob = arrive('bob')
    join('web', null)
    expect(ann.heard).toEqual([
      ['user-joined', { participant: { socketId: 'bob', ...participant('bob') } }],
      ['user-joined', { participant: { socketId: null, ...participant('web') } }],
    ])
    expect([bob.heard.length, far.heard]).toEqual([1, []])
    expect(ann.member.seat).toEqual({ code: 'abc', participantId: 'seat of ann' })
  })

  it('hears who goes, with the socket, also of another process; who is put out hears why', () => {
    const { rooms, arrive, join, tell, participant } = meeting()
    const [ann, bob] = [arrive('ann'), arrive('bob')]
    join('elsewhere', 'socket of another process')
    expect(rooms.socketOf(ann.member, 'seat of elsewhere')).toBe('socket of another process')
    ann.heard.length = 0
    tell({ kind: 'left', room: 'abc', participant: participant('elsewhere'), reason: null })
    tell({ kind: 'left', room: 'abc', participant: participant('bob'), reason: 'Joined from elsewhere' })
    expect(ann.heard).toEqual([
      [
        'user-left',
        { socketId: 'socket of another process', userId: 'user elsewhere', participantId: 'seat of elsewhere' },
      ],
      ['user-left', { socketId: 'bob', userId: 'user bob', participantId: 'seat of bob' }],
    ])
    expect([bob.heard.at(-1), bob.member.seat]).toEqual([
      ['force-disconnect', { reason: 'Joined from elsewhere' }],
      null,
    ])
    expect([rooms.socketOf(ann.member, 'seat of elsewhere'), rooms.socketOf(ann.member, 'seat of ann')]).toEqual([
      null,
      'ann',
    ])
  })

  it('hears that a participant without a socket here leaves, and nothing of its own leave', () => {
    const { arrive, join, tell, participant } = meeting()
    const ann = arrive('ann')
    join('web', null)
    ann.heard.length = 0
    tell({ kind: 'left', room: 'abc', participant: participant('web'), reason: null })
    expect(ann.heard).toEqual([['user-left', { socketId: null, userId: 'user web', participantId: 'seat of web' }]])
    tell({ kind: 'left', room: 'abc', participant: participant('ann'), reason: null })
    expect(ann.heard).toHaveLength(1)
  })

  it('hears that all are put out, and not of each other who goes', () => {
    const { rooms, arrive, tell, participant } = meeting()
    const [ann, bob] = [arrive('ann'), arrive('bob')]
    for (const { heard } of [ann, bob]) heard.length = 0
    const participants = ['ann', 'bob'].map(participant)
    tell({ kind: 'ended', room: 'abc', participants, reason: 'The meeting has ended' })
    const ends = [['force-disconnect', { reason: 'The meeting has ended' }]]
    expect([ann.heard, bob.heard]).toEqual([ends, ends])
    expect([ann.member.seat, bob.member.seat, rooms.at('default', 'abc')]).toEqual([null, null, []])
  })

  it('is with the others there; who takes a seat elsewhere leaves the one before', () => {
    const { rooms, arrive, join, beside } = meeting()
    const [ann, bob] = [arrive('ann'), arrive('bob')]
    expect(beside(ann.member)).toEqual(['ann', 'bob'])
    join('bob', 'bob', 'other')
    expect([beside(ann.member), beside(bob.member)]).toEqual([['ann'], ['bob']])
    rooms.leave(bob.member)
    expect(beside(bob.member)).toEqual([])
  })

  it('hears what one of them says to the others', () => {
    const { arrive, tell } = meeting()
    const [ann, bob] = [arrive('ann'), arrive('bob')]
    bob.heard.length = 0
    tell({ kind: 'said', room: 'abc', socketId: 'ann', event: 'room-locked', payload: { locked: true } })
    expect([bob.heard, ann.heard.some((each) => Array.isArray(each) && each[0] === 'room-locked')]).toEqual([
      [['room-locked', { locked: true }]],
      false,
    ])
  })

  it('is known by the seats that others had before the first of them entered, and not by those that later ones bring', () => {
    const { rooms, arrive } = meeting()
    const world = createCore().worlds.default
    const { member: ann } = arrive('ann')
    const first: Member = { ...ann, world: { ...world, name: 'w' }, seat: null }
    rooms.enter(first, [{ participantId: 'p', socketId: 'of another process' }])
    rooms.enter({ ...first }, [{ participantId: 'q', socketId: 'of another process' }])
    expect(['p', 'q'].map((id) => rooms.socketOf(first, id))).toEqual(['of another process', null])
  })

  it('has no seat, and counts no more, once its world is forgotten', () => {
    const { rooms, arrive, beside } = meeting()
    const { member: ann } = arrive('ann')
    rooms.forget('default')
    expect([ann.seat, ann.isOver, beside(ann), rooms.at('default', 'abc')]).toEqual([null, true, [], []])
    expect(rooms.socketOf(ann, 'seat of ann')).toBe(null)
    rooms.leave(ann)
    expect(rooms.in('default')).toEqual([])
  })
})
