import { describe, expect, it } from 'vitest'
import { noRedis } from '../support/redis-server.ts'
import { startReplicas, type Replicas } from '../support/replicas.ts'
import { listen, until, type Listener } from '../support/sockets.ts'

const CODE = 'abc-def-ghi'

const inRoom = async ({ at }: Replicas, n: number, world: string, guestName: string): Promise<Listener> => {
  const client = await listen(`${at(n).url}/~${world}`, { transports: ['websocket'] })
  await client.ask('join-room', { code: CODE, guestName })
  return client
}

describe.skipIf(noRedis)(
  `sockets of three mocks with one Redis server${noRedis ? `, not run: ${noRedis}` : ''}`,
  () => {
    it('hear the same events in the same order, wherever they are connected', async () => {
      await using replicas = await startReplicas()
      await replicas.at(0).world({ name: 'w' })
      const three = await Promise.all([0, 1, 2].map((n) => inRoom(replicas, n, 'w', `Watcher ${n}`)))
      await Promise.all(three.map((client) => client.hears()))
      for (const { heard } of three) heard.length = 0
      const guests = await Promise.all(Array.from({ length: 12 }, (_, n) => inRoom(replicas, n % 3, 'w', `Guest ${n}`)))
      for (const { socket } of guests) socket.disconnect()
      await until(() => three.every(({ heard }) => heard.length === 24))
      expect(three[1]?.heard).toEqual(three[0]?.heard)
      expect(three[2]?.heard).toEqual(three[0]?.heard)
      const names = three[0]?.heard.map(([event]) => event)
      expect(names?.filter((event) => event === 'user-joined').length).toBe(12)
      for (const client of three) client.socket.disconnect()
    })

    it('are told which socket has left, though it was connected elsewhere before they came', async () => {
      await using replicas = await startReplicas()
      await replicas.at(0).world({ name: 'w' })
      const first = await inRoom(replicas, 0, 'w', 'First')
      using watcher = await inRoom(replicas, 1, 'w', 'Watcher')
      const { id } = first
      first.socket.disconnect()
      await until(() => watcher.heard.length > 0)
      expect(watcher.heard).toEqual([['user-left', expect.objectContaining({ socketId: id })]])
    })

    it('give up a seat that they were about to get when they left', async () => {
      await using replicas = await startReplicas()
      const world = await replicas.at(0).world({ name: 'w' })
      const before = (await world.meetingRooms.get(CODE)).inside.length
      const clients = await Promise.all(
        Array.from({ length: 9 }, (_, n) => listen(`${replicas.at(n % 3).url}/~w`, { transports: ['websocket'] })),
      )
      for (const { socket } of clients) {
        socket.emit('join-room', { code: CODE, guestName: 'Hasty' })
        socket.disconnect()
      }
      await until(async () => (await world.journal.list({ method: 'DISCONNECT' })).length === 9)
      expect((await world.meetingRooms.get(CODE)).inside.length).toBe(before)
    })

    it('are cut everywhere when their world is reset by one', async () => {
      await using replicas = await startReplicas()
      const world = await replicas.at(0).world({ name: 'w' })
      const three = await Promise.all([0, 1, 2].map((n) => inRoom(replicas, n, 'w', `Watcher ${n}`)))
      await world.reset()
      await until(() => three.every(({ ends }) => ends.length === 1))
      expect(
        (await world.meetingRooms.get(CODE)).inside.some(({ guestName }) => guestName?.startsWith('Watcher')),
      ).toBe(false)
    })
  },
)
