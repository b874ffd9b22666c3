import type { Finding } from '../../model/finding.ts'
import type { Redaction } from '../../model/redaction.ts'
import { weakestSource } from '../../model/source.ts'

/** A finding before redaction: `expected` and `actual` are the JSON values themselves. */
export interface Breach extends Pick<Finding, 'check' | 'message' | 'pointer' | 'source' | 'sources'> {
  readonly expected?: unknown
  readonly actual?: unknown
}

/** Converts a breach of a call to a redacted finding, including its message, which contains names that the target chose. */
export const toFinding = (breach: Breach, call: number, { show, text }: Pick<Redaction, 'show' | 'text'>): Finding => ({
  check: breach.check,
  call,
  message: text(breach.message),
  pointer: breach.pointer === null ? null : text(breach.pointer),
  expected: breach.expected === undefined ? null : show(breach.expected),
  actual: breach.actual === undefined ? null : show(breach.actual),
  source: breach.source,
  sources: breach.sources,
})

/** A breach of a part of an answer. */
export interface BreachParts {
  readonly check: Finding['check']
  /** Sources of the violated statement. */
  readonly sources: readonly string[]
  readonly pointer?: string
  readonly expected?: unknown
  readonly actual?: unknown
}

/** A breach, in one sentence. */
export const breach = (message: string, { pointer, ...parts }: BreachParts): Breach => ({
  ...parts,
  message,
  pointer: pointer ?? null,
  source: weakestSource(parts.sources),
})

/** The same breach, of a statement from other sources. */
export const withSources = (of: Breach, sources: readonly string[]): Breach => ({
  ...of,
  sources,
  source: weakestSource(sources),
})
