import type { AtOnce, CaseCall, Given, RawRequest, Shows, Success } from '../model/case.ts'
import { hearsBy, toOnSocket } from '../model/case-socket.ts'
import { mergePatch } from '../model/merge-patch.ts'
import { isContainer } from '../../json.ts'
import { isSuccessOutcome, type CaseWords } from './case-words.ts'
import { toCaseRequest } from './variation.ts'
import { recordOf, textOr, textList } from './written.ts'

/** Operation → its smallest successful call, over all files. */
export type Successes = ReadonlyMap<string, Success>

/** A call as written; anything omitted is as in the smallest successful call of its operation. */
export function toCaseCall(
  operation: string,
  written: Record<string, unknown>,
  { successes, words }: { readonly successes: Successes; readonly words: CaseWords },
): CaseCall {
  const { as, request, hears } = smallestCall(operation, successes)
  return {
    operation,
    expect: String(written['expect']),
    as: textOr(written['as'], as),
    request: toCaseRequest(mergePatch(request, written['request'] ?? {})),
    raw: toRaw(written['raw']),
    values: Object.fromEntries(
      Object.entries(recordOf(written['values'])).map(([name, value]) => [name, String(value)]),
    ),
    shows: toShows(written['shows']),
    waitMs: Number(written['wait'] ?? 0),
    atOnce: toAtOnce(written['at-once']),
    set: null,
    socket: toOnSocket(written['socket'], isSuccessOutcome(operation, String(written['expect']), words) ? hears : {}),
  }
}

/** The smallest successful call of an operation. */
export const smallestCall = (operation: string, successes: Successes): Success =>
  successes.get(operation) ?? toSuccess({})

/** A smallest successful call, as written. */
export const toSuccess = (value: unknown): Success => {
  const written = recordOf(value)
  return {
    as: String(written['as']),
    given: toSituation(written['given']),
    request: toCaseRequest(written['request']),
    hears: hearsBy(recordOf(written['hears'])),
  }
}

const toAtOnce = (value: unknown): AtOnce | null =>
  isContainer(value) ? { calls: Number(value['calls']), others: String(value['others']) } : null

/** The parts of a request that a patch can't express; null if there are none. */
export function toRaw(value: unknown): RawRequest | null {
  if (!isContainer(value)) return null
  const { contentType, text, fill, query, times } = value
  return {
    ...(typeof contentType === 'string' ? { contentType } : {}),
    ...(typeof text === 'string' ? { text } : {}),
    ...(typeof fill === 'number' ? { fill } : {}),
    ...(typeof query === 'string' ? { query } : {}),
    ...(typeof times === 'number' ? { times } : {}),
  }
}

/** The schema of case files has already checked it. */
const isShows = (value: unknown): value is Shows => isContainer(value)
const toShows = (value: unknown): Shows => (isShows(value) ? value : {})

/** A situation that the schema has already checked. */
export const toSituation = (given: unknown): Given =>
  Object.fromEntries(Object.entries(recordOf(given)).map(([subject, facts]) => [subject, textList(facts)]))
