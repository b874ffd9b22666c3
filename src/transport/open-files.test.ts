import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { connectionShares, openFilesLimit } from './open-files.ts'

it('the limit of open files is that of the system, where it tells one', () => {
  const told = process.platform === 'linux' ? execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim() : ''
  expect(openFilesLimit()).toBe(/^\d+$/.test(told) ? Number(told) : null)
})

it.each([
  ['many files', 1_000_000, { data: 10_000, control: 1_000 }],
  ['no limit that is known', null, { data: 10_000, control: 1_000 }],
  ['4,064 files, exactly enough for a thousand', 4_064, { data: 3_000, control: 1_000 }],
  ['fewer, of which the control plane gets a quarter', 1_024, { data: 720, control: 240 }],
  ['hardly any', 10, { data: 1, control: 1 }],
])('both planes have connections with %s', (_, files, shares) => {
  expect(connectionShares(files, 10_000)).toEqual(shares)
})
