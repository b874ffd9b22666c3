import type { Case } from '../contract/model/case.ts'
import type { Transport } from '../verify/model/transport.ts'
import { callsOf } from '../verify/plan/plan.ts'

/** The command that gets the documented answer of a case from a mock. */
export function mockLine(testCase: Case, edition: string, transport: Transport): string {
  if (callsOf(testCase).some(({ set }) => set !== null)) return playLine(testCase)
  const options = `${edition === 'current' ? '' : ` --edition ${edition}`}${transport === 'http' ? '' : ' --as socket'}`
  return `npx greenroom show ${quoted(testCase.id)}${options}`
}

/** The command that plays a case's scenario on a mock. */
export const playLine = ({ id }: Pick<Case, 'id'>): string => `npx greenroom play ${id.replace(/^.*:scenario-/, '')}`

/** Quotes for a POSIX shell, if necessary. */
export const quoted = (text: string): string =>
  /^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
