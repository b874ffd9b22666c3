import type { Finding } from '../verify/model/finding.ts'
import type { CaseResult } from '../verify/model/result.ts'
import type { Report } from './report.ts'

/** A finding that somebody could use against the server or its users. */
export interface SecurityFinding {
  readonly says: string
  readonly result: CaseResult
}

/** What is a matter of security among all that breaks, differs or is known, whatever the gate; a case once for each kind. */
export const securityOf = ({ results }: Pick<Report, 'results'>): SecurityFinding[] =>
  results
    .filter(({ verdict }) => verdict === 'broken' || verdict === 'differs' || verdict === 'known')
    .flatMap((result) => securityWords(result).map((says) => ({ says, result })))

/** The kinds of security findings of a case, in words. */
export const securityWords = ({ findings }: Pick<CaseResult, 'findings'>): string[] => [
  ...new Set(KINDS.flatMap(({ applies, says }) => findings.filter(applies).map(says))),
]

interface Kind {
  readonly applies: (finding: Finding) => boolean
  readonly says: (finding: Finding) => string
}

const isSuccess = (status: string | null): boolean => /^2\d\d$/.test(status ?? '')
const isAbout = ({ pointer, message }: Finding, name: string): boolean =>
  new RegExp(`(?:^|/)${name}$`).test(pointer ?? '') || new RegExp(`(?:^|/)${name}\\b`).test(message)

/** In the order in which they are told. */
const KINDS: readonly Kind[] = [
  {
    applies: ({ check, expected, actual }) => check === 'status' && expected === '401' && isSuccess(actual),
    says: () => 'a call with credentials that are no good was accepted',
  },
  {
    applies: ({ check, expected, actual }) => check === 'status' && expected === '403' && isSuccess(actual),
    says: () => 'a call was let through that is forbidden',
  },
  {
    applies: (finding) => isAbout(finding, 'isHost') && finding.expected === 'false' && finding.actual === 'true',
    says: () => 'somebody who is not the host became one',
  },
  {
    applies: (finding) => isAbout(finding, 'userId') && isText(finding.expected) && isText(finding.actual),
    says: () => 'the answer is that of somebody else',
  },
  { applies: ({ check }) => check === 'leak', says: ({ message }) => message },
]

const isText = (json: string | null): boolean => json?.startsWith('"') === true
