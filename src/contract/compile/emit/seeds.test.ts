import { expect, it } from 'vitest'
import type { Document } from '../../read/load.ts'
import { emitFacts, emitSeeds, seedsByName } from './seeds.ts'

const documentOf = (value: unknown): Document => ({
  file: 'a.yaml',
  raw: value,
  value,
  locate: () => ({ file: 'a.yaml', line: 1 }),
  refFaults: [],
  keyFaults: [],
})
const one = { name: 'one', identities: { host: {}, guest: {} } }
const other = { name: 'other', identities: { late: {}, host: {} } }

it('seeds are by their names, and who calls in any of them has a name', () => {
  const documents = [one, other, { name: 'bare' }].map(documentOf)
  expect(seedsByName(documents)).toEqual({ one, other, bare: { name: 'bare' } })
  const text = emitSeeds(documents)
  expect(text).toContain('export type SeedName = "one" | "other" | "bare"\n')
  expect(text).toContain('export type IdentityName = "host" | "guest" | "late"\n')
  expect(text).toContain('"name": "other"')
})

it('facts are a constant of the module', () => {
  expect(emitFacts({ room: 1 })).toBe(
    '/** The vocabulary of situations, from fixtures/facts.yaml. */\nexport const factWords = {\n "room": 1\n} as const\n',
  )
})
