import { expect, it } from 'vitest'
import { sqliteReason } from './sqlite-reason.ts'

const failed = (errcode: number): Error => Object.assign(new Error('failed'), { errcode })
const why = (errcode: number): string | undefined => sqliteReason('/srv/data/greenroom.db', failed(errcode))?.why

it.each([
  [5, 'is in use by another process', 'Stop that process.'],
  [6, 'is in use by another process', 'Stop that process.'],
  [8, 'is read-only, or was moved or deleted', 'Make the file and its folder writable for the user of this process.'],
  [10, 'cannot be read or written', 'Check its disk; it goes on by itself when that works.'],
  [11, 'is damaged', 'Restore it from a copy, or start with another file.'],
  [14, 'cannot be opened', 'Give the path of a file in an existing folder that the user of this process may write to.'],
  [26, 'is not a database', 'Choose another file. Nothing was changed.'],
  [1, 'cannot be used: failed', 'Check the file and its disk.'],
])('the code %i of SQLite says that the file %s, and what to do', (errcode, expected, fix) => {
  expect(sqliteReason('/srv/data/greenroom.db', failed(errcode))).toEqual({ why: `greenroom.db ${expected}`, fix })
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
    const [running, starting] =
      code === 10
        ? ['Check its disk; it goes on by itself when that works.', 'Check its disk, and try again.']
        : ['Free some space; it goes on by itself.', 'Free some space, and try again.']
    expect(sqliteReason('a', failed(code))?.fix).toBe(running)
    expect(sqliteReason('a', failed(code), 'start')?.fix).toBe(starting)
  }
})
