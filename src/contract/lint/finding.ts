import type { Document, Place } from '../read/load.ts'

/** Something in a document that is to be mended: where, what is wrong and how to mend it. */
export interface LintFinding extends Place {
  /** What is wrong, without the place. */
  readonly message: string
  /** How to mend it, as a sentence. */
  readonly fix: string
  /** The check that found it. */
  readonly check: string
}

/** What a check says of a place: what is wrong, and how to mend it. */
export interface Complaint {
  readonly message: string
  readonly fix: string
}

/** A check's own way to report: the finding stands on the line of the value at these parts of the document. */
export type ReportFinding = (path: readonly string[], complaint: Complaint) => LintFinding

/** A check's reports about a document. */
export const reporter =
  (document: Document, check: string): ReportFinding =>
  (path, { message, fix }) => ({ ...document.locate(path), message, fix, check })

/** Findings in the order of files and lines, each only once: what many `$ref`s share is found once for each of them. */
export function inOrder(findings: readonly LintFinding[]): LintFinding[] {
  const distinct = new Map(findings.map((finding) => [keyOf(finding), finding]))
  return [...distinct.values()].sort((a, b) => a.file.localeCompare(b.file, 'en') || a.line - b.line)
}

const keyOf = ({ file, line, message, check }: LintFinding): string => JSON.stringify([file, line, message, check])

/** A finding as a person reads it: `file:line: what is wrong`, and below it the fix. */
export const findingText = ({ file, line, message, fix }: LintFinding): string =>
  `${file}:${line}: ${message}\n  fix: ${fix}`
