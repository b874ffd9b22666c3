import type { Seed, SeedData } from '../contract/compiled/types.ts'
import { Fault } from '../fault.ts'
import { completeSeed } from './complete.ts'
import { isOwnSeed } from './form.ts'

/** What a world holds, as the control plane tells it, as a seed with rooms to name for each combination of facts. */
export function heldSeed(name: string, data: SeedData): Seed {
  if (!isOwnSeed(data)) throw new Fault('the control plane tells no data', 'Is greenroom serve of this version?')
  return completeSeed(name, data, (...parts) => [name, ...parts].join('/'))
}
