import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sources } from './compile.ts'
import { editionOf } from '../read/faces.ts'
import { loadDocument, type Document } from '../read/load.ts'

/** Files in which compiling updates lists of names: people, editors and clients read them, and don't follow references. */
export const FILES_WITH_LISTS: readonly string[] = [
  'specs/control.openapi.yaml',
  'contract-tests/target.schema.yaml',
  'docs/verify.md',
]

/** Loads all sources of the contract from a checkout. It lists folders, so no list of files exists to be maintained. */
export async function loadProject(root: string): Promise<Sources> {
  const load = (path: string): Promise<Document> => loadDocument(join(root, path), root)
  const all = async (folder: string, ending: string): Promise<Document[]> =>
    Promise.all(
      (await readdir(join(root, folder)))
        .filter((name) => name.endsWith(ending))
        .sort()
        .map((name) => load(join(folder, name))),
    )
  const specs = await all('specs', '.openapi.yaml')
  const socketSpecs = await all('specs', '.asyncapi.yaml')
  const fixtures = (await all('fixtures', '.yaml')).filter(
    ({ file }) => !/(^|\/)facts\.yaml$|\.schema\.yaml$/.test(file),
  )
  return {
    specs: specs.sort((a, b) => order(a) - order(b) || a.file.localeCompare(b.file, 'en')),
    socketSpecs,
    seeds: fixtures,
    facts: await load('fixtures/facts.yaml'),
    factSchema: await load('fixtures/facts.schema.yaml'),
    cases: await all('contract-tests/cases', '.yaml'),
    scenarios: await all('fixtures/scenarios', '.yaml'),
    seedSchema: await load('fixtures/seed.schema.yaml'),
    caseSchema: await load('contract-tests/cases.schema.yaml'),
    scenarioSchema: await load('fixtures/scenario.schema.yaml'),
  }
}

const order = ({ file }: Document): number => (editionOf(file).edition === 'current' ? 0 : 1)
