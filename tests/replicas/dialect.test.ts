import { describe, expect, it } from 'vitest'
import { noRedis } from '../support/redis-server.ts'
import { startReplicas, type Replicas } from '../support/replicas.ts'
import { listen, until, type Listener } from '../support/sockets.ts'

const CODE = 'abc-def-ghi'

/** Enters the room as the meeting product's own front end does, at the n-th mock. */
async function inRoom({ at }: Replicas, n: number, displayName: string): Promise<Listener> {
  const client = await listen(`${at(n).url}/~w`, { transports: ['websocket'], auth: { token: null, displayName } })
  await client.ask('join-room', { roomCode: CODE, displayName })
  return client
}

const heardOf = ({ heard }: Listener, event: string): unknown[] =>
  heard.flatMap(([name, payload]) => (name === event ? [payload] : []))

describe.skipIf(noRedis)(`a dialect spoken by several mocks${noRedis ? `: ${noRedis}` : ''}`, () => {
  it('passes its own events on to sockets of the others: to all, to others, and to one', async () => {
    await using replicas = await startReplicas({ count: 2, dialect: 'neuron-meet' })
    await replicas.at(0).world({ name: 'w' })
    using ann = await inRoom(replicas, 0, 'Ann')
    using bob = await inRoom(replicas, 1, 'Bob')
    bob.socket.emit('offer', { targetId: ann.id, sdp: 'v=0' })
    bob.socket.emit('offer', { targetId: 'all', sdp: 'never' })
    bob.socket.emit('toggle-hand-raise', { raised: true })
    expect(await ann.ask('chat-message', { content: 'Hello' })).toEqual({ success: true })
    expect(await bob.ask('chat-message', { content: 'Hello, too' })).toEqual({ success: true })
    await until(() => [ann, bob].every((client) => heardOf(client, 'chat-message').length === 2))
    expect(heardOf(ann, 'offer')).toEqual([{ senderId: bob.id, displayName: 'Bob', sdp: 'v=0' }])
    expect(heardOf(ann, 'user-hand-raised')).toEqual([{ socketId: bob.id, displayName: 'Bob' }])
    expect(heardOf(bob, 'user-hand-raised')).toEqual([])
    expect(heardOf(ann, 'chat-message')).toEqual(heardOf(bob, 'chat-message'))
    const ids = heardOf(ann, 'chat-message').map((told) => Reflect.get(Object(told), 'id'))
    expect(new Set(ids).size).toBe(2)
  })

  it('tells who comes later, at whichever mock, what is so by then', async () => {
    await using replicas = await startReplicas({ count: 2, dialect: 'neuron-meet' })
    await replicas.at(0).world({ name: 'w' })
    using ann = await inRoom(replicas, 0, 'Ann')
    ann.socket.emit('toggle-audio', { enabled: false })
    await ann.ask('chat-message', { content: 'Muted' })
    using bob = await inRoom(replicas, 1, 'Bob')
    await until(() => heardOf(bob, 'room-joined').length === 1)
    expect(heardOf(bob, 'room-joined')).toMatchObject([{ participants: [{ displayName: 'Ann', isMuted: true }] }])
  })
})
