import type { Case } from '../contract/model/case.ts'
import type { Transport } from '../verify/model/transport.ts'
import { callsOf } from '../verify/plan/plan.ts'

/** The line that brings the documented answer of a case about on a mock. */
export function mockLine(testCase: Case, edition: string, transport: Transport): string {
  if (callsOf(testCase).some(({ set }) => set !== null)) return playLine(testCase)
  const options = `${edition === 'current' ? '' : ` --edition ${edition}`}${transport === 'http' ? '' : ' --as socket'}`
  return `npx greenroom show ${quoted(testCase.id)}${options}`
}

/** The line that plays the scenario that a case is made of, on a mock. */
export const playLine = ({ id }: Pick<Case, 'id'>): string => `npx greenroom play ${id.replace(/^.*:scenario-/, '')}`

/** For a POSIX shell; what needs no quotes stays bare. */
export const quoted = (text: string): string =>
  /^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
