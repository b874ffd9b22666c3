import { afterAll, beforeAll, expect, it } from 'vitest'
import { sources } from '../../bench/code.ts'
import { measuredAsks } from '../../bench/sockets/measured.ts'
import { startBareSockets, startGreenroomSockets, type ReadyServer } from '../../bench/sockets/servers.ts'
import { listen, until, type Listener } from '../support/sockets.ts'

const anyCores = { server: null, load: null, all: [] }
const servers = new AsyncDisposableStack()
let ready: readonly [ReadyServer, ReadyServer]
beforeAll(async () => {
  const way = { name: 'startServer', code: sources, log: null, target: null }
  const ours = servers.use(await startGreenroomSockets(way, { alone: 2, shared: 1 }, anyCores))
  const bare = servers.use(await startBareSockets(ours.ready.rooms, anyCores))
  ready = [ours.ready, bare.ready]
})
afterAll(() => servers.disposeAsync())

/** What differs from one join to the next, but not in length. */
const VARIES = new Set(['id', 'roomId', 'joinedAt', 'socketId', 'participantId'])
const alike = (value: unknown): string =>
  JSON.stringify(value, (key, each) =>
    VARIES.has(key) && typeof each === 'string' ? each.replaceAll(/./g, 'x') : each,
  )

const connected = ({ port }: ReadyServer, token: string | null): Promise<Listener> =>
  listen(`http://127.0.0.1:${port}`, { transports: ['websocket'], auth: token === null ? {} : { token } })

it.each(measuredAsks)('greenroom and the bare server of the benchmark send the same: $label', async (measured) => {
  const sent = await Promise.all(
    ready.map(async (server) => {
      const asks = measured.asks(server.rooms, 0)
      using other = await connected(server, null)
      using socket = await connected(server, measured.token)
      // Whoever else asks the same sits in the same room, where rooms are shared.
      if (measured.heard > 0) for (const { event, payload } of asks) await other.ask(event, payload)
      const acks: unknown[] = []
      for (const { event, payload } of asks) acks.push(await socket.ask(event, payload))
      for (const [at, ack] of acks.entries()) expect(JSON.stringify(ack)).toContain(asks[at]?.ack)
      if (measured.heard > 0) await until(() => other.heard.length > 0)
      return { acks: acks.map(alike), heard: alike(other.heard) }
    }),
  )
  expect(sent[1]).toEqual(sent[0])
})
