import { isContainer } from '../../../json.ts'
import type { Document } from '../../read/load.ts'
import { literal } from './literal.ts'

/** The seeds of fixtures/, as a module: by name, with the names of seeds and of identities. */
export const emitSeeds = (documents: readonly Document[]): string => {
  const seeds = seedsByName(documents)
  return `import type { Seed } from './types.ts'

/** The seeds of fixtures/, by name. */
export const seeds: Readonly<Record<SeedName, Seed>> = ${literal(seeds)}

export type SeedName = ${oneOf(Object.keys(seeds))}

/** Who can call, in the seeds of fixtures/. */
export type IdentityName = ${oneOf(identityNames(documents))}
`
}

/** The words of situations, as a module. */
export const emitFacts = (facts: unknown): string =>
  `/** The vocabulary of situations, from fixtures/facts.yaml. */\nexport const factWords = ${literal(facts)} as const\n`

/** Documents of seeds, by the names they declare. */
export const seedsByName = (documents: readonly Document[]): Record<string, unknown> =>
  Object.fromEntries(documents.map(({ value }) => [isContainer(value) ? String(value['name']) : '', value]))

/** Every identity of any seed. */
const identityNames = (documents: readonly Document[]): string[] => [
  ...new Set(
    documents.flatMap(({ value }) =>
      isContainer(value) && isContainer(value['identities']) ? Object.keys(value['identities']) : [],
    ),
  ),
]

const oneOf = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(' | ')
