import type { CaseRequest, RawRequest, Given, Success } from '../model/case.ts'
import type { SubjectWords } from './case-words.ts'
import { mergePatch } from '../model/merge-patch.ts'
import { toPointer } from '../model/pointer.ts'
import { isObject } from '../../json.ts'

/** How a case differs from the smallest successful call. */
export interface Variation {
  /** Who calls instead; null: any caller. */
  readonly as: string | null
  readonly given: Given
  /** JSON Merge Patch for the successful request. */
  readonly request: Readonly<Record<string, unknown>>
  readonly raw: RawRequest | null
}

/** Reason why two variations can't be combined, or null. */
export function clashOf(
  a: Variation,
  b: Variation,
  subjects: ReadonlyMap<string, Pick<SubjectWords, 'absent'>>,
): string | null {
  if (a.as !== null && b.as !== null && a.as !== b.as) return `each names its own identity: ${a.as} and ${b.as}`
  for (const [subject, facts] of Object.entries(unionOf(a.given, b.given))) {
    const absent = facts.find((fact) => subjects.get(subject)?.absent.has(fact))
    if (absent !== undefined && facts.length > 1) return `a ${subject} that is ${absent} can have no other fact`
  }
  const [own, other] = [leavesOf(a.request), leavesOf(b.request)]
  const pointer = [...own.keys()].find((each) =>
    [...other].some(([at, value]) => differ(each, own.get(each), at, value)),
  )
  if (pointer !== undefined) return `both patch ${pointer}`
  return rawClash(a, b) ?? rawClash(b, a)
}

/** Whether two patches conflict: one place contains the other, or they set the same place to different values. */
const differ = (a: string, valueA: string | undefined, b: string, valueB: string): boolean =>
  a === b ? valueA !== valueB : a.startsWith(`${b}/`) || b.startsWith(`${a}/`)

function rawClash(a: Variation, b: Variation): string | null {
  if (a.raw === null) return null
  if (hasBody(a.raw) && 'body' in b.request) return 'one gives the body literally, the other patches it'
  if (a.raw.query !== undefined && 'query' in b.request) return 'one gives the query literally, the other patches it'
  if (b.raw === null || JSON.stringify(a.raw) === JSON.stringify(b.raw)) return null
  if (hasBody(a.raw) && hasBody(b.raw)) return 'both give the body literally'
  return a.raw.query !== undefined && b.raw.query !== undefined ? 'both give the query literally' : null
}

const hasBody = ({ text, fill, contentType }: RawRequest): boolean =>
  text !== undefined || fill !== undefined || contentType !== undefined

/** Combines two variations that do not clash. */
export const united = (a: Variation, b: Variation): Variation => ({
  as: a.as ?? b.as,
  given: unionOf(a.given, b.given),
  request: Object.assign({}, mergePatches(a.request, b.request)),
  raw: a.raw === null && b.raw === null ? null : { ...a.raw, ...b.raw },
})

const unionOf = (a: Given, b: Given): Given =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((subject) => [
      subject,
      [...new Set([...(a[subject] ?? []), ...(b[subject] ?? [])])],
    ]),
  )

/** Combines two patches; unlike applying one to the other, a null remains a null. */
function mergePatches(a: unknown, b: unknown): unknown {
  if (!isObject(a) || !isObject(b)) return b ?? a
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return Object.fromEntries(
    names.map((name) => [name, name in a && name in b ? mergePatches(a[name], b[name]) : (a[name] ?? b[name] ?? null)]),
  )
}

/** Pointer → JSON of each value of a patch that is not an object. */
function leavesOf(value: unknown, path: readonly string[] = []): Map<string, string> {
  if (!isObject(value)) return new Map([[toPointer(path), JSON.stringify(value)]])
  return new Map(Object.entries(value).flatMap(([name, item]) => [...leavesOf(item, [...path, name])]))
}

/** Applies a variation to the successful call. */
export const applied = (
  success: Omit<Success, 'hears'>,
  { as, given, request, raw }: Variation,
): Omit<Success, 'hears'> & Pick<Variation, 'raw'> => ({
  as: as ?? success.as,
  given: unionOf(success.given, given),
  request: toCaseRequest(mergePatch(success.request, request)),
  raw,
})

/** A complete request. */
export const toCaseRequest = (value: unknown): CaseRequest => {
  const request = recordOf(value)
  return {
    path: recordOf(request['path']),
    query: recordOf(request['query']),
    headers: recordOf(request['headers']),
    body: isObject(request['body']) ? request['body'] : null,
  }
}

const recordOf = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {})
