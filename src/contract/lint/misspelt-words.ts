import { nearestWord } from '../model/nearest.ts'
import { allMessages } from '../read/asyncapi.ts'
import { rootOf } from '../read/faces.ts'
import type { Document } from '../read/load.ts'
import { member, members, type Part } from '../read/openapi.ts'
import { contractOperations, type ContractOperation } from './contract-operations.ts'
import { reporter, type LintFinding } from './finding.ts'

const OF_OPERATIONS = [
  'x-outcomes',
  'x-rate-limit',
  'x-mutates',
  'x-wears-out',
  'x-seat',
  'x-additional-parameters',
  'x-announces',
  'x-without-ack',
  'x-sources',
  'x-coercion',
  'x-headers',
  'x-max-items',
  'x-wrong-credentials',
]
const OF_DOCUMENTS = ['x-elsewhere', 'x-headers', 'x-settings']
const OF_EXAMPLES = ['x-source', 'x-sources', 'x-varies', 'x-headers']
const OF_VARYING_PARTS = ['x-now']
const OF_BODIES = ['x-max-bytes', 'x-content-encodings']
const OF_MESSAGES = ['x-packet', 'x-examples', 'x-status', 'x-audience', 'x-tells']

/** Finds misspelt keywords of ours on documents, operations, bodies, examples, their varying parts and messages, which would have no effect. Other tools' keywords are allowed. */
export function checkMisspeltWords(document: Document): LintFinding[] {
  const report = reporter(document, 'misspelt-words')
  const isContract = contractOperations(document).length > 0
  const places = [
    ...(isContract ? [{ ...rootOf(document), words: OF_DOCUMENTS }] : []),
    ...contractOperations(document).map((part) => ({ ...part, words: OF_OPERATIONS })),
    ...contractOperations(document).flatMap(placesWithin),
    ...(isContract ? allMessages(rootOf(document)) : []).map((part) => ({ ...part, words: OF_MESSAGES })),
  ]
  return places.flatMap(({ path, value, words }) =>
    Object.keys(value)
      .filter((word) => word.startsWith('x-') && !words.includes(word))
      .flatMap((word) => {
        const meant = nearestWord(word, words)
        if (meant === undefined) return []
        return [report([...path, word], { message: `unknown keyword ${word}`, fix: `Write ${meant}.` })]
      }),
  )
}

/** The request body of an operation, its examples, and the schemas of their varying parts. */
const placesWithin = (operation: ContractOperation): Place[] => [
  { ...member(operation, 'requestBody'), words: OF_BODIES },
  ...operation.examples.flatMap(({ example }) => [
    { ...example, words: OF_EXAMPLES },
    ...members(member(example, 'x-varies')).map(([, schema]) => ({ ...schema, words: OF_VARYING_PARTS })),
  ]),
]

/** A part of a document, and the keywords of ours that it may have. */
interface Place extends Part {
  readonly words: readonly string[]
}
