import { unknownWord } from '../../contract/model/nearest.ts'
import type { Source } from './finding.ts'

/** Which breaches fail a run: those of this source or a stronger one. `all` is the weakest, `inferred`. */
export type Gate = Source | 'all'

const GATES: Readonly<Record<Gate, Source>> = {
  document: 'document',
  server: 'server',
  inferred: 'inferred',
  all: 'inferred',
}

/** The words for gates. */
export const GATE_WORDS: readonly string[] = Object.keys(GATES)

/** The weakest source whose breaches fail a run with this gate. Throws a Fault that lists the known gates. */
export function toGate(word: string): Source {
  if (isGate(word)) return GATES[word]
  throw unknownWord('gate', word, GATE_WORDS)
}

/** A gate by its user-facing name. */
export const gateWord = (gate: Source): Gate => (gate === 'inferred' ? 'all' : gate)

const isGate = (word: string): word is Gate => Object.hasOwn(GATES, word)
