import type { ServerOptions } from '../../src/server.ts'
import { setClock } from '../../src/world/clock.ts'
import { CALL_BODY, JOIN_CALL, JOIN_CHAT, JOIN_ROOM, LIST_CHATS, type Plane } from './plane.ts'

const START = Date.parse('2026-03-03T10:30:00Z')
/** Options of a server whose machine's clock stands still. */
export const standing = (more: ServerOptions = {}): ServerOptions => ({ clock: setClock(START), ...more })

/** Leaves traces of every kind in a world: rows, ids, a used limit, arms, a moved clock. */
export async function live(plane: Plane, world: string): Promise<void> {
  await plane.call(JOIN_ROOM, { world, as: 'member', method: 'POST' })
  await plane.call(JOIN_CHAT, { world, as: 'agent' })
  await plane.call(JOIN_CALL, { world, as: 'agent', method: 'POST', body: CALL_BODY })
  await plane.control('PUT', `/worlds/${world}/situations`, { situation: { 'meeting-room': ['locked'], call: [] } })
  await plane.control('DELETE', `/worlds/${world}/meeting-rooms/lck-rom-now`)
  await plane.control('PATCH', `/worlds/${world}/people/f5vPj6jfkRXipkwoC`, { name: 'Renamed' })
  await plane.control('PUT', `/worlds/${world}/clock`, { advanceMs: 1234 })
  await plane.control('POST', `/worlds/${world}/arms`, { operation: 'joinMeetingRoom', outcome: 'room-full', times: 2 })
}

/** What a world answers from now on, to the byte. */
export async function goesOn(plane: Plane, world: string): Promise<string[]> {
  const answers = []
  for (let round = 0; round < 3; round++)
    answers.push(
      await plane.call(JOIN_ROOM, { world, method: 'POST', body: { guestName: 'Jane' } }),
      await plane.call('/rooms/lck-rom-now/join', { world, as: 'host', method: 'POST' }),
      await plane.call(JOIN_CALL, { world, as: 'agent', method: 'POST', body: CALL_BODY }),
      await plane.call(JOIN_CHAT, { world, as: 'manager' }),
      await plane.call(LIST_CHATS, { world, as: 'manager' }),
    )
  const rest = [
    await plane.control('PUT', `/worlds/${world}/situations`, { situation: { 'meeting-room': [], call: [] } }),
    await plane.control('GET', `/worlds/${world}/clock`),
    await plane.control('GET', `/worlds/${world}/arms`),
    ...(await Promise.all(
      ['people', 'calls', 'meeting-rooms'].map((table) => plane.control('GET', `/worlds/${world}/${table}`)),
    )),
  ]
  return [...answers, ...rest].map(({ status, headers, body }) =>
    JSON.stringify([
      status,
      headers['greenroom-outcome'],
      headers['x-ratelimit-remaining'],
      headers['x-ratelimit-reset'],
      body,
    ]),
  )
}
