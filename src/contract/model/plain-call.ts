import type { CaseCall } from './case.ts'
import { PLAIN_SOCKET } from './case-socket.ts'

/** A call that expects nothing beyond its outcome: nothing raw, nothing shown, and on sockets an ack and no events. */
export const plainCall = (call: Pick<CaseCall, 'operation' | 'expect' | 'as' | 'request'>): CaseCall => ({
  ...call,
  raw: null,
  values: {},
  shows: {},
  waitMs: 0,
  atOnce: null,
  set: null,
  socket: PLAIN_SOCKET,
})
