import { describe, expect, it } from 'vitest'
import { checkStructure } from './structure.ts'
import { changed, documentOf, told } from './testing/documents.ts'

const faulty = (version: string): string => `openapi: ${version}
info: { title: Stage, version: 1.0.0, licence: none }
paths:
  /stage:
    get:
      sumary: Look
      parameters:
        - { name: a, in: query, required: 'true', schema: { type: string } }
        - { name: b, in: quer, schema: { type: string } }
        - { name: c, in: path, required: true }
      responses:
        '200':
          content:
            application/json:
              examples: 5
        '2': { description: odd }
components:
  securitySchemes:
    key: { type: apiKey, in: header }
    odd: { type: htt }
`

const SAME = [
  '2: licence is not allowed here',
  '6: sumary is not allowed here',
  '8: required must be boolean, but is "true" (a text)',
  '10: parameters[2] has no schema or content',
  '12: responses[200] has no description',
  '15: examples must be object, but is 5 (a number)',
  '16: responses[2] is not allowed here',
  '19: key has no name',
]

const found = async (text: string): Promise<string[]> =>
  told(checkStructure(await documentOf(text))).sort((a, b) => Number.parseInt(a) - Number.parseInt(b))

describe('checkStructure', () => {
  it.each(['3.0.0', '3.0.3', '3.1.0'])(
    'reports each fault of a document of %s once, on its own line',
    async (version) => {
      const lines = await found(faulty(version))
      expect(lines.filter((line) => !/^(?:9|20): /.test(line))).toEqual(SAME)
    },
  )

  it.each(['3.0.0', '3.1.0'])('lists what a word may be, whatever branch of %s was meant', async (version) => {
    const [inLine, typeLine] = (await found(faulty(version))).filter((line) => /^(?:9|20): /.test(line))
    expect(inLine).toMatch(/^9: in must be (?=.*query)(?=.*header)(?=.*path)(?=.*cookie).*, but is "quer" \(a text\)$/)
    expect(typeLine).toMatch(
      /^20: type must be apiKey or http or (?:mutualTLS or )?oauth2 or openIdConnect, but is "htt"/,
    )
  })

  it('reports a document without paths', async () => {
    expect(await found('openapi: 3.1.0\ninfo: { title: Stage, version: 1.0.0 }\n')).toEqual([
      '1: the document has no paths',
    ])
  })

  it('reports a version that YAML has read as a number', async () => {
    expect(await found('openapi: 3.0.0\ninfo:\n  title: Stage\n  version: 1.0\npaths: {}\n')).toEqual([
      '4: version must be string, but is 1 (a number)',
    ])
  })

  it.each(['webhooks', 'components'])('takes a document of %s alone', async (word) => {
    expect(await found(`openapi: 3.1.0\ninfo: { title: Stage, version: 1.0.0 }\n${word}: {}\n`)).toEqual([])
  })

  it('says how to set right what the schema would say at no helpful place', async () => {
    const fixes = async (text: string) => checkStructure(await documentOf(text)).map(({ fix }) => fix)
    expect(await fixes("openapi: 3.1.0\ninfo: { title: Stage, version: '1' }\n")).toEqual([
      'Add paths:, which may be empty.',
    ])
    expect(await fixes('openapi: 3.0.0\ninfo: { title: Stage, version: 1.5 }\npaths: {}\n')).toEqual([
      "Write '1.5', in quotes.",
    ])
  })

  it.each([
    ['parameters: [{ name: a, in: query, schema: 5 }]', 'schema must be object or boolean, but is 5 (a number)'],
    [
      'parameters: [{ name: a, in: query, content: { text/plain: { schema: string } } }]',
      'schema must be object or boolean, but is "string" (a text)',
    ],
    [
      "responses: { '200': { description: ok, headers: { A: { schema: [] } } } }",
      'schema must be object or boolean, but is a list',
    ],
    ['requestBody: { content: { a/b: { schema: null } } }, x-a: 1', 'schema must be object or boolean, but is null'],
  ])('reports what is no schema: %s', async (member, message) => {
    const text = (version: string) =>
      `openapi: ${version}\ninfo: { title: Stage, version: '1' }\npaths:\n  /stage:\n    get: { ${member} }\n`
    expect(await found(text('3.1.0'))).toEqual([`5: ${message}`])
    expect(await found(text('3.2.0'))).toEqual([`5: ${message}`])
    expect(await found(text('3.1.0').replace(/(?<=schema: )[^ ,}]+/, 'true'))).toEqual([])
  })

  it('reports what is no schema among the components, and of items', async () => {
    const text = (version: string) =>
      `openapi: ${version}\ninfo: { title: Stage, version: '1' }\ncomponents:\n  schemas:\n    A: 5\n    B: true\n    C: {}\n`
    const message = '5: A must be object or boolean, but is 5 (a number)'
    expect(await found(text('3.1.1'))).toEqual([message])
    expect(await found(text('3.2.0'))).toEqual([message])
    const items = '  requestBodies:\n    D: { content: { text/event-stream: { itemSchema: 5 } } }\n'
    expect(await found(changed(text('3.2.0'), 'A: 5', 'A: false') + items)).toEqual([
      '9: itemSchema must be object or boolean, but is 5 (a number)',
    ])
  })

  it('says so where references expand to more values than are checked', { tags: ['full'] }, async () => {
    const ten = (level: number): string => Array.from({ length: 10 }, () => `{ $ref: '#/x-${level}' }`).join(', ')
    const levels = Array.from({ length: 7 }, (_, level) => `x-${level + 1}: [${ten(level)}]\n`)
    const text = `openapi: 3.1.0\ninfo: { title: Stage, version: '1' }\npaths: {}\nx-0: []\n${levels.join('')}`
    expect(checkStructure(await documentOf(text))).toMatchObject([
      {
        check: 'structure',
        line: 1,
        message: 'its $refs expand to too many values to check the structure of all',
        fix: 'Let fewer callbacks and path items refer to each other.',
      },
    ])
  })

  it('names the members that exclude each other', async () => {
    const license = '{ name: MIT, identifier: MIT, url: https://a.example }'
    const text = `openapi: 3.1.0\ninfo:\n  title: Stage\n  version: '1'\n  license: ${license}\npaths: {}\n`
    expect(await found(text)).toEqual(['5: license must not have both identifier and url'])
  })

  it('takes what stands behind a $ref for what it is, and schemas for no matter of it', async () => {
    const parameter = "{ $ref: '#/components/parameters/A' }"
    const text = `openapi: 3.1.0
info: { title: Stage, version: '1' }
paths:
  /stage:
    get: { parameters: [${parameter}], responses: { '200': { description: ok } } }
components:
  parameters:
    A: { name: a, in: path, required: true, schema: { type: odd } }
`
    expect(await found(text)).toEqual([])
    expect(new Set(await found(changed(text, 'in: path', 'in: the path')))).toEqual(
      new Set(['8: in must be query or header or path or cookie, but is "the path" (a text)']),
    )
  })
})
