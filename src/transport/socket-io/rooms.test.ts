import { once } from 'node:events'
import { createServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { io as connect } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCore } from '../../mock/core.ts'
import { createSocketRooms, type Member } from './rooms.ts'

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
