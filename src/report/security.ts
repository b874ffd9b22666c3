import type { Finding } from '../verify/model/finding.ts'
import type { CaseResult } from '../verify/model/result.ts'
import type { Report } from './report.ts'

/** A finding that could be exploited against the server or its users. */
export interface SecurityFinding {
  readonly says: string
  readonly result: CaseResult
}

/** Security findings of broken, differing and known cases, whatever the gate; each case once for each kind. */
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

const isText = (json: string | null): boolean => json?.startsWith('"') === true
const isAbout = ({ pointer, message }: Finding, name: string): boolean =>
  new RegExp(`(?:^|/)${name}$`).test(pointer ?? '') || new RegExp(`(?:^|/)${name}\\b`).test(message)

/** A success where this status was documented. */
const accepted = (status: string, says: string): Kind => ({
  applies: ({ check, expected, actual }) => check === 'status' && expected === status && /^2\d\d$/.test(actual ?? ''),
  says: () => says,
})

/** In the order of reports. */
const KINDS: readonly Kind[] = [
  accepted('401', 'a call with invalid credentials was accepted'),
  accepted('403', 'a forbidden call was accepted'),
  {
    applies: (finding) => isAbout(finding, 'isHost') && finding.expected === 'false' && finding.actual === 'true',
    says: () => 'a caller who is not the host became host',
  },
  {
    applies: (finding) => isAbout(finding, 'userId') && isText(finding.expected) && isText(finding.actual),
    says: () => "the answer is another user's",
  },
  { applies: ({ check }) => check === 'leak', says: ({ message }) => message },
]
