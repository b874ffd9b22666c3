import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { Fault } from '../../fault.ts'
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

it.each<[string, string, string, (written: Document) => Partial<Sources>]>([
  ['facts.yaml', 'room:\n  yields: {}\n  facts: {}\n  fatcs: {}\n', 'fatcs', (facts) => ({ facts })],
  ['seed.yaml', 'name: small\nsays: little\n\npeolpe: []\n', 'peolpe', (seed) => ({ seeds: [seed] })],
  ['cases.yaml', 'operation: join\ncases: []\nsuccess: {}\nordre: []\n', 'ordre', (file) => ({ cases: [file] })],
])('says on which line of a %s the unknown member is', async (name, text, unknown, asSources) => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-compile-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, name)
  await writeFile(path, text)
  const wrong = asSources(await loadDocument(path))
  const compiled = (): unknown => compile({ ...sources, ...wrong })
  expect(compiled).toThrow(Fault)
  expect(compiled).toThrow(new RegExp(`${name}:4: .* the unknown word ${unknown}$`))
})
