import { beforeAll, expect, it } from 'vitest'
import { loadDocument, type Document } from '../read/load.ts'
import { compile, type Sources } from './compile.ts'

const documentOf = (file: string, value: unknown): Document => ({
  file,
  raw: value,
  value,
  locate: () => ({ file, line: 1 }),
  refFaults: [],
  keyFaults: [],
})

let sources: Sources
beforeAll(async () => {
  const load = (path: string): Promise<Document> => loadDocument(path, '.')
  sources = {
    specs: [],
    socketSpecs: [],
    seeds: [],
    cases: [],
    scenarios: [],
    facts: await load('fixtures/facts.yaml'),
    factSchema: await load('fixtures/facts.schema.yaml'),
    seedSchema: await load('fixtures/seed.schema.yaml'),
    caseSchema: await load('contract-tests/cases.schema.yaml'),
    scenarioSchema: await load('fixtures/scenario.schema.yaml'),
  }
})

it.each<[string, Partial<Sources>]>([
  ['facts.yaml', { facts: documentOf('facts.yaml', { room: 'locked' }) }],
  ['seed.yaml', { seeds: [documentOf('seed.yaml', { rooms: 3 })] }],
  ['cases.yaml', { cases: [documentOf('cases.yaml', { operations: [] })] }],
  ['play.yaml', { scenarios: [documentOf('play.yaml', { scenes: [] })] }],
])('compiles nothing from a %s that is not as its schema says, and names it', (file, wrong) => {
  expect(() => compile({ ...sources, ...wrong })).toThrow(`${file}:1: `)
})
