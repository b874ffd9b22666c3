/** Large or unusual documents of our own making, without a fault unless stated. All are JSON, so also YAML. */
const HEAD = { openapi: '3.1.0', info: { title: 'Large', version: '1.0.0' } }

const range = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))
const ref = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` })
const answer = (content: object): object => ({ 200: { description: 'ok', content: { 'application/json': content } } })
const withSchemas = (schemas: object, content: object): object => ({
  ...HEAD,
  paths: { '/one': { get: { operationId: 'one', responses: answer(content) } } },
  components: { schemas },
})

/** A comment with replies, which are comments; its example is three levels deep. */
export const recursive = (): object =>
  withSchemas(
    {
      Comment: {
        type: 'object',
        required: ['text'],
        properties: { text: { type: 'string' }, replies: { type: 'array', items: ref('Comment') } },
      },
    },
    { schema: ref('Comment'), example: { text: 'a', replies: [{ text: 'b', replies: [{ text: 'c' }] }] } },
  )

/** Schemas that each refer to ten others, in circles: written out, more than any machine can hold. */
export const tangled = (count: number): object =>
  withSchemas(
    Object.fromEntries(
      range(count, (at) => [
        `S${at}`,
        {
          type: 'object',
          properties: Object.fromEntries(range(10, (to) => [`p${to}`, ref(`S${(at * 7 + to * 13 + 1) % count}`)])),
        },
      ]),
    ),
    { schema: ref('S0'), example: { p0: { p1: { p2: {} } } } },
  )

/** A chain of schemas, each an array of the next. */
export const chained = (length: number): object =>
  withSchemas(
    Object.fromEntries(
      range(length, (at) => [
        `S${at}`,
        at + 1 < length ? { type: 'array', items: ref(`S${at + 1}`) } : { type: 'string' },
      ]),
    ),
    { schema: ref('S0'), example: [[[]]] },
  )

/** A document with this many paths. */
export const manyPaths = (count: number): object => ({
  ...HEAD,
  paths: Object.fromEntries(
    range(count, (at) => [
      `/things/${at}/{id}`,
      {
        get: {
          operationId: `get${at}`,
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          responses: answer({ schema: { type: 'string' }, example: 'thing' }),
        },
      },
    ]),
  ),
})

/** A list of distinct objects as the example of a schema with uniqueItems. */
export const uniqueObjects = (count: number): object =>
  withSchemas(
    {},
    {
      schema: { type: 'array', uniqueItems: true, items: { type: 'object' } },
      example: range(count, (at) => ({ id: at, name: `thing ${at}` })),
    },
  )

/** A pattern that takes time exponential in the length of the example. */
export const slowPattern = (): object =>
  withSchemas({}, { schema: { type: 'string', pattern: '^(a+)+$' }, example: `${'a'.repeat(40)}!` })

/** Harmless YAML of about this many characters: schemas with descriptions, and an operation for each. */
export function wide(characters: number): string {
  const count = Math.floor(characters / 1000)
  const schemas = range(count, (at) =>
    [
      `    Thing${at}:`,
      '      type: object',
      '      required: [id, name]',
      '      properties:',
      ...range(
        6,
        (field) =>
          `        field${field}: { type: string, maxLength: ${field + 9}, description: the ${field}th field of a thing }`,
      ),
      '        id: { type: integer, format: int64, example: 5 }',
      '        name: { type: string, description: its name }',
      `        next: { $ref: '#/components/schemas/Thing${(at + 1) % count}' }`,
    ].join('\n'),
  )
  const paths = range(count, (at) =>
    [
      `  /things/${at}:`,
      '    get:',
      `      operationId: getThing${at}`,
      '      responses:',
      "        '200':",
      '          description: the thing',
      '          content:',
      '            application/json:',
      `              schema: { $ref: '#/components/schemas/Thing${at}' }`,
      '              example: { id: 1, name: a }',
    ].join('\n'),
  )
  return `openapi: 3.0.3\ninfo: { title: Wide, version: 1.0.0 }\npaths:\n${paths.join('\n')}\ncomponents:\n  schemas:\n${schemas.join('\n')}\n`
}

/** Files that refer to each other in a circle, by name; the first is the document. */
export const manyFiles = (count: number): Record<string, object> =>
  Object.fromEntries([
    ['main.openapi.yaml', withSchemas({}, { schema: { $ref: 'part0.yaml#/Part' }, example: { next: { next: {} } } })],
    ...range(count, (at): [string, object] => [
      `part${at}.yaml`,
      { Part: { type: 'object', properties: { next: { $ref: `part${(at + 1) % count}.yaml#/Part` } } } },
    ]),
  ])
