import type { Case, CaseCall } from '../../model/case.ts'
import { PLAIN_SOCKET } from '../../model/case-socket.ts'
import type { Precedence } from '../../cases/precedence.ts'

/** A module of the cases that are written, one to a line. It is JavaScript: `serve` reads it at every start, and types cost time. */
export const emitCases = (cases: readonly Case[]): string => `${REST}
/** Every case of contract-tests/cases/, in the order of its files. */
export const cases = ${listText(cases.map(caseText))}
`

/** A module of the cases that the order of outcomes leads to, and of the pairs of outcomes that have none. */
export const emitPrecedence = ({ cases, clashes }: Precedence): string => `${REST}
/** For each pair of outcomes that a request can deserve at once, a case that does, and expects the earlier. */
export const precedenceCases = ${listText(cases.map(caseText))}

/** The pairs of outcomes that no request can deserve at once. */
export const clashes = ${listText(clashes.map(jsonText))}
`

/** The types of both modules. */
export const CASES_DECLARED = `import type { Case } from '../model/case.ts'

/** Every case of contract-tests/cases/, in the order of its files. */
export declare const cases: readonly Case[]
`
export const PRECEDENCE_DECLARED = `import type { Case, Clash } from '../model/case.ts'

/** For each pair of outcomes that a request can deserve at once, a case that does, and expects the earlier. */
export declare const precedenceCases: readonly Case[]

/** The pairs of outcomes that no request can deserve at once. */
export declare const clashes: readonly Clash[]
`

/** What a call is unless it says otherwise; left out of its line. */
export const CALL_DEFAULTS: Readonly<Partial<CaseCall>> = { raw: null, values: {}, shows: {}, waitMs: 0, atOnce: null }

/** What a case is unless it says otherwise. */
const DEFAULTS: Readonly<Partial<Case>> = {
  ...CALL_DEFAULTS,
  before: [],
  // oxlint-disable-next-line unicorn/no-thenable -- the calls after a case, which nobody awaits
  then: [],
  sources: [],
  set: null,
  socket: PLAIN_SOCKET,
  socketOnly: false,
  harmless: false,
}

/** JSON that is JavaScript. */
export const jsonText = (value: unknown): string =>
  (JSON.stringify(value) ?? '').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')

const REST = `/** What a case is unless its line says otherwise. */
const rest = ${jsonText(DEFAULTS)}
`

/** What a call or case says of its own. */
export const withoutDefaults = (call: CaseCall): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(call).filter(([name, value]) => jsonText(value) !== jsonText(Reflect.get(DEFAULTS, name))),
  )

const caseText = (testCase: Case): string => `{ ...rest, ${jsonText(withoutDefaults(testCase)).slice(1, -1)} }`

const listText = (lines: readonly string[]): string => `[\n${lines.map((line) => `  ${line},\n`).join('')}]`
