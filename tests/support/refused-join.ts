import type { JournalEntry } from '../../src/contract/compiled/types.ts'

/** A call as a journal keeps it: a guest is refused by a locked room. */
export const refusedJoin: JournalEntry = {
  n: 1,
  at: '2026-03-03T10:30:00.000Z',
  world: 'default',
  caller: null,
  method: 'POST',
  target: '/rooms/abc-def-ghi/join',
  operation: 'joinMeetingRoom',
  outcome: 'room-locked',
  status: 403,
  delayMs: 7,
  forced: null,
  rule: 'room-locked',
  cause: 'locked by its host',
  request: { headers: { 'content-type': 'application/json' }, body: '{"guestName":"Jane"}' },
  response: { headers: { 'content-type': 'application/json' }, body: '{"statusCode":403,"message":"Room is locked"}' },
}
