import { join, resolve } from 'node:path'
import { faces } from './contract/compiled/faces.ts'
import { factWords } from './contract/compiled/facts.ts'
import { scenarios } from './contract/compiled/scenarios.js'
import { seeds } from './contract/compiled/seeds.ts'
import { socketFaces } from './contract/compiled/socket-faces.ts'
import { successes } from './contract/compiled/successes.ts'
import { checkAgainst } from './contract/read/check-against.ts'
import { loadDocument } from './contract/read/load.ts'
import type { Scenario } from './contract/model/scenario.ts'
import { scenarioOf } from './contract/cases/scenarios.ts'
import { vocabularyOf } from './contract/cases/vocabulary.ts'
import { unknownWord } from './contract/model/nearest.ts'

/** The scenario of this name or file. Throws a Fault that lists the names, or gives file and line. */
export async function toScenario(word: string): Promise<Scenario> {
  if (isFile(word)) return fromFile(word)
  const found = scenarios.find(({ name }) => name === word)
  if (found) return found
  throw unknownWord(
    'scenario',
    word,
    scenarios.map(({ name }) => name),
  )
}

/** Names of our scenarios contain no slash or dot. */
const isFile = (word: string): boolean => /[./\\]/.test(word)

const SCHEMA = join(import.meta.dirname, '../fixtures/scenario.schema.yaml')

async function fromFile(path: string): Promise<Scenario> {
  const document = await loadDocument(resolve(path))
  checkAgainst(await loadDocument(SCHEMA), [document])
  const words = vocabularyOf([...Object.values(faces).flat(), ...socketFaces], Object.values(seeds), factWords)
  return scenarioOf(document, { words, successes: new Map(Object.entries(successes)), draw: null })
}
