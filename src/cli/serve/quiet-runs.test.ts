import { expect, it } from 'vitest'
import { worldNamer } from '../../verifier/run-worlds.ts'
import { createQuietRuns } from './quiet-runs.ts'

it('leaves out the worlds of each run of verify, announces the run once, and logs all other worlds', () => {
  const announced: string[] = []
  const isQuiet = createQuietRuns((run) => announced.push(run))
  const [one, other] = [worldNamer('1a2b3c4d'), worldNamer('00000000')]
  expect([one(), one(), other()].map(isQuiet)).toEqual([true, true, true])
  expect(announced).toEqual(['verify-1a2b3c4d', 'verify-00000000'])
  expect(['default', undefined, 'verify-mine-1', 'my-verify-1a2b3c4d-1'].map(isQuiet)).toEqual(Array(4).fill(false))
})
