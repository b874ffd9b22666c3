import { describe, expect, it } from 'vitest'
import { checkExamples } from './examples.ts'
import { documentOf, lineOf, told } from './testing/documents.ts'

const withBody = (version: string, schema: string, example: string): string => `openapi: ${version}
info: { title: Stage, version: 1.0.0 }
paths:
  /stage:
    get:
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: ${schema}
              example: ${example}
`

const found = async (version: string, schema: string, example: string): Promise<string[]> =>
  told(checkExamples(await documentOf(withBody(version, schema, example))))

const byText = (a = '', b = ''): number => a.localeCompare(b, 'en')

describe('checkExamples', () => {
  it.each([
    ['3.0.0', '{ type: string, nullable: true }', 'null'],
    ['3.1.0', '{ type: string, nullable: true }', 'null'],
    ['3.1.0', '{ type: [string, "null"] }', 'null'],
    ['3.0.0', '{ type: integer, minimum: 1, exclusiveMinimum: true }', '2'],
    ['3.0.0', '{ type: integer, minimum: 1, exclusiveMinimum: false }', '1'],
    ['3.1.0', '{ type: integer, exclusiveMinimum: 1 }', '2'],
    ['3.1.0', '{ type: string, format: date-time }', "'2026-03-03T10:30:00+01:00'"],
    ['3.1.0', '{ type: string, format: hostname }', 'not judged'],
  ])('in %s, the schema %s takes %s', async (version, schema, example) => {
    expect(await found(version, schema, example)).toEqual([])
  })

  it.each([
    ['3.0.0', '{ type: string }', 'null', 'must be string, but is null'],
    ['3.0.0', '{ type: integer, minimum: 1, exclusiveMinimum: true }', '1', 'must be > 1, but is 1 (a number)'],
    ['3.0.0', '{ type: integer, maximum: 1, exclusiveMaximum: true }', '1', 'must be < 1, but is 1 (a number)'],
    ['3.1.0', '{ type: string, format: date-time }', 'today', 'must be a date-time, but is "today" (a text)'],
    ['3.1.0', '{ type: string, format: uri }', 'g.co/meet', 'must be a uri, but is "g.co/meet" (a text)'],
    ['3.1.0', '{ oneOf: [{ type: string }, { type: array }] }', '5', 'must be string or array, but is 5 (a number)'],
    ['3.1.0', '{ type: boolean, const: true }', 'false', 'must be true, but is false (a boolean)'],
  ])('in %s, the schema %s refuses %s', async (version, schema, example, message) => {
    expect(await found(version, schema, example)).toEqual([`12: the example ${message}`])
  })

  it('reports every fault of an example, each on its own line', async () => {
    const schema =
      '{ type: object, required: [a], additionalProperties: false, properties: { a: {}, b: { type: array, items: { type: integer } } } }'
    expect(
      await found(
        '3.1.0',
        schema,
        '\n                b: [1,\n                  x,\n                  y]\n                c: 1',
      ),
    ).toEqual([
      '12: the example has no a',
      '16: c is not allowed here',
      '14: b[1] must be integer, but is "x" (a text)',
      '15: b[2] must be integer, but is "y" (a text)',
    ])
  })

  it('speaks only of the alternative that was meant', async () => {
    const cat = '{ required: [kind, lives], properties: { kind: { const: cat }, lives: { type: integer } } }'
    const dog = '{ required: [kind, tricks, owner], properties: { kind: { const: dog }, tricks: { type: integer } } }'
    expect(await found('3.1.0', `{ oneOf: [${cat}, ${dog}] }`, '{ kind: cat, lives: nine }')).toEqual([
      '12: lives must be integer, but is "nine" (a text)',
    ])
    expect(await found('3.1.0', `{ oneOf: [${cat}, ${dog}] }`, '{ kind: cow }')).toEqual([
      '12: kind must be cat or dog, but is "cow" (a text)',
    ])
  })

  it('finds examples of parameters, headers, request bodies, named ones and those inside schemas', async () => {
    const text = `openapi: 3.1.0
info: { title: Stage, version: 1.0.0 }
paths:
  /stage:
    post:
      parameters: [{ name: a, in: query, schema: { type: integer }, example: x1 }]
      requestBody: { content: { application/json: { schema: { type: integer }, examples: { one: { value: x2 } } } } }
      responses:
        '200':
          description: ok
          headers: { X-A: { schema: { type: integer }, example: x3 } }
components:
  schemas:
    Wish: { type: object, properties: { a: { type: integer, example: x4 }, b: { type: integer, examples: [1, x5] } } }
`
    const findings = checkExamples(await documentOf(text))
    expect(findings.map(({ message }) => /x\d/.exec(message)?.[0]).toSorted(byText)).toEqual([
      'x1',
      'x2',
      'x3',
      'x4',
      'x5',
    ])
  })

  it('tells what is wrong with a named example on the line of its value', async () => {
    const text = withBody('3.1.0', '{ type: integer }', '5').replace(
      '              example: 5',
      '              examples:\n                one:\n                  summary: a text\n                  value: x',
    )
    expect(checkExamples(await documentOf(text))).toMatchObject([
      { check: 'examples', line: lineOf(text, 'value: x'), message: expect.stringMatching(/must be integer/) },
    ])
  })

  it.each(['application/xml', 'text/xml; charset=utf-8', 'application/problem+xml'])(
    'judges no example of %s',
    async (mediaType) => {
      const text = withBody('3.1.0', '{ type: integer }', 'x').replace('application/json', mediaType)
      expect(told(checkExamples(await documentOf(text)))).toEqual([])
    },
  )

  it.each(['application/xmlish', 'application/vnd.myxml.v1+json', 'text/plain'])(
    'judges the examples of %s',
    async (mediaType) => {
      const text = withBody('3.1.0', '{ type: integer }', 'x').replace('application/json', mediaType)
      expect(told(checkExamples(await documentOf(text)))).toEqual([
        '12: the example must be integer, but is "x" (a text)',
      ])
    },
  )

  it('judges no named example whose value is elsewhere', async () => {
    const text = withBody('3.1.0', '{ type: integer }', '5').replace(
      '              example: 5',
      '              examples: { one: { externalValue: https://example.com/one }, two: { value: null } }',
    )
    expect(told(checkExamples(await documentOf(text)))).toEqual(['12: the example must be integer, but is null'])
  })

  it('judges named examples by the way that they go, as it does single ones', async () => {
    const text = `openapi: 3.1.0
info: { title: Stage, version: 1.0.0 }
paths:
  /stage:
    post:
      requestBody:
        content:
          application/json:
            schema: &stage { required: [id, secret], properties: { id: { readOnly: true }, secret: { writeOnly: true } } }
            examples: { one: { value: { id: 1 } } }
      responses:
        '200':
          description: ok
          content: { application/json: { schema: *stage, examples: { one: { value: { secret: s } } } } }
`
    expect(told(checkExamples(await documentOf(text)))).toEqual([
      '10: the example has no secret',
      '14: the example has no id',
    ])
  })

  it('leaves properties named example, and XML, alone', async () => {
    const text = `openapi: 3.1.0
info: { title: Stage, version: 1.0.0 }
paths:
  /stage:
    post:
      requestBody: { content: { application/xml: { schema: { type: object }, example: <a/> } } }
      responses: { '200': { description: ok } }
components:
  schemas: { Wish: { type: object, properties: { example: { type: integer }, examples: { type: string } } } }
`
    expect(told(checkExamples(await documentOf(text)))).toEqual([])
  })
})

it('each of the examples of a schema is told on its own line', async () => {
  const text = `openapi: 3.1.0
info: { title: Stage, version: 1.0.0 }
paths: {}
components:
  schemas:
    Wish:
      type: string
      examples:
        - a
        - 5
      example: 6
`
  expect(told(checkExamples(await documentOf(text))).toSorted()).toEqual([
    '10: the example must be string, but is 5 (a number)',
    '11: the example must be string, but is 6 (a number)',
  ])
  expect(checkExamples(await documentOf(text.replace('3.1.0', '4.0.0')))).toEqual([])
})
