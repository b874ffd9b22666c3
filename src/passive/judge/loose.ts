import { cases } from '../../contract/compiled/cases.js'
import { successes } from '../../contract/compiled/successes.ts'
import type { Case, CaseCall } from '../../contract/model/case.ts'
import type { Outcome } from '../../contract/model/face.ts'
import { isContainer, sameJson } from '../../json.ts'
import type { Answered } from '../../verify/judge/checks/answered.ts'

/**
 * Whether an outcome may be what a call met, though any text matches it: only if the call has what its cases have and the smallest
 * success lacks. All other outcomes may.
 */
export function isPlausible(outcome: Outcome, { call, face }: Pick<Answered, 'call' | 'face'>): boolean {
  if (!isLoose(outcome)) return true
  const own = cases.filter(({ operation, expect }) => operation === face.operation && expect === outcome.name)
  return own.length === 0 || own.some((each) => resembles(call, each))
}

/** A refusal with a text that may be anything. */
const isLoose = ({ status, varies }: Outcome): boolean =>
  status >= 400 && Object.values(varies).some((pattern) => pattern === null)

function resembles({ request, raw }: CaseCall, testCase: Case): boolean {
  if (testCase.raw?.text !== undefined || testCase.raw?.fill !== undefined) return raw?.text !== undefined
  const success = successes[testCase.operation]?.request
  const names = (part: 'query' | 'body'): string[] => differing(testCase.request[part], success?.[part])
  const [query, body] = [names('query'), names('body')]
  if (query.length + body.length === 0) return true
  return (
    query.some((name) => Object.hasOwn(request.query, name)) ||
    body.some((name) => Object.hasOwn(request.body ?? {}, name))
  )
}

/** Members that one has, and the other lacks or has otherwise. */
const differing = (one: unknown, other: unknown): string[] =>
  Object.entries(isContainer(one) ? one : {})
    .filter(([name, value]) => !sameJson(value, isContainer(other) ? other[name] : undefined))
    .map(([name]) => name)
