import type { CaseResult } from '../verify/model/result.ts'

/** The name of a case in reports: its id, and its transport unless that is HTTP. */
export const titleOf = ({ id, transport }: Pick<CaseResult, 'id' | 'transport'>): string =>
  transport === 'http' ? id : `${id} (${transport})`
