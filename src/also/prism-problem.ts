import { isObject } from '../json.ts'
import type { Answer } from '../mock/answer.ts'
import { problem } from '../mock/problem.ts'

/** What Prism finds wrong with a request. */
export interface Reason {
  readonly message: string
  /** Where: `query` and a name, or `body` and the members that lead there. */
  readonly path?: readonly (string | number)[] | undefined
}

/** What is wrong and where, in one line. A request can have thousands of faults; the first few are named. */
export function reasonsText(reasons: readonly Reason[]): string {
  const named = reasons.slice(0, MOST_NAMED).map(({ message, path = [] }) => `${message}${at(path)}`)
  const more = reasons.length - named.length
  return [...named, ...(more > 0 ? [`and ${more} more`] : [])].join('; ')
}

const MOST_NAMED = 5

const at = (path: readonly (string | number)[]): string =>
  path.length === 0
    ? ''
    : ` (/${path.map((each) => String(each).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')})`

/** Prism's errors as problems of ours, with what it found wrong; those of HTTP have a status. */
export function prismProblem(error: Error): Answer {
  const [status, theirs, additional] = ['status', 'detail', 'additional'].map((name): unknown =>
    Reflect.get(error, name),
  )
  const reasons = reasonsText(isObject(additional) ? toReasons(additional['validation']) : [])
  const detail = typeof theirs === 'string' && theirs !== '' ? theirs : error.message
  return problem({
    status: typeof status === 'number' ? status : 500,
    title: error.message,
    detail: reasons === '' ? detail : `${reasons}. ${detail}`,
  })
}

const toReasons = (list: unknown): Reason[] =>
  (Array.isArray(list) ? list : []).flatMap((each: unknown) =>
    isObject(each) ? [{ message: String(each['message']), path: toPath(each['location']) }] : [],
  )

const toPath = (location: unknown): string[] => (Array.isArray(location) ? location.map(String) : [])
