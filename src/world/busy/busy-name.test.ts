import { expect, it } from 'vitest'
import { MAX_BUSY, parseBusy } from './busy-name.ts'

it.each([
  ['busy:0', 0],
  ['busy:1', 1],
  ['busy:10000', 10_000],
  [`busy:${MAX_BUSY}`, 1_000_000],
])('%s has %i livechat rooms', (name, rooms) => expect(parseBusy(name)).toBe(rooms))

it.each([
  `busy:${MAX_BUSY + 1}`,
  'busy:9999999',
  'busy:10000000',
  'busy:',
  'busy:01',
  'busy:1.5',
  'busy:1e3',
  'busy:-1',
  'busy: 1',
  ' busy:1',
  'busy:1 ',
  'Busy:1',
  'documented',
])('%j is no number of rooms', (name) => expect(parseBusy(name)).toBeNull())
