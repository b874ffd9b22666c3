import { rootOf } from '../../read/faces.ts'
import type { Document } from '../../read/load.ts'
import type { Part } from '../../read/openapi.ts'
import { contractOperations } from '../contract-operations.ts'
import { reporter, type LintFinding } from '../finding.ts'
import { createJudge } from '../judge/judge.ts'
import { inWords } from '../wording.ts'

const COERCION = { type: 'string', enum: ['none', 'scalars', 'lists'] }
const HEADERS = {
  type: 'object',
  propertyNames: { pattern: '^[A-Za-z0-9-]+$' },
  additionalProperties: { type: ['string', 'null'] },
}
const ANSWER = {
  type: 'object',
  required: ['status', 'media-type', 'body'],
  additionalProperties: false,
  properties: {
    status: { type: 'integer', minimum: 200, maximum: 599 },
    'media-type': { type: 'string', minLength: 1 },
    body: { type: 'string' },
  },
}

/** The words of each kind of part, and the form of each. */
type Shapes = Readonly<Record<string, object>>

const OF_DOCUMENTS: Shapes = {
  'x-headers': HEADERS,
  'x-elsewhere': {
    type: 'object',
    required: ['under', 'unknown', 'preflight', 'options'],
    additionalProperties: false,
    properties: {
      under: { type: 'string', pattern: '^/(?:.*/)?$' },
      unknown: ANSWER,
      preflight: ANSWER,
      options: ANSWER,
      'x-headers': HEADERS,
    },
  },
  'x-settings': {
    type: 'object',
    additionalProperties: false,
    properties: { anonymousReading: { type: 'boolean' } },
  },
}

const OF_OPERATIONS: Shapes = {
  'x-headers': HEADERS,
  'x-coercion': {
    type: 'object',
    minProperties: 1,
    additionalProperties: false,
    properties: { query: COERCION, body: COERCION },
  },
  'x-max-items': { type: 'integer', minimum: 1 },
  'x-wrong-credentials': { type: 'string', const: 'as-none' },
}

const OF_EXAMPLES: Shapes = { 'x-headers': HEADERS }

/** The words in which editions differ besides their outcomes have their form: on the document, its operations and their examples. */
export function checkEditionWords(document: Document): LintFinding[] {
  const operations = contractOperations(document)
  if (operations.length === 0) return []
  const [report, judge] = [reporter(document, 'edition-words'), createJudge('3.1')]
  const wrong = (part: Part, shapes: Shapes): LintFinding[] =>
    Object.entries(shapes).flatMap(([word, shape]) => {
      const value = part.value[word]
      const leaves = value === undefined ? [] : judge(shape, value)
      return leaves.map((leaf) =>
        report([...part.path, word, ...leaf.path], inWords(leaf, value, [word, ...leaf.path].join('.'))),
      )
    })
  return [
    ...wrong(rootOf(document), OF_DOCUMENTS),
    ...operations.flatMap((operation) => [
      ...wrong(operation, OF_OPERATIONS),
      ...operation.examples.flatMap(({ example }) => wrong(example, OF_EXAMPLES)),
    ]),
  ]
}
