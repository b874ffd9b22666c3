import { nearestWord } from '../model/nearest.ts'
import { allMessages } from '../read/asyncapi.ts'
import { rootOf } from '../read/faces.ts'
import type { Document } from '../read/load.ts'
import { contractOperations } from './contract-operations.ts'
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
]
const OF_MESSAGES = ['x-packet', 'x-examples', 'x-status', 'x-audience', 'x-tells']

/** Finds misspelt keywords of ours on operations and messages, which would have no effect. Other tools' keywords are allowed. */
export function checkMisspeltWords(document: Document): LintFinding[] {
  const report = reporter(document, 'misspelt-words')
  const isContract = contractOperations(document).length > 0
  const places = [
    ...contractOperations(document).map((part) => ({ ...part, words: OF_OPERATIONS })),
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
