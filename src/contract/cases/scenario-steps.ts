import { Fault } from '../../fault.ts'
import type { Given, Success } from '../model/case.ts'
import { checkCall, checkOperation, checkSituation, editionsWith, type CaseWords } from './case-words.ts'
import { toCaseCall, toSituation } from './written-call.ts'
import type { ScenarioStep } from '../model/scenario.ts'
import { isContainer } from '../../json.ts'

/** A step as written, with its place. */
export interface WrittenStep {
  readonly atMs: number
  /** `file:line`. */
  readonly at: string
  readonly step: Readonly<Record<string, unknown>>
}

/** The inputs needed to read steps. */
export interface StepWords {
  readonly words: CaseWords
  /** Operation → its smallest successful call. */
  readonly successes: ReadonlyMap<string, Success>
}

/** Reads steps in order: each may use values of the earlier ones, and each caller keeps its identity. */
export function createStepReader({ words, successes }: StepWords): (written: WrittenStep) => ScenarioStep {
  const identities = new Map<string, string>()
  let given: Given = {}
  return ({ atMs, at, step }) => {
    checkForm(step, at)
    if (isContainer(step['set'])) {
      const set = toSituation(step['set'])
      checkSituation(set, at, words)
      given = { ...given, ...set }
      return { atMs, at, set }
    }
    const [by, operation] = [String(step['by']), String(step['call'])]
    checkOperation(operation, at, words)
    const said = { written: step['as'], known: identities.get(by), usual: successes.get(operation)?.as ?? '' }
    const as = identityOf(by, at, said)
    identities.set(by, as)
    const call = toCaseCall(operation, { ...step, as }, { successes, words })
    checkCall(call, { at, editions: editionsWith(operation, call.expect, null, at, words), given }, words)
    return { atMs, at, by, call }
  }
}

/** The members of each kind of step besides its time, and which of them are optional. */
const SET = { words: ['set'], optional: [] as readonly string[] }
const CALL = { words: ['by', 'call', 'as', 'request', 'expect'], optional: ['as', 'request'] }

function checkForm(step: Readonly<Record<string, unknown>>, at: string): void {
  const { words, optional } = 'set' in step ? SET : CALL
  const missing = words.find((name) => !optional.includes(name) && !(name in step))
  if (missing !== undefined)
    throw new Fault(`${at}: this step lacks ${missing}`, 'A step is { at, set } or { at, by, call, expect }.')
  const other = Object.keys(step).find((name) => name !== 'at' && !words.includes(name))
  if (other !== undefined)
    throw new Fault(`${at}: a step that sets cannot have ${other}`, 'Split it into two steps at the same time.')
}

interface Said {
  readonly written: unknown
  /** What an earlier step said. */
  readonly known: string | undefined
  /** The identity of the operation's smallest successful call. */
  readonly usual: string
}

/** The identity of a caller: a connection keeps one for its lifetime. */
function identityOf(by: string, at: string, { written, known, usual }: Said): string {
  const as = typeof written === 'string' ? written : (known ?? usual)
  if (known === undefined || as === known) return as
  throw new Fault(`${at}: ${by} is already ${known}, and cannot be ${as}`, 'Use a different name for this caller.')
}
