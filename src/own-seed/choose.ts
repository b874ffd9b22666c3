import { join } from 'node:path'
import type { Seed } from '../contract/compiled/types.ts'
import { unknownWord } from '../contract/model/nearest.ts'
import { isSeed, SEED_NAMES, type SeedChoice } from '../world/seeds/names.ts'

/** The seed of this name; `documented` by default. Throws a Fault that lists the seeds. */
export const toSeedChoice = (name: string | undefined): SeedChoice => {
  if (name === undefined) return 'documented'
  if (isSeed(name)) return name
  throw unknownWord('seed', name, SEED_NAMES.split(', '))
}

/** A seed by name, or read from a file. Throws a Fault that lists the seeds, or gives file and line. */
export const toSeed = async (word: string | undefined): Promise<SeedChoice | Seed> =>
  word !== undefined && isFile(word) ? readFileSeed(word) : toSeedChoice(word)

/** Names of our seeds contain no slash or dot. */
const isFile = (word: string): boolean => /[./\\]/.test(word)

/** The schema of files with one's own data. */
export const OWN_SEED_SCHEMA: string = join(import.meta.dirname, '../../fixtures/own-seed.schema.yaml')

async function readFileSeed(word: string): Promise<Seed> {
  const [{ readOwnSeed }, { loadDocument }] = await Promise.all([
    import('./read.ts'),
    import('../contract/read/load.ts'),
  ])
  return readOwnSeed(word, await loadDocument(OWN_SEED_SCHEMA))
}
