import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDocument } from '../read/open.ts'
import { lintDocuments } from './lint.ts'
import { changed, documentOf, lineOf, told } from './testing/documents.ts'
import { manyFiles, recursive } from './testing/large-documents.ts'

/** The findings in a document among other files, which are deleted after the test. */
async function foundIn(files: Readonly<Record<string, string>>, name = 'main.yaml'): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-refs-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return told(await lintDocuments([await openDocument(join(folder, name))]))
}

const withSchema = (schema: string, more = ''): string => `openapi: 3.1.0
info: { title: Stage, version: 1.0.0 }
paths: {}
components:
  schemas:
    Odd: { type: strin }
    Wish: ${schema}
${more}`

const ODD = expect.stringMatching(/^6: type must be array or /)

describe('a recursive schema', () => {
  const text = JSON.stringify(recursive(), null, 1)
  const found = async (from: string, to: string) =>
    told(await lintDocuments([await documentOf(changed(text, from, to))]))

  it('is no fault', async () => {
    expect(told(await lintDocuments([await documentOf(text)]))).toEqual([])
  })

  it('judges examples at any depth', async () => {
    const wrong = changed(text, '"text": "c"', '"text": 5')
    expect(await found('"text": "c"', '"text": 5')).toEqual([
      `${lineOf(wrong, '"text": 5')}: replies[0].replies[0].text must be string, but is 5 (a number)`,
    ])
  })

  it('is judged itself, once', async () => {
    const wrong = changed(text, '"array"', '"lots"')
    expect(await found('"array"', '"lots"')).toEqual([
      expect.stringMatching(`^${lineOf(wrong, '"lots"')}: type must be array or .*"lots"`),
    ])
  })

  it.each([
    ['a composition', '{ allOf: [{ $ref: "#/components/schemas/Wish" }] }'],
    ['not', '{ not: { $ref: "#/components/schemas/Wish" } }'],
    [
      'additional properties',
      '{ additionalProperties: { $ref: "#/components/schemas/Wish" }, example: { a: { b: {} } } }',
    ],
    [
      'an alternative',
      '{ oneOf: [{ type: string }, { type: array, items: { $ref: "#/components/schemas/Wish" } }], example: [[a]] }',
    ],
  ])('may contain itself in %s', async (_, schema) => {
    expect(await foundIn({ 'main.yaml': withSchema(schema) })).toEqual([ODD])
  })

  it('may go through other files, and callbacks back to their operation', async () => {
    const files = Object.entries(manyFiles(3)).map(([name, value]) => [name, JSON.stringify(value)] as const)
    expect(await foundIn(Object.fromEntries(files), 'main.openapi.yaml')).toEqual([])
    const callbacks = `openapi: 3.1.0
info: { title: Stage, version: 1.0.0 }
paths:
  /a:
    post:
      responses: { '200': { description: ok } }
      callbacks: { again: { '{$url}': { $ref: '#/paths/~1a' } } }
`
    expect(await foundIn({ 'main.yaml': callbacks })).toEqual([])
  })
})

describe('a broken $ref is one finding on its line, and the rest is checked:', () => {
  it.each([
    ["{ $ref: '#/components/schemas/None' }", 'the $ref #/components/schemas/None leads nowhere'],
    ["{ $ref: 'none.yaml#/A' }", /^the \$ref none.yaml#\/A cannot be read: .*none.yaml: no such file$/],
    [
      "{ $ref: 'https://example.com/a.yaml#/A' }",
      'the $ref https://example.com/a.yaml#/A is a URL, and only files are read',
    ],
    ["{ $ref: '#/components/schemas/Wish' }", 'the $ref #/components/schemas/Wish only leads back to itself'],
    ["{ $ref: '../../../../../../etc/hostname' }", /cannot be read: .*: is outside /],
    ["{ $ref: 'bad.yaml' }", /cannot be read: .*bad.yaml:2: /],
    ["{ $ref: 'folder' }", /cannot be read: .*folder: is not a file/],
    ["{ $ref: '#/%zz' }", 'the $ref #/%zz leads nowhere'],
    ["{ $ref: 'utf16.yaml' }", /cannot be read: .*utf16.yaml: is encoded in UTF-16/],
  ])('%s', async (schema, message) => {
    const files = {
      'main.yaml': withSchema(schema),
      'bad.yaml': 'a: 1\n  b: [',
      'utf16.yaml': 'a\0:\0 \x001\0',
      'folder/a.yaml': 'a: 1',
    }
    const [odd, broken, ...others] = await foundIn(files)
    expect(odd).toEqual(ODD)
    expect(broken?.slice(0, 3)).toBe('7: ')
    expect(broken?.slice(3)).toMatch(message)
    expect(others).toEqual([])
  })

  it('in another file, on the line there; and in the place of a response or parameter', async () => {
    const main = `openapi: 3.0.3
info: { title: Stage, version: 1.0.0 }
paths:
  /a/{x}:
    get:
      parameters: [{ $ref: '#/components/parameters/None' }]
      responses:
        '200': { $ref: 'part.yaml#/ok' }
        '404': { $ref: 'part.yaml#/none' }
`
    const part = 'ok:\n  description: ok\n  content: { text/plain: { schema: { $ref: "#/nowhere" } } }\n'
    expect(await foundIn({ 'main.yaml': main, 'part.yaml': part })).toEqual([
      '6: the $ref #/components/parameters/None leads nowhere',
      '9: the $ref part.yaml#/none leads nowhere',
      '3: the $ref #/nowhere leads nowhere',
    ])
  })

  it('but is data in an example, and a name among properties', async () => {
    const schema = `{ properties: { $ref: { type: string } }, example: { $ref: '#/nowhere' }, default: { $ref: a } }`
    expect(await foundIn({ 'main.yaml': withSchema(schema) })).toEqual([ODD])
  })
})

describe('a $ref by the name of a schema', () => {
  const named = (ref: string, more = ''): string =>
    withSchema(`{ $ref: '${ref}', example: 5 }`, `    Text: { $anchor: text, type: string }\n${more}`)

  it('leads to the one with this $anchor, in the same file or another', async () => {
    const NO_TEXT = '7: the example must be string, but is 5 (a number)'
    expect(await foundIn({ 'main.yaml': named('#text') })).toEqual([ODD, NO_TEXT])
    const other = 'Text: { $dynamicAnchor: text, type: string }\n'
    expect(await foundIn({ 'main.yaml': named('other.yaml#text'), 'other.yaml': other })).toEqual([ODD, NO_TEXT])
  })

  it('leads nowhere if there is none, or only in an example', async () => {
    const data = '    Data: { example: { $anchor: none } }\n'
    expect(await foundIn({ 'main.yaml': named('#none', data) })).toEqual([ODD, '7: the $ref #none leads nowhere'])
  })

  it('knows only the names within the same $id', async () => {
    const own = `    Own:
      $id: https://example.com/own
      type: object
      properties: { here: { $ref: '#text' }, gone: { $ref: '#wish' } }
      example: { here: 5 }
      $defs: { Text: { $anchor: text, type: integer }, Inner: { $anchor: inner } }
`
    const outside = named('#inner', own).replace('Odd: { ', 'Odd: { $anchor: wish, ')
    expect(await foundIn({ 'main.yaml': outside })).toEqual([
      ODD,
      '7: the $ref #inner leads nowhere',
      '12: the $ref #wish leads nowhere',
    ])
  })

  it('may lead to itself through it', async () => {
    const list = `{ $anchor: list, type: object, properties: { next: { $ref: '#list' } }, example: { next: { next: 5 } } }`
    expect(await foundIn({ 'main.yaml': withSchema(list) })).toEqual([
      ODD,
      '7: next.next must be object, but is 5 (a number)',
    ])
  })
})

describe('a key that is written twice', () => {
  it('is a finding among others, in any file; the last one counts', async () => {
    const twice = withSchema('{ type: string, type: integer, example: a }', "    More: { $ref: 'part.yaml#/A' }\n")
    expect(await foundIn({ 'main.yaml': twice, 'part.yaml': 'A:\n  type: string\n  type: string\n' })).toEqual([
      ODD,
      '7: the key type is already in line 7',
      '7: the example must be integer, but is "a" (a text)',
      '3: the key type is already in line 2',
    ])
  })
})

describe('beside a $ref', () => {
  it('required and properties add to those of its target', async () => {
    const schema = `{ $ref: '#/components/schemas/Base', properties: { b: {} }, required: [b], example: { b: 1 } }`
    const base = '    Base: { properties: { a: {} }, required: [a] }\n'
    expect(await foundIn({ 'main.yaml': withSchema(schema, base) })).toEqual([ODD, '7: the example has no a'])
  })
})

it('a document may refer to any file below the working directory', async () => {
  const folder = await mkdtemp(join(process.cwd(), 'node_modules/.cache/greenroom-refs-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'apis'))
  await writeFile(join(folder, 'apis', 'main.yaml'), withSchema("{ $ref: '../common.yaml#/X' }"))
  await writeFile(join(folder, 'common.yaml'), 'X: { type: integer, example: a }')
  const found = await lintDocuments([await openDocument(join(folder, 'apis', 'main.yaml'))])
  expect(told(found).toSorted()).toEqual(['1: the example must be integer, but is "a" (a text)', ODD])
})
