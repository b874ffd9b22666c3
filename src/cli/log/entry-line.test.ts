import { expect, it } from 'vitest'
import type { JournalEntry } from '../../contract/compiled/types.ts'
import { NO_PAINT } from '../../report/paint.ts'
import { terminalPaint } from '../paint.ts'
import { entryLine } from './entry-line.ts'

const ENTRY: JournalEntry = {
  n: 1,
  at: '2026-03-03T10:30:05.250Z',
  world: 'default',
  caller: null,
  method: 'POST',
  target: '/rooms/abc/join',
  operation: 'joinMeetingRoom',
  outcome: 'room-full',
  status: 409,
  delayMs: 0,
  forced: null,
  rule: 'room-full',
  cause: 'every seat is taken',
  request: { headers: {}, body: '' },
  response: { body: '' },
}
const line = (more: Partial<JournalEntry> = {}): string =>
  entryLine({ ...ENTRY, ...more }, new Map([['u1', 'ann']]), NO_PAINT)

it('a call is one line: when it came, what serve shows of it, who called, and how late it was answered', () => {
  expect(line()).toBe('10:30:05.250 POST /rooms/abc/join 409 room-full · every seat is taken\n')
  expect(line({ caller: 'u1' })).toMatch(/ · every seat is taken · by ann\n$/)
  expect(line({ caller: 'u2', delayMs: 1500, world: 'qa', forced: 'arm' })).toBe(
    '10:30:05.250 [qa] POST /rooms/abc/join 409 room-full (forced by arm) · every seat is taken · by u2 · 1500 ms late\n',
  )
  expect(line({ delayMs: 1 })).toMatch(/ · 1 ms late\n$/)
  expect(line({ status: null, outcome: null, cause: 'broken' })).toBe('10:30:05.250 POST /rooms/abc/join --- broken\n')
})

it('the room of an event is that of its payload', () => {
  const event = (body: string, method = 'EVENT') =>
    line({ method, target: 'join-room', request: { headers: {}, body } }).slice(13)
  expect(event('{"code":"abc"}')).toMatch(/^EVENT join-room abc 409 /)
  for (const body of ['{"code":1}', '{}', 'null', '', '["code"]']) expect(event(body)).toMatch(/^EVENT join-room 409 /)
  expect(event('{"code":"abc"}', 'POST')).toMatch(/^POST join-room 409 /)
})

it('names from outside cannot begin a line or act on a terminal', () => {
  const text = line({ caller: 'a\n\u001b[31mb' })
  expect([text.split('\n').length, text.includes('\u001b')]).toEqual([2, false])
})

it('what is beside the call is dim', () => {
  const paint = terminalPaint({ colours: true })
  const text = entryLine({ ...ENTRY, caller: 'u1', delayMs: 5 }, new Map(), paint)
  expect(text.startsWith(`${paint.dim('10:30:05.250')} `)).toBe(true)
  expect(text).toContain(`${paint.dim('·')} ${paint.dim('by u1')} ${paint.dim('·')} ${paint.dim('5 ms late')}\n`)
})
