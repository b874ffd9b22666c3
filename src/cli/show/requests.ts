import type { Face } from '../../contract/model/face.ts'
import type { Case, CaseCall } from '../../contract/model/case.ts'
import { toWireRequest } from '../../contract/model/case-request.ts'
import type { Text } from '../../contract/model/curl.ts'
import { VALUE_FORMS, valueNamed } from '../../contract/model/value-forms.ts'
import { Fault } from '../../fault.ts'
import { toEscapedJson } from '../../report/text/escaped-json.ts'
import type { SnippetRequest } from '../../report/snippets/snippet.ts'
import { unfilled, valuesFor } from '../../verify/arrange/arranged-values.ts'
import { callsOf } from '../../verify/plan/plan.ts'
import { scoped } from '../../verify/plan/scope.ts'
import type { Target } from '../../verify/model/target.ts'
import { subjectsOf, usesUp, yieldsOf } from '../../verify/plan/subjects.ts'
import type { Arrangement } from '../../verify/model/arrangement.ts'

/** Where the shown calls of a case go, and with which values. */
export interface ShownParts {
  readonly arrangement: Arrangement
  readonly faceOf: (operation: string) => Face | undefined
  /** Query parameters that every list must send; undefined: no restriction. */
  readonly scope?: Target['scope']
  /** Calls allowed per window, for a limit that must be used up first. */
  readonly limit: number
}

/** A value of a situation that is not known yet, and its variable. */
export interface OpenValue {
  readonly subject: string
  readonly facts: readonly string[]
  readonly value: string
  readonly variable: string
}

/** The calls of a case in order, with variables for the values that its arrangement lacks. */
export function shownRequests(testCase: Case, parts: ShownParts): SnippetRequest[] {
  const arrangement = withOpenValues(testCase, parts.arrangement)
  return callsOf(testCase).map((call) => ({
    ...shownRequest(call, { ...parts, arrangement }),
    ...(call === testCase && usesUp(testCase) ? { times: parts.limit + 1 } : {}),
    waitMs: call.waitMs,
  }))
}

/** An arrangement with marks of variables for the values that it lacks. */
export const withOpenValues = (testCase: Case, arrangement: Arrangement): Arrangement => {
  const open = openValues(testCase)
    .filter(({ value }) => valueNamed(value, arrangement.values) === undefined)
    .map(({ value, variable }) => [value, variableMark(variable)] as const)
  return { ...arrangement, values: { ...Object.fromEntries(open), ...arrangement.values } }
}

/** The values of a case's subjects, and the forms of them that it sends, each with its variable. */
export const openValues = (testCase: Case): OpenValue[] => {
  const sent = toEscapedJson(callsOf(testCase).map(({ request, raw }) => [request, raw]))
  return subjectsOf(testCase.given).flatMap(([subject, facts]) =>
    yieldsOf(subject)
      .flatMap((value) => [value, ...formsOf(value).filter((form) => sent.includes(`$${form}`))])
      .map((value) => ({ subject, facts, value, variable: variableName(value) })),
  )
}

const formsOf = (value: string): string[] => VALUE_FORMS.map((form) => `${value}.${form}`)

/** The names of the variables in requests. */
export const variablesOf = (requests: readonly SnippetRequest[]): Set<string> =>
  new Set(
    requests
      .flatMap(({ target, headers, body }) => [target, body ?? '', ...Object.values(headers)])
      .flatMap((text) => (typeof text === 'string' ? [] : text))
      .flatMap((piece) => (typeof piece === 'string' ? [] : [piece.env])),
  )

/** A call over HTTP, with variables in place of the marks in its arrangement. */
export function shownRequest(
  call: CaseCall,
  { arrangement, faceOf, scope }: Omit<ShownParts, 'limit'>,
): SnippetRequest {
  const face = faceOf(call.operation)
  if (!face) throw new Fault(`there is no ${call.operation} here`, 'Fix the case.')
  const { credentials, values } = callerOf(call, arrangement)
  const within = scope === undefined ? call : scoped(call, face, scope)
  if ('reason' in within) throw new Fault(within.reason, 'Show it on a mock instead, without --target.')
  const { method, target, headers, body } = toWireRequest(within, face, values, credentials)
  return {
    method,
    target: unmarked(target),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, unmarked(value)])),
    body: body === null ? null : unmarked(body),
  }
}

/** The credentials of a call, and the values of its `$name`s. Throws a Fault if the arrangement lacks one. */
export function callerOf(
  call: CaseCall,
  arrangement: Arrangement,
): { readonly credentials: Readonly<Record<string, string>>; readonly values: Readonly<Record<string, string>> } {
  const credentials = arrangement.identities[call.as]
  if (!credentials) throw new Fault(`there is no ${call.as} here`, 'Fix the case.')
  const values = valuesFor(call, arrangement)
  const lacking = unfilled(call, values)
  if (lacking !== undefined) throw new Fault(`nothing yields $${lacking} here`, 'Give its caller an X-User-Id.')
  return { credentials, values }
}

/** Placeholder for a variable while a request is built; JSON and URL encoding leave it unchanged. */
export const variableMark = (name: string): string => `~~${name}~~`

/** A text with variables in place of their marks. */
export const unmarked = (text: string): Text => {
  const pieces = text.split(/~~(\w+)~~/).map((part, index) => (index % 2 === 0 ? part : { env: part }))
  return pieces.length === 1 ? text : pieces
}

/** `roomId` → `ROOM_ID`, `code.upper-case` → `CODE_UPPER_CASE`. */
const variableName = (value: string): string => value.replaceAll(/[A-Z]/g, '_$&').replaceAll(/[.-]/g, '_').toUpperCase()
