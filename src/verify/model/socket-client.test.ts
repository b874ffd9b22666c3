import { expect, it } from 'vitest'
import { isDismissed, isNoConnection, isRefused, type SocketConnection } from './socket-client.ts'

const connection: SocketConnection = {
  id: 'a',
  heard: [],
  acks: [],
  log: [],
  ended: () => null,
  emit() {},
  caughtUp: async () => {},
  isAlive: async () => true,
  close: async () => {},
  lose: async () => {},
}
const refused = { refused: { message: 'Unauthorized', data: undefined }, log: [] }
const trouble = { kind: 'timeout', message: 'Too late.' } as const

it('whoever connects gets a connection, a refusal or trouble', () => {
  expect([connection, refused, trouble].map(isRefused)).toEqual([false, true, false])
  expect([connection, refused, trouble].map(isNoConnection)).toEqual([false, false, true])
})

it('only a server’s packet is a dismissal, not a connection that is open, lost or closed by the client', () => {
  const reasons = [null, 'transport close', 'io client disconnect', 'ping timeout', 'io server disconnect']
  expect(reasons.map((reason) => isDismissed({ ended: () => reason }))).toEqual([false, false, false, false, true])
})
