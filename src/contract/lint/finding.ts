import type { Document, Place } from '../read/load.ts'

/** A fault in a document: where it is, what is wrong, and how to fix it. */
export interface LintFinding extends Place {
  /** What is wrong, without the place. */
  readonly message: string
  /** How to fix it, as a sentence. */
  readonly fix: string
  /** The check that found it. */
  readonly check: string
}

/** What a check reports about a place: what is wrong, and how to fix it. */
export interface Complaint {
  readonly message: string
  readonly fix: string
}

/** Reports a finding of one check, on the line of the value at these parts of the document. */
export type ReportFinding = (path: readonly string[], complaint: Complaint) => LintFinding

/** A check's reports about a document. */
export const reporter =
  (document: Document, check: string): ReportFinding =>
  (path, { message, fix }) => ({ ...document.locate(path), message, fix, check })

/** Findings ordered by file and line, without duplicates: a fault behind several `$ref`s is found once for each. */
export function inOrder(findings: readonly LintFinding[]): LintFinding[] {
  const distinct = new Map(findings.map((finding) => [keyOf(finding), finding]))
  return [...distinct.values()].sort((a, b) => a.file.localeCompare(b.file, 'en') || a.line - b.line)
}

const keyOf = ({ file, line, message, check }: LintFinding): string => JSON.stringify([file, line, message, check])

/** A finding for people: `file:line: what is wrong`, then the fix on the next line. */
export const findingText = ({ file, line, message, fix }: LintFinding): string =>
  `${file}:${line}: ${message}\n  fix: ${fix}`
