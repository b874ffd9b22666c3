import { expect, it } from 'vitest'
import { runOfWorld, worldNamer } from './run-worlds.ts'

it('worlds of a run are numbered from one', () => {
  const [name, other] = [worldNamer('1a2b3c4d'), worldNamer('00000000')]
  expect([name(), name(), other(), name()]).toEqual([
    'verify-1a2b3c4d-1',
    'verify-1a2b3c4d-2',
    'verify-00000000-1',
    'verify-1a2b3c4d-3',
  ])
})

it.each([
  ['verify-1a2b3c4d-1', 'verify-1a2b3c4d'],
  ['verify-1a2b3c4d-120', 'verify-1a2b3c4d'],
  ['verify-00000000-0', 'verify-00000000'],
  ['verify-1a2b3c4d', null],
  ['verify-1a2b3c4d-', null],
  ['verify-1a2b3c4-1', null],
  ['verify-1a2b3c4d5-1', null],
  ['verify-1A2B3C4D-1', null],
  ['my-verify-1a2b3c4d-1', null],
  ['verify-1a2b3c4d-1x', null],
])('%s belongs to the run %s', (world, run) => expect(runOfWorld(world)).toBe(run))
