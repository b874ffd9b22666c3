import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timeOf } from './date-text.ts'

const NOON = Date.parse('2026-03-03T12:00:00.000Z')
const MIDNIGHT = Date.parse('2026-03-03T00:00:00.000Z')
const HOUR = 3_600_000

describe('a date text', () => {
  it.each([
    ['2026-03-03T12:00'],
    ['2026-03-03T12:00:00.000'],
    ['2026-03-03 12:00:00'],
    ['2026/03/03 12:00'],
    ['3 March 2026 12:00'],
    ['Tue Mar 03 2026 12:00:00 PM'],
    ['2026-03-03 12:00 (Nepal Time)'],
    ['12:00 2026-03-03'],
  ])('is UTC where it names no zone, wherever it is read: %s', (text) => {
    expect(timeOf(text)).toBe(NOON)
  })

  it.each([['2026-03-03'], ['2026/03/03'], ['Mar 3, 2026'], ['+002026-03-03'], ['3 March 2026 (at 12:00 EST)']])(
    'begins at midnight UTC where it names a day: %s',
    (text) => {
      expect(timeOf(text)).toBe(MIDNIGHT)
    },
  )

  it.each([
    ['2026-03-03T12:00:00Z', 0],
    ['2026-03-03T12:00:00+05:45', -5.75],
    ['2026-03-03 12:00 -0330', 3.5],
    ['3 March 2026 12:00 GMT+0200', -2],
    ['3 March 2026 12:00 EST', 5],
    ['3 March 2026 12:00 PM +0100', -1],
    ['2026-03-03T12:00:00z', 0],
    ['2026-03-03T12:00:00.000+02:00', -2],
    ['2026-03-03 12:00:00+01', -1],
    ['2026-03-03 12:00 +1', -1],
    ['2026-03-03 12:00:00.000 -0330', 3.5],
    ['3 March 2026 12:00Z', 0],
    ...['UT', 'UTC', 'GMT', 'utc', 'gmt', 'Z'].map((zone): [string, number] => [`3 March 2026 12:00 ${zone}`, 0]),
    ...[...'ECMP'].flatMap((zone, hours): [string, number][] => [
      [`3 March 2026 12:00 ${zone}ST`, 5 + hours],
      [`3 March 2026 12:00 ${zone}DT`, 4 + hours],
      [`12:00 ${zone}ST (local) 3 March 2026`, 5 + hours],
    ]),
  ])('is in the zone that it names: %s', (text, hours) => {
    expect(timeOf(text)).toBe(NOON + hours * HOUR)
  })

  it.each([['2026'], ['2026-01'], ['+002026'], ['+002026-01']])('begins with the first day of %s', (text) => {
    expect(timeOf(text)).toBe(Date.parse('2026-01-01T00:00:00.000Z'))
  })

  it.each([
    [''],
    ['yesterday'],
    ['2026-13-01'],
    ['2026-03-03T'],
    ['3 March 2026 (unclosed'],
    ['3 March 2026 (one (in) another)'],
  ])('is none: %j', (text) => {
    expect(timeOf(text)).toBeNaN()
  })

  it('is read as the standard form reads it, whatever the instant', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (date) => {
        expect(timeOf(date.toISOString())).toBe(date.getTime())
        expect(timeOf(date.toISOString().slice(0, -1))).toBe(date.getTime())
      }),
    )
  })
})
