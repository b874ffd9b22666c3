import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { Fault } from '../../fault.ts'
import { copyFault } from './copy-fault.ts'

const errorOf = (act: () => unknown): unknown => {
  try {
    act()
  } catch (error) {
    return error
  }
  return undefined
}

/** As SQLite throws it once no page can be added. */
function full(): unknown {
  const db = new DatabaseSync(':memory:')
  db.exec('PRAGMA max_page_count = 1')
  return errorOf(() => db.exec('CREATE TABLE a (b); CREATE TABLE c (d); CREATE TABLE e (f)'))
}

it.each<[string, unknown, string]>([
  ['a full disk, by SQLite', full(), 'the disk of /tmp/x is full'],
  ['a full disk, by the system', Object.assign(new Error('no'), { code: 'ENOSPC' }), 'the disk of /tmp/x is full'],
  ['a full quota', Object.assign(new Error('no'), { code: 'EDQUOT' }), 'the disk of /tmp/x is full'],
  ['a folder that can only be read', Object.assign(new Error('no'), { errcode: 8 }), '/tmp/x cannot be written'],
  ['a copy that cannot be opened', Object.assign(new Error('no'), { errcode: 14 }), '/tmp/x cannot be written'],
  ['no right to write', Object.assign(new Error('no'), { code: 'EACCES' }), '/tmp/x cannot be written'],
  ['a disk that can only be read', Object.assign(new Error('no'), { code: 'EROFS' }), '/tmp/x cannot be written'],
  ['a folder that is not there', Object.assign(new Error('no'), { code: 'ENOENT' }), '/tmp/x cannot be used (ENOENT)'],
  ['a copy that cannot be written', Object.assign(new Error('no'), { errcode: 778 }), '/tmp/x cannot be written'],
])('%s is of the folder of the copy', (_, error, why) => {
  expect(copyFault('/tmp/x', error)).toMatchObject({
    message: `a temporary copy cannot be written: ${why}`,
    fix: 'Free some space there, or name another folder in the variable TMPDIR. The data itself is as it was.',
    cause: error,
  })
})

it.each<[string, unknown]>([
  ['a file in use', Object.assign(new Error('no'), { errcode: 5 })],
  ['a damaged file', Object.assign(new Error('no'), { errcode: 11 })],
  ['a file that cannot be read', Object.assign(new Error('no'), { errcode: 266 })],
  ['a file that ends too early', Object.assign(new Error('no'), { errcode: 522 })],
  ['a fault that says so itself', new Fault('no', 'Yes.')],
  ['a defect', new Error('no')],
  ['a defect that Node names', Object.assign(new TypeError('no'), { code: 'ERR_INVALID_ARG_TYPE' })],
])('%s is not', (_, error) => {
  expect(copyFault('/tmp/x', error)).toBe(null)
})
