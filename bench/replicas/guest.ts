import { isObject } from '../../src/json.ts'
import type { Listener } from '../../tests/support/sockets.ts'

/** What came of a try to get a seat: the participant's id, that there is none, or nobody knows. */
export type Tried = { readonly id: string } | 'full' | 'unknown'

const HANG_MS = 60_000

/** Tries over HTTP. */
export async function joinByRequest(url: string, world: string, code: string, guestName: string): Promise<Tried> {
  try {
    const answer = await fetch(`${url}/~${world}/rooms/${code}/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ guestName }),
      signal: AbortSignal.timeout(HANG_MS),
    })
    return toTried(answer.status, await answer.json())
  } catch (error) {
    // The server died, or is not there.
    if (error instanceof Error) return 'unknown'
    throw error
  }
}

/** Tries on a socket. */
export async function joinBySocket({ socket }: Listener, code: string, guestName: string): Promise<Tried> {
  if (!socket.connected) return 'unknown'
  const ack = await acked(socket, 'join-room', { code, guestName })
  if (ack === null) return 'unknown'
  const status = isObject(ack) && typeof ack['statusCode'] === 'number' ? ack['statusCode'] : 200
  return toTried(status, ack)
}

/** Leaves on a socket, and waits for the ack; false if none came. */
export async function leaveBySocket({ socket }: Listener, code: string): Promise<boolean> {
  if (!socket.connected) return false
  const ack = await acked(socket, 'leave-room', { code })
  return ack !== null && (!isObject(ack) || ack['statusCode'] === undefined)
}

/** The ack of an event; null if the server died, or said nothing for too long. */
const acked = (socket: Listener['socket'], event: string, payload: object): Promise<unknown> =>
  socket.timeout(HANG_MS).emitWithAck(event, payload).then(given, lost)

const given = (ack: unknown): unknown => ack
const lost = (): null => null

function toTried(status: number, body: unknown): Tried {
  if (isObject(body) && typeof body['id'] === 'string') return { id: body['id'] }
  if (isObject(body) && body['message'] === 'Room is full') return 'full'
  if (status === 503) return 'unknown'
  throw new Error(`an answer is neither yes nor no: ${status} ${JSON.stringify(body)}`)
}
