import { expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'
import { readyOf, verified } from '../support/verified.ts'

it('joining is blocked on sockets, and not broken, where the target has none; over HTTP it holds', async () => {
  await using bare = await startServer({ sockets: false })
  const ready = readyOf(bare.url, bare, 'http', 'polling', 'websocket', 'upgraded')
  const { results } = await verified(ready, { wanted: ({ id }) => id === 'joinMeetingRoom/room-locked' })
  const own = results.filter(({ id }) => id === 'joinMeetingRoom/room-locked')
  const came = own.map(({ transport, verdict, kind, reason }) => [
    transport,
    [verdict, kind, reason?.split(': ')[0] ?? null],
  ])
  expect(Object.fromEntries(came)).toEqual({
    http: ['held', null, null],
    polling: ['blocked', 'transport', 'the target has no polling of Socket.IO'],
    websocket: ['blocked', 'transport', 'the target has no websocket of Socket.IO'],
    upgraded: ['blocked', 'transport', 'the target has no upgraded of Socket.IO'],
  })
})
