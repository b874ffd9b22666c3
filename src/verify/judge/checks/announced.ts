import { valueAt } from '../../../contract/model/pointer.ts'
import { isContainer, sameJson } from '../../../json.ts'
import type { Answered } from './answered.ts'

/** What is wrong with an event, as the end of a sentence. */
export interface AnnouncedBreach {
  readonly message: string
  readonly parts: { readonly expected: unknown; readonly actual: unknown }
}

/** How an event contradicts the answers of the case; null: it does not, as far as they show. */
export const announcedBreach = (event: string, payload: unknown, answered: Answered): AnnouncedBreach | null =>
  (Object.hasOwn(TELLS, event) ? TELLS[event]?.(payload, answered) : null) ?? null

const TELLS: Readonly<Record<string, (payload: unknown, answered: Answered) => AnnouncedBreach | null>> = {
  'user-joined': whoJoined,
  'user-left': whoLeft,
  'room-locked': (payload, { call }) =>
    unlike('tells otherwise of the lock', call.request.body?.['locked'], valueAt(payload, '/locked')),
  'force-disconnect': (payload, { call }) =>
    unlike('gives another reason', REASONS[call.operation], valueAt(payload, '/reason')),
}

/** Operation → the reason given to those who lose their seat. */
const REASONS: Readonly<Record<string, string>> = {
  joinMeetingRoom: 'Joined from elsewhere',
  endMeetingRoom: 'The meeting has ended',
}

/** The event names the participant of the answer, and the caller's socket. */
function whoJoined(payload: unknown, { json, sockets }: Answered): AnnouncedBreach | null {
  const told: unknown = valueAt(payload, '/participant')
  const expected = { socketId: sockets?.callerId ?? null, ...(isContainer(json) ? json : {}) }
  return unlike('tells of somebody else', common(expected, told), common(told, expected))
}

/** The members that two values share: undocumented ones are the target's own business. */
const common = (value: unknown, other: unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(isContainer(value) ? value : {}).filter(
      ([name]) => isContainer(other) && Object.hasOwn(other, name),
    ),
  )

/** Whoever has left joined earlier in this case, on the socket that the event names. */
function whoLeft(payload: unknown, { earlier }: Answered): AnnouncedBreach | null {
  const id = valueAt(payload, '/participantId')
  const joined = earlier.filter(({ json }) => typeof valueAt(json, '/roomId') === 'string')
  const found = joined.find(({ json }) => valueAt(json, '/id') === id)
  if (!found)
    return {
      message: 'tells of nobody who had joined',
      parts: { expected: joined.map(({ json }) => valueAt(json, '/id')), actual: id },
    }
  const expected = { socketId: found.sockets?.callerId ?? null, userId: valueAt(found.json, '/userId') }
  return unlike('tells of another socket or user', expected, {
    socketId: valueAt(payload, '/socketId'),
    userId: valueAt(payload, '/userId'),
  })
}

const unlike = (message: string, expected: unknown, actual: unknown): AnnouncedBreach | null =>
  sameJson(expected, actual) ? null : { message, parts: { expected, actual } }
