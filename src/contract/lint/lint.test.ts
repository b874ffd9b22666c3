import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadDocument } from '../read/load.ts'
import { lintDocuments } from './lint.ts'
import { changed, documentOf, GOOD, HALL, told } from './testing/documents.ts'

const FIXTURE = join(import.meta.dirname, 'testing', 'texts-for-booleans.openapi.yaml')
const SPECS = join(import.meta.dirname, '..', '..', '..', 'specs')

describe('lint', () => {
  // The tests of the command check that `greenroom lint` says so, too.
  it('finds nothing in the contracts of this project', { tags: ['full'] }, async () => {
    const names = (await readdir(SPECS)).filter((name) => name.endsWith('.openapi.yaml'))
    const documents = await Promise.all(names.map((name) => loadDocument(join(SPECS, name))))
    expect(names.length).toBeGreaterThan(0)
    expect(await lintDocuments(documents)).toEqual([])
  })

  it('finds nothing in a small contract without fault', async () => {
    expect(await lintDocuments([await documentOf(GOOD)])).toEqual([])
  })

  it('finds each boolean that was written as a text, on its own line, and nothing else', async () => {
    const findings = await lintDocuments([await loadDocument(FIXTURE)])
    expect(findings.map(({ line, message, fix, check }) => `${line}: ${message} | ${fix} | ${check}`)).toEqual([
      '35: devices.mic must be boolean, but is "true" (a text) | Write true without quotes. | examples',
      '36: devices.cam must be boolean, but is "true" (a text) | Write true without quotes. | examples',
      '53: success must be boolean, but is "true" (a text) | Write true without quotes. | examples',
      '68: success must be boolean, but is "false" (a text) | Write false without quotes. | examples',
      '77: required must be boolean, but is "true" (a text) | Write true without quotes. | structure',
      '84: required must be boolean, but is "true" (a text) | Write true without quotes. | structure',
    ])
    expect(findings.every(({ file }) => file.endsWith('testing/texts-for-booleans.openapi.yaml'))).toBe(true)
  })

  it('asks nothing about outcomes of a document that carries no x-outcomes', async () => {
    const text = `openapi: 3.1.0
info: { title: Stage, version: 1.0.0 }
paths:
  /stage:
    get:
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: { type: array, prefixItems: [{ type: string }] }
              examples: { any: { value: [a] } }
`
    expect(told(await lintDocuments([await documentOf(text)]))).toEqual([])
  })

  it('leaves the document as it was', async () => {
    const document = await documentOf(GOOD)
    const before = structuredClone(document.value)
    await lintDocuments([document])
    expect(document.value).toEqual(before)
  })
})

describe('lint of a document asks each check:', () => {
  it.each([
    ['structure', GOOD, 'summary: Enter the stage', 'summary: 5', 'stage.openapi.yaml'],
    ['edition-words', GOOD, 'paths:\n', 'x-settings: { anonymousReading: 5 }\npaths:\n', 'stage.openapi.yaml'],
    ['misspelt-words', GOOD, 'x-max-bytes', 'x-max-byte', 'stage.openapi.yaml'],
    ['seats', GOOD, 'x-wears-out: false', 'x-wears-out: false\n      x-seat: 5', 'stage.openapi.yaml'],
    ['messages', HALL, "{ value: { id: 'a' } }", '{ value: { id: 5 } }', 'hall.asyncapi.yaml'],
    ['tells', HALL, '/who/name:', '/who/age:', 'hall.asyncapi.yaml'],
  ])('%s', async (check, document, from, to, name) => {
    const findings = await lintDocuments([await documentOf(changed(document, from, to), name)])
    expect(findings.map((finding) => finding.check)).toContain(check)
  })
})
