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
    const rooms = createSocketRooms()
    const [one, two, far] = [await member('w'), await member('w'), await member('far')]
    for (const each of [one, two, far]) rooms.enter(each)
    expect(rooms.in('w')).toEqual([one, two])
    rooms.leave(one)
    expect(rooms.in('w')).toEqual([two])
    expect(rooms.in('far')).toEqual([far])
    expect(rooms.in('nowhere')).toEqual([])
  })
})
