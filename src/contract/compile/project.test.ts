import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { loadProject } from './project.ts'

const inFolder = ownFolder()
const FILES = [
  'specs/b.openapi.yaml',
  'specs/a.8.0.openapi.yaml',
  'specs/c.openapi.yaml',
  'specs/b.asyncapi.yaml',
  'specs/notes.md',
  'fixtures/facts.yaml',
  'fixtures/facts.schema.yaml',
  'fixtures/seed.schema.yaml',
  'fixtures/scenario.schema.yaml',
  'fixtures/more-facts.yaml',
  'fixtures/documented.yaml',
  'fixtures/scenarios/two.yaml',
  'fixtures/scenarios/one.yaml',
  'contract-tests/cases/join.yaml',
  'contract-tests/cases.schema.yaml',
]

it('the sources of a project are the files of its folders: contracts of the current edition first, each list by name', async () => {
  const root = inFolder('project')
  for (const folder of ['specs', 'fixtures/scenarios', 'contract-tests/cases'])
    await mkdir(join(root, folder), { recursive: true })
  for (const file of FILES) await writeFile(join(root, file), 'name: x\n')
  const { specs, socketSpecs, seeds, cases, scenarios, ...single } = await loadProject(root)
  const namesOf = (all: readonly { readonly file: string }[]) => all.map(({ file }) => file.split('/').at(-1))
  expect(namesOf(specs)).toEqual(['b.openapi.yaml', 'c.openapi.yaml', 'a.8.0.openapi.yaml'])
  expect([socketSpecs, seeds, cases, scenarios].map(namesOf)).toEqual([
    ['b.asyncapi.yaml'],
    ['documented.yaml', 'more-facts.yaml'],
    ['join.yaml'],
    ['one.yaml', 'two.yaml'],
  ])
  expect(Object.entries(single).map(([name, { file }]) => `${name} ${file.split('/').at(-1)}`)).toEqual([
    'facts facts.yaml',
    'factSchema facts.schema.yaml',
    'seedSchema seed.schema.yaml',
    'caseSchema cases.schema.yaml',
    'scenarioSchema scenario.schema.yaml',
  ])
})
