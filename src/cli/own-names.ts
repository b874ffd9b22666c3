import { join } from 'node:path'
import { cases } from '../contract/compiled/cases.js'
import { factWords } from '../contract/compiled/facts.ts'
import type { Known } from '../contract/lint/known.ts'
import { loadDocument } from '../contract/read/load.ts'
import { texts } from '../contract/read/openapi.ts'
import { isObject } from '../json.ts'
import { operations } from '../mock/operations.ts'
import { specsFolder } from './contract-files.ts'

/** What the contracts of greenroom are checked by: the rules of its code, what its cases expect, and the documents that may be cited. */
export const ownNames = async (): Promise<Known> => ({
  rules: new Map(Object.entries(operations).map(([id, { names }]) => [id, names])),
  cases: new Map(
    [...Map.groupBy(cases, ({ operation }) => operation)].map(([id, own]) => [id, own.map((each) => each.expect)]),
  ),
  harmless: new Set(cases.filter(({ harmless }) => harmless).map(({ operation }) => operation)),
  subjects: Object.keys(factWords),
  sources: await citedSources(),
})

/** The documents that the contracts cite, with their sections. */
async function citedSources(): Promise<Map<string, string[]>> {
  const { value } = await loadDocument(join(specsFolder, 'sources.yaml'))
  return new Map(Object.entries(isObject(value) ? value : {}).map(([name, sections]) => [name, texts(sections)]))
}
