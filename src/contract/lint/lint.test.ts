import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../fault.ts'
import { loadDocument } from '../read/load.ts'
import { lintDocuments } from './lint.ts'
import { changed, documentOf, GOOD, HALL, STAGES, told } from './testing/documents.ts'

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
    ['references', STAGES, 'responses: {', "parameters: [{ $ref: '#/nowhere' }]\n      responses: {", 'a.yaml'],
    ['keys', STAGES, 'info:', 'info: {}\ninfo:', 'a.yaml'],
    ['schemas', STAGES, 'type: string\n      enum', 'type: text\n      enum', 'a.yaml'],
    ['examples', STAGES, 'type: string\n      enum', 'type: string\n      example: 5\n      enum', 'a.yaml'],
    ['schema-values', STAGES, 'default: on', 'default: 5', 'a.yaml'],
    ['path-parameters', STAGES, '/stages/{id}:', '/stages/{ids}:', 'a.yaml'],
    ['path-twins', STAGES, '  /stages:', '  /stages/{other}: {}\n  /stages:', 'a.yaml'],
    ['operation-ids', STAGES, 'operationId: addStage', 'operationId: getStage', 'a.yaml'],
    ['security', STAGES, '[{ token: [] }]', '[{ tokne: [] }]', 'a.yaml'],
    ['servers', STAGES, 'https://{region}.', 'https://', 'a.yaml'],
    ['outcome-names', GOOD, '        - dark\n', '', 'stage.openapi.yaml'],
  ])('%s', async (check, document, from, to, name) => {
    const findings = await lintDocuments([await documentOf(changed(document, from, to), name)])
    expect(findings.map((finding) => finding.check)).toContain(check)
  })
})

it('lint compares documents, and knows what is passed to it', async () => {
  const other = changed(GOOD, 'x-mutates: true', 'x-mutates: false')
  const documents = [await documentOf(GOOD), await documentOf(other)]
  const known = { rules: new Map(), cases: new Map(), harmless: new Set<string>(), sources: new Map() }
  const checks = new Set((await lintDocuments(documents, known)).map(({ check }) => check))
  expect([...checks].toSorted()).toEqual(['across-faces', 'cases', 'cited-sources', 'harmless', 'rules'])
})

describe('a check that throws', () => {
  /** A document one of whose parts throws when it is read. */
  const throwing = (error: Error) => {
    const components = {
      get securitySchemes(): unknown {
        throw error
      },
    }
    const value = { openapi: '3.1.0', info: { title: 'Stage', version: '1' }, paths: { '/a': { $ref: 5 } }, components }
    const locate = () => ({ file: 'stage.yaml', line: 7 })
    return lintDocuments([{ file: 'stage.yaml', raw: value, value, locate, refFaults: [], keyFaults: [] }])
  }

  it('is told by its name, with the reason and what to look for, and the others still run', async () => {
    const findings = await throwing(new Error('an odd part'))
    expect(findings).toContainEqual({
      file: 'stage.yaml',
      line: 7,
      check: 'checkSecurity',
      message: 'cannot be checked: an odd part',
      fix: 'Look for unusual parts, such as a $dynamicRef or an odd pattern.',
    })
    expect(new Set(findings.map(({ check }) => check))).toEqual(new Set(['checkSecurity', 'checkStructure']))
  })

  it('for a broken set-up ends all', async () => {
    await expect(throwing(new Fault('broken', 'Mend it.'))).rejects.toThrow('broken')
  })
})
