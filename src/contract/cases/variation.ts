import type { CaseRequest, RawRequest, Situation, Success } from '../model/case.ts'
import type { SubjectWords } from './case-words.ts'
import { mergePatch } from '../model/merge-patch.ts'
import { toPointer } from '../model/pointer.ts'
import { isObject } from '../../json.ts'

/** How a case differs from the smallest call that succeeds. */
export interface Variation {
  /** Who calls instead; null: whoever. */
  readonly as: string | null
  readonly given: Situation
  /** JSON Merge Patch over the request that succeeds. */
  readonly request: Readonly<Record<string, unknown>>
  readonly raw: RawRequest | null
}

/** Why two variations cannot hold at once; null: they can. */
export function clashOf(
  a: Variation,
  b: Variation,
  subjects: ReadonlyMap<string, Pick<SubjectWords, 'absent'>>,
): string | null {
  if (a.as !== null && b.as !== null && a.as !== b.as) return `each names its own identity: ${a.as} and ${b.as}`
  for (const [subject, facts] of Object.entries(unionOf(a.given, b.given))) {
    const absent = facts.find((fact) => subjects.get(subject)?.absent.has(fact))
    if (absent !== undefined && facts.length > 1) return `a ${subject} that is ${absent} is nothing else`
  }
  const [own, other] = [leavesOf(a.request), leavesOf(b.request)]
  const pointer = [...own.keys()].find((each) =>
    [...other].some(([at, value]) => differ(each, own.get(each), at, value)),
  )
  if (pointer !== undefined) return `both patch ${pointer}`
  return rawClash(a, b) ?? rawClash(b, a)
}

/** Whether patches at two places cannot both be made: one place holds the other, or they are the same with two values. */
const differ = (a: string, valueA: string | undefined, b: string, valueB: string): boolean =>
  a === b ? valueA !== valueB : a.startsWith(`${b}/`) || b.startsWith(`${a}/`)

function rawClash(a: Variation, b: Variation): string | null {
  if (a.raw === null) return null
  if (hasBody(a.raw) && 'body' in b.request) return 'one writes the body to the letter, the other patches it'
  if (a.raw.query !== undefined && 'query' in b.request)
    return 'one writes the query to the letter, the other patches it'
  if (b.raw === null || JSON.stringify(a.raw) === JSON.stringify(b.raw)) return null
  if (hasBody(a.raw) && hasBody(b.raw)) return 'both write the body to the letter'
  return a.raw.query !== undefined && b.raw.query !== undefined ? 'both write the query to the letter' : null
}

const hasBody = ({ text, fill, contentType }: RawRequest): boolean =>
  text !== undefined || fill !== undefined || contentType !== undefined

/** Two variations at once; for such as do not clash. */
export const united = (a: Variation, b: Variation): Variation => ({
  as: a.as ?? b.as,
  given: unionOf(a.given, b.given),
  request: Object.assign({}, mergePatches(a.request, b.request)),
  raw: a.raw === null && b.raw === null ? null : { ...a.raw, ...b.raw },
})

const unionOf = (a: Situation, b: Situation): Situation =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((subject) => [
      subject,
      [...new Set([...(a[subject] ?? []), ...(b[subject] ?? [])])],
    ]),
  )

/** Two patches as one; unlike applying one to the other, a null stays a null. */
function mergePatches(a: unknown, b: unknown): unknown {
  if (!isObject(a) || !isObject(b)) return b ?? a
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return Object.fromEntries(
    names.map((name) => [name, name in a && name in b ? mergePatches(a[name], b[name]) : (a[name] ?? b[name] ?? null)]),
  )
}

/** Pointer → JSON of each value of a patch that is no object. */
function leavesOf(value: unknown, path: readonly string[] = []): Map<string, string> {
  if (!isObject(value)) return new Map([[toPointer(path), JSON.stringify(value)]])
  return new Map(Object.entries(value).flatMap(([name, item]) => [...leavesOf(item, [...path, name])]))
}

/** What a variation makes of the call that succeeds. */
export const applied = (
  success: Omit<Success, 'hears'>,
  { as, given, request, raw }: Variation,
): Omit<Success, 'hears'> & Pick<Variation, 'raw'> => ({
  as: as ?? success.as,
  given: unionOf(success.given, given),
  request: toCaseRequest(mergePatch(success.request, request)),
  raw,
})

/** A request of which every part is there. */
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
