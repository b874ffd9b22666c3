import type { Case } from '../../contract/model/case.ts'

/** What an answer is about: whether anything is refused, and if so, what would have to change. */
export type Family = 'success' | 'who' | 'may' | 'request' | 'state' | 'pace' | 'server'

/** Each family in a few words. */
export const FAMILIES: Readonly<Record<Family, string>> = {
  success: 'it works',
  who: 'who you are',
  may: 'what you may do',
  request: 'what you sent',
  state: 'state of the room',
  pace: 'slow down',
  server: 'our fault',
}

/** The family of an outcome, by its status and, where a status has several meanings, by the situation of its first case. */
export function familyOf(status: number, testCase: Pick<Case, 'given'> | undefined): Family {
  if (status < 400) return 'success'
  if (status >= 500) return 'server'
  if (status === 401) return 'who'
  if (status === 403) return 'may'
  if (status === 429) return 'pace'
  const facts = Object.values(testCase?.given ?? {}).flat()
  return facts.length > 0 ? 'state' : 'request'
}
