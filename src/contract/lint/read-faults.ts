import type { Document } from '../read/load.ts'
import type { LintFinding } from './finding.ts'

/** Every `$ref` leads to something that can be read, and no object has a key twice: readers differ in which one counts. */
export const checkReadFaults = ({ refFaults, keyFaults }: Document): LintFinding[] => [
  ...refFaults.map((fault) => ({ ...fault, check: 'references' })),
  ...keyFaults.map((fault) => ({ ...fault, check: 'keys' })),
]
