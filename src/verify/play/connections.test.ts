import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { startServer } from '../../server.ts'
import { bareArrangement } from '../model/arrangement.ts'
import { createSend } from '../send/send.ts'
import { createSocketClient } from '../send/socket-io-client.ts'
import { target } from '../testing/runs.ts'
import { createArrivals } from './arrivals.ts'
import { createConnections } from './connections.ts'

it('a connection that was cut is known by its name no more, nor counted among those that listen', async () => {
  const server = await startServer()
  const { signal } = new AbortController()
  const connections = createConnections({
    target: { ...target, url: server.url },
    seat: undefined,
    transport: 'websocket',
    socketClient: createSocketClient(createSend()),
    arrivals: createArrivals(async (ms, stop) => pause(ms, undefined, { signal: stop }).catch(() => {}), signal),
    timeoutMs: 10_000,
    signal,
  })
  const arrangement = bareArrangement({ baseUrl: server.url, identities: {} })
  const admit = async (name: string) =>
    connections.admit(name, { event: null, args: [], auth: {}, headers: {} }, arrangement)
  await admit('Ann')
  await admit('Ben')
  await connections.cut('Ann')
  expect(connections.named('Ann')).toBeUndefined()
  expect(connections.listeners().map(({ who }) => who)).toEqual(['Ben'])
  await connections.cut('nobody')
  await connections.close()
  await server.close()
})
