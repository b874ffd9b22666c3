import type { CaseResult } from '../verify/model/result.ts'

/** A case as reports call it: by its id, and by its transport where that is not HTTP. */
export const titleOf = ({ id, transport }: Pick<CaseResult, 'id' | 'transport'>): string =>
  transport === 'http' ? id : `${id} (${transport})`
