import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'

/** A folder for the tests of a file, and the path of a file in it. */
export function ownFolder(): (...names: string[]) => string {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'greenroom-test-'))
  })
  afterAll(() => rm(folder, { recursive: true }))
  return (...names) => join(folder, ...names)
}
