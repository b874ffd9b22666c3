import type { Case, CaseCall } from '../../model/case.ts'
import { PLAIN_SOCKET } from '../../model/case-socket.ts'
import type { Precedence } from '../../cases/precedence.ts'

/** A module of the written cases, one per line. It is JavaScript: `serve` reads it at every start, and types cost time. */
export const emitCases = (cases: readonly Case[]): string => `${REST}
/** Every case of contract-tests/cases/, in file order. */
export const cases = ${listText(cases.map(caseText))}
`

/** A module of the cases derived from the order of outcomes, and of the pairs without one. */
export const emitPrecedence = ({ cases, clashes }: Precedence): string => `${REST}
/** For each pair of outcomes that can apply to one request: a case where both do, expecting the earlier. */
export const precedenceCases = ${listText(cases.map(caseText))}

/** The pairs of outcomes that can't apply to one request. */
export const clashes = ${listText(clashes.map(jsonText))}
`

/** The types of both modules. */
export const CASES_DECLARED = `import type { Case } from '../model/case.ts'

/** Every case of contract-tests/cases/, in file order. */
export declare const cases: readonly Case[]
`
export const PRECEDENCE_DECLARED = `import type { Case, Clash } from '../model/case.ts'

/** For each pair of outcomes that can apply to one request: a case where both do, expecting the earlier. */
export declare const precedenceCases: readonly Case[]

/** The pairs of outcomes that can't apply to one request. */
export declare const clashes: readonly Clash[]
`

/** The defaults of a call, omitted from its line. */
export const CALL_DEFAULTS: Readonly<Partial<CaseCall>> = { raw: null, values: {}, shows: {}, waitMs: 0, atOnce: null }

/** The defaults of a case. */
const DEFAULTS: Readonly<Partial<Case>> = {
  ...CALL_DEFAULTS,
  before: [],
  // oxlint-disable-next-line unicorn/no-thenable -- the calls after a case, not a promise
  then: [],
  sources: [],
  set: null,
  socket: PLAIN_SOCKET,
  socketOnly: false,
  harmless: false,
}

/** JSON that is also valid JavaScript. */
export const jsonText = (value: unknown): string =>
  (JSON.stringify(value) ?? '').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')

const REST = `/** What a case is unless its line says otherwise. */
const rest = ${jsonText(DEFAULTS)}
`

/** The values of a call or case that differ from the defaults. */
export const withoutDefaults = (call: CaseCall): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(call).filter(([name, value]) => jsonText(value) !== jsonText(Reflect.get(DEFAULTS, name))),
  )

const caseText = (testCase: Case): string => `{ ...rest, ${jsonText(withoutDefaults(testCase)).slice(1, -1)} }`

const listText = (lines: readonly string[]): string => `[\n${lines.map((line) => `  ${line},\n`).join('')}]`
