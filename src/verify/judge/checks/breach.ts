import type { Finding } from '../../model/finding.ts'
import type { Redaction } from '../../model/redaction.ts'
import { weakestSource } from '../../model/source.ts'

/** A finding before redaction: `expected` and `actual` are the JSON values themselves. */
export interface Breach extends Pick<Finding, 'check' | 'message' | 'pointer' | 'source' | 'sources'> {
  readonly expected?: unknown
  readonly actual?: unknown
}

/** Converts a breach of a call to a redacted finding, including its message, which contains names that the target chose. */
export function toFinding(breach: Breach, call: number, { show, text }: Pick<Redaction, 'show' | 'text'>): Finding {
  const { check, message, pointer, expected, actual, source, sources } = breach
  // Statuses and the figures of limits are nobody's data, and shown elsewhere, too.
  const isPlain = (value: unknown): boolean => typeof value === 'number' && PLAIN_FIGURES.has(check)
  const shown = (value: unknown): string => (isPlain(value) ? String(value) : show(value))
  return {
    check,
    call,
    message: text(message),
    pointer: pointer === null ? null : text(pointer),
    expected: expected === undefined ? null : shown(expected),
    actual: actual === undefined ? null : shown(actual),
    source,
    sources,
  }
}

const PLAIN_FIGURES: ReadonlySet<string> = new Set(['status', 'headers'])

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
