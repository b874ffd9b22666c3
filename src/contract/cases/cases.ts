import { Fault } from '../../fault.ts'
import type { Case, CaseCall, Success } from '../model/case.ts'
import { checkCall, checkOperation, checkSituation, editionsWith, type CaseWords } from './case-words.ts'
import { checkHarmless } from './harmless.ts'
import { isAboutSockets } from '../model/case-socket.ts'
import { type Variation } from './variation.ts'
import { placeText } from '../read/faces.ts'
import type { Document } from '../read/load.ts'
import { listOf, recordOf, textOr, textList } from './written.ts'
import { smallestCall, toCaseCall, toRaw, toSituation, toSuccess, type Successes } from './written-call.ts'

/** An order of outcomes that a document states. */
export interface StatedOrder {
  readonly outcomes: readonly string[]
  /** `<document>#<where>`. */
  readonly source: string
}

/** A case as written: what is sent and expected, and its variation from success. */
export interface WrittenCase {
  readonly testCase: Case
  readonly variation: Variation
}

/** The cases of one operation, in file order. */
export interface CaseFile {
  readonly operation: string
  readonly success: Success
  readonly cases: readonly WrittenCase[]
  readonly order: readonly StatedOrder[]
}

/**
 * Reads case files that fit `cases.schema.yaml`, each case with its whole requests. Takes all files at once, since a call of a
 * case may be one of another operation. Throws a Fault with file and line, and the most similar words, for an unknown word.
 */
export function caseFilesOf(documents: readonly Document[], words: CaseWords): CaseFile[] {
  const successes = new Map(
    documents.map(({ value }) => [String(recordOf(value)['operation']), toSuccess(recordOf(value)['success'])]),
  )
  return documents.map((document) => toCaseFile(document, successes, words))
}

function toCaseFile(document: Document, successes: Successes, words: CaseWords): CaseFile {
  const file = recordOf(document.value)
  const operation = String(file['operation'])
  checkOperation(operation, placeText(document.locate(['operation'])), words)
  const success = smallestCall(operation, successes)
  const order = listOf(file['order']).map((written, index): StatedOrder => {
    const at = placeText(document.locate(['order', index]))
    const outcomes = textList(written['outcomes'])
    for (const name of outcomes) editionsWith(operation, name, null, at, words)
    return { outcomes, source: String(written['source']) }
  })
  const cases = listOf(file['cases']).map((written, index): WrittenCase => {
    const place = (path: readonly (string | number)[]): string => placeText(document.locate(['cases', index, ...path]))
    return { testCase: toCase(operation, written, { place, successes, words }), variation: toVariation(written) }
  })
  checkNames(cases)
  return { operation, success, cases, order }
}

/** Reports and deviations identify cases by id, so ids are unique. */
function checkNames(cases: readonly WrittenCase[]): void {
  const places = new Map<string, string>()
  for (const { testCase } of cases) {
    const first = places.get(testCase.id)
    if (first !== undefined)
      throw new Fault(`${testCase.at}: ${testCase.id} already exists, at ${first}`, 'Give it another name.')
    places.set(testCase.id, testCase.at)
  }
}

interface Context {
  /** `file:line` of a part of the case. */
  readonly place: (path: readonly (string | number)[]) => string
  readonly successes: Successes
  readonly words: CaseWords
}

function toCase(operation: string, written: Record<string, unknown>, context: Context): Case {
  const { place, successes, words } = context
  const at = place([])
  const wanted = Array.isArray(written['editions']) ? textList(written['editions']) : null
  const main = toCaseCall(operation, written, context)
  const editions = editionsWith(operation, main.expect, wanted, at, words)
  const given = { ...smallestCall(operation, successes).given, ...toSituation(written['given']) }
  checkSituation(given, at, words)
  checkCall(main, { at, editions, given }, words)
  if (main.atOnce) editionsWith(operation, main.atOnce.others, wanted, at, words)
  const steps = (name: 'before' | 'then'): CaseCall[] =>
    listOf(written[name]).flatMap((step, index) => {
      const id = textOr(step['operation'], operation)
      checkOperation(id, place([name, index]), words)
      const call = toCaseCall(id, step, context)
      checkCall(call, { at: place([name, index]), editions, given }, words)
      return Array.from({ length: Number(step['times'] ?? 1) }, () => call)
    })
  const [before, then] = [steps('before'), steps('then')]
  const { name } = written
  const testCase: Case = {
    id: `${operation}/${main.expect}${typeof name === 'string' ? `:${name}` : ''}`,
    ...main,
    editions,
    given,
    before,
    // oxlint-disable-next-line unicorn/no-thenable -- the calls after a case, not a promise
    then,
    socketOnly: isAboutSockets([...before, main, ...then]),
    sources: textList(written['source']),
    harmless: written['harmless'] === true,
    at,
  }
  checkHarmless(testCase, words)
  return testCase
}

/** A written identity counts as named, even if it equals that of success: the outcome depends on it. */
const toVariation = (written: Record<string, unknown>): Variation => ({
  as: typeof written['as'] === 'string' ? written['as'] : null,
  given: toSituation(written['given']),
  request: recordOf(written['request']),
  raw: toRaw(written['raw']),
})
