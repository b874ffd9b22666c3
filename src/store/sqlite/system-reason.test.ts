import { expect, it } from 'vitest'
import { systemReason } from './system-reason.ts'

const reason = (error: object) => systemReason('/srv/data/greenroom.db', Object.assign(new Error('failed'), error))

it.each(['ENOSPC', 'EDQUOT'])('a disk is full by the code %s', (code) => {
  expect(reason({ code })).toEqual({
    why: 'the disk of greenroom.db is full',
    fix: 'Free some space, and try again.',
  })
})

it('any other code of the system says what failed, and where a file can be', () => {
  expect(reason({ code: 'EACCES' })).toEqual({
    why: '/srv/data/greenroom.db cannot be created: failed',
    fix: 'Give the path of a file in a folder that the user of this process may write to.',
  })
})

it('an error that is not the system’s has no reason', () => {
  expect([reason({}), reason({ code: 5 }), reason({ code: 'SQLITE' }), systemReason('a', { code: 'EACCES' })]).toEqual([
    null,
    null,
    null,
    null,
  ])
})
