import { expect, it } from 'vitest'
import { sqliteReason } from './sqlite-reason.ts'

const failed = (errcode: number): Error => Object.assign(new Error('failed'), { errcode })
const why = (errcode: number): string | undefined => sqliteReason('/srv/data/greenroom.db', failed(errcode))?.why

it.each([
  [5, 'is in use by another process'],
  [6, 'is in use by another process'],
  [8, 'is read-only, or was moved or deleted'],
  [10, 'cannot be read or written'],
  [11, 'is damaged'],
  [14, 'cannot be opened'],
  [26, 'is not a database'],
  [1, 'cannot be used: failed'],
])('the code %i of SQLite says that the file %s', (errcode, expected) => {
  expect(why(errcode)).toBe(`greenroom.db ${expected}`)
})

it('a kind of a code says the same as the code, and other errors say nothing', () => {
  expect([why(13), why(0x0a0d), why(8 | (4 << 8))]).toEqual([
    'the disk of greenroom.db is full',
    'the disk of greenroom.db is full',
    'greenroom.db is read-only, or was moved or deleted',
  ])
  for (const other of [new Error('x'), { errcode: 5 }, null, Object.assign(new Error('x'), { errcode: '5' })])
    expect(sqliteReason('a', other)).toBeNull()
})

it('a disk without room for the file beside the log is full, too, which nothing goes on from by itself at the start', () => {
  expect(why(4874)).toBe('the disk of greenroom.db is full')
  for (const code of [4874, 13, 10]) {
    expect(sqliteReason('a', failed(code))?.fix).toContain('goes on by itself')
    expect(sqliteReason('a', failed(code), 'start')?.fix).toMatch(
      /^(?:Free some space|Check its disk), and try again\.$/,
    )
  }
})
