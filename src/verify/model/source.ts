import type { Source } from './finding.ts'

/** Strongest first. */
const STRENGTH: readonly Source[] = ['document', 'server', 'inferred']

/** The weaker of two sources. */
export const weaker = (a: Source, b: Source): Source => (STRENGTH.indexOf(a) > STRENGTH.indexOf(b) ? a : b)

/** The weakest of several `x-source` texts; a document's if there are none. */
export const weakestSource = (texts: readonly string[]): Source =>
  texts.reduce<Source>(
    (so, text) => weaker(so, text === 'server' || text === 'inferred' ? text : 'document'),
    'document',
  )

/** Whether a breach with this source fails a run with this gate. */
export const failsAt = (source: Source, gate: Source): boolean => STRENGTH.indexOf(source) <= STRENGTH.indexOf(gate)
