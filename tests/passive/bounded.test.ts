import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { patience } from '../support/patience.ts'

it('what a watch knows of strangers stops growing', { tags: ['full'], timeout: patience(600_000) }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', 'tests/support/print-watch-heap.ts'])
  const sizes: unknown = JSON.parse(stdout)
  if (!Array.isArray(sizes)) throw new Error(stdout)
  const [, , third, last] = sizes.map(Number)
  // 34 bytes for each of 15000 strangers.
  expect((last ?? 0) - (third ?? 0)).toBeLessThan(500_000)
})
