import { expect, it } from 'vitest'
import type { SocketConnection } from '../model/socket-client.ts'
import { silence } from './socket-call.ts'

/** A connection that has ended for a reason, or answers if it is asked, or doesn't. */
const connection = (ended: string | null, isAlive = false): SocketConnection => ({
  id: 'c',
  heard: [],
  acks: [],
  log: [],
  ended: () => ended,
  emit: () => {},
  caughtUp: async () => {},
  isAlive: async () => isAlive,
  close: async () => {},
  lose: async () => {},
})

it.each([
  ['that the server dismissed', connection('io server disconnect'), null],
  ['that answers when it is asked', connection(null, true), null],
  ['that was lost', connection('transport close'), 'reset'],
  ['that its client closed', connection('io client disconnect'), 'reset'],
  ['that answers nothing at all', connection(null), 'timeout'],
])('silence on a connection %s is trouble only where nobody meant it', async (_, silent, kind) => {
  const listener = { who: 'Jane', connection: silent, isSeated: false, isJudged: true }
  expect((await silence(listener, { timeoutMs: 1 }))?.kind ?? null).toBe(kind)
})
