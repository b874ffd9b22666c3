import { expect, it } from 'vitest'
import type { JournalEntry } from '../../contract/compiled/types.ts'
import { journalHar } from './journal-har.ts'

const ENTRY: JournalEntry = {
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
const written = (...entries: Partial<JournalEntry>[]) =>
  JSON.parse(
    journalHar(
      entries.map((entry) => ({ ...ENTRY, ...entry })),
      'https://mock.example:4010',
    ),
  ).log.entries

it('a recorded call shows no secret of its URL, its headers, its bodies, or where another call repeats it', () => {
  const [first, second, third, fourth] = [1, 2, 3, 4].map((n) => `secret-number-${n}-of-four`)
  const text = JSON.stringify(
    written(
      {
        target: `/a?token=${first}`,
        request: { headers: { authorization: `Bearer ${second}` }, body: JSON.stringify({ token: third }) },
        response: { headers: {}, body: JSON.stringify({ token: fourth }) },
      },
      { cause: `${first} ${second} ${third} ${fourth}` },
    ),
  )
  expect(text).not.toMatch(/of-four/)
})
