import { describe, expect, it } from 'vitest'
import { checkSchemas } from './schemas.ts'
import { documentOf, told } from './testing/documents.ts'

const withSchema = (schema: string): string => `openapi: 3.1.0
info: { title: Stage, version: 1.0.0 }
paths: {}
components:
  schemas:
    Wish:
      type: object
      properties:
        stage:
          ${schema}
`

const found = async (schema: string): Promise<string[]> => told(checkSchemas(await documentOf(withSchema(schema))))

const byText = (a = '', b = ''): number => a.localeCompare(b, 'en')

describe('checkSchemas', () => {
  it('reports a type that does not exist, on its own line', async () => {
    expect(await found('type: strin')).toEqual([
      '10: type must be array or boolean or integer or null or number or object or string, but is "strin" (a text)',
    ])
  })

  it.each([
    ['required: stage', '10: required must be array, but is "stage" (a text)'],
    ['minLength: -1', '10: minLength must be >= 0, but is -1 (a number)'],
    ["pattern: '['", '10: pattern must be a regex, but is "[" (a text)'],
    ['properties: { a: 5 }', '10: a must be object or boolean, but is 5 (a number)'],
    ['exclusiveMinimum: true', '10: exclusiveMinimum must be number, but is true (a boolean)'],
  ])('reports %s', async (schema, finding) => {
    expect(await found(schema)).toEqual([finding])
  })

  it('takes nullable beside a type, and every note of OpenAPI', async () => {
    expect(await found('{ type: string, nullable: true, example: north, xml: { name: s }, x-note: 1 }')).toEqual([])
  })

  it('looks at the schemas of parameters, headers, bodies and callbacks', async () => {
    const text = `openapi: 3.1.0
info: { title: Stage, version: 1.0.0 }
paths:
  /stage:
    parameters: [{ name: a, in: query, schema: { type: wrong1 } }]
    post:
      parameters: [{ name: b, in: query, content: { text/plain: { schema: { type: wrong2 } } } }]
      requestBody: { content: { text/plain: { schema: { type: wrong3 } } } }
      callbacks: { done: { /x: { post: { responses: { '200': { description: ok, content: { text/plain: { schema: { type: wrong4 } } } } } } } } }
      responses:
        '200':
          description: ok
          headers: { X-A: { schema: { type: wrong5 } } }
components:
  responses: { A: { description: ok, content: { text/plain: { schema: { type: wrong6 } } } } }
`
    const findings = checkSchemas(await documentOf(text))
    expect(findings.map(({ message }) => /wrong\d/.exec(message)?.[0]).toSorted(byText)).toEqual(
      [1, 2, 3, 4, 5, 6].map((n) => `wrong${n}`),
    )
  })
})

it('a fault is told by this check, and documents of other versions are no matter of it', async () => {
  const text = withSchema('type: strin')
  expect(checkSchemas(await documentOf(text))).toMatchObject([{ check: 'schemas' }])
  expect(checkSchemas(await documentOf(text.replace('3.1.0', '3.3.0')))).toEqual([])
})
