import type { Case } from './case.ts'
import type { Precedence } from './precedence.ts'

/** A module of the cases that are written, one to a line: who serves a page about them reads it at every start. */
export const emitCases = (cases: readonly Case[]): string => `import type { Case } from '../case.ts'

${REST}
/** Every case of contract-tests/cases/, in the order of its files. */
export const cases: readonly Case[] = ${listText(cases.map(caseText))}
`

/** A module of the cases that the order of outcomes leads to, and of the pairs of outcomes that have none. */
export const emitPrecedence = ({ cases, clashes }: Precedence): string => `import type { Case } from '../case.ts'
import type { Clash } from '../precedence.ts'

${REST}
/** For each pair of outcomes that a request can deserve at once, a case that does, and expects the earlier. */
export const precedenceCases: readonly Case[] = ${listText(cases.map(caseText))}

/** The pairs of outcomes that no request can deserve at once. */
export const clashes: readonly Clash[] = ${listText(clashes.map(jsonText))}
`

/** What a case is unless it says otherwise; left out of its line. */
const DEFAULTS: Readonly<Partial<Case>> = {
  raw: null,
  values: {},
  shows: {},
  waitMs: 0,
  before: [],
  then: [],
  sources: [],
}

const REST = `/** What a case is unless its line says otherwise. */
const rest = { raw: null, values: {}, shows: {}, waitMs: 0, before: [], then: [], sources: [] }
`

const caseText = (found: Case): string => {
  const own = Object.fromEntries(
    Object.entries(found).filter(([name, value]) => jsonText(value) !== jsonText(Reflect.get(DEFAULTS, name))),
  )
  return `{ ...rest, ${jsonText(own).slice(1, -1)} }`
}

const listText = (lines: readonly string[]): string => `[\n${lines.map((line) => `  ${line},\n`).join('')}]`

const jsonText = (value: unknown): string =>
  (JSON.stringify(value) ?? '').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
