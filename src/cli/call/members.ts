import type { CaseRequest } from '../../contract/model/case.ts'
import { NAME } from '../../contract/model/case-request.ts'
import type { Face } from '../../contract/model/face.ts'
import { parseJson } from '../../json.ts'

/**
 * A request with members of one's own. Each goes where the request has one of its name, else into the query of a GET, else into the
 * body. In a body, JSON is JSON (`5`, `true`, `null`, `"5"`) and everything else is a text; an empty value omits the member.
 */
export function withMembers(
  request: CaseRequest,
  { method }: Pick<Face, 'method'>,
  members: Readonly<Record<string, string>>,
): CaseRequest {
  const place = placeIn(request, method === 'GET' ? 'query' : 'body')
  const at = (wanted: Place): [string, string][] => Object.entries(members).filter(([name]) => place(name) === wanted)
  const body = changed(request.body ?? {}, at('body'), toJson)
  return {
    ...request,
    path: changed(request.path, at('path'), String),
    query: changed(request.query, at('query'), String),
    body: request.body === null && Object.keys(body).length === 0 ? null : body,
  }
}

type Place = 'path' | 'query' | 'body'

const placeIn =
  (request: CaseRequest, otherwise: Place) =>
  (name: string): Place =>
    PLACES.find((place) => Object.hasOwn(request[place] ?? {}, name)) ?? otherwise

const PLACES: readonly Place[] = ['path', 'query', 'body']

const changed = (
  before: Readonly<Record<string, unknown>>,
  members: readonly (readonly [string, string])[],
  toValue: (text: string) => unknown,
): Record<string, unknown> => {
  const after = { ...before, ...Object.fromEntries(members.map(([name, text]) => [name, toValue(text)])) }
  const omitted = new Set(members.filter(([, text]) => text === '').map(([name]) => name))
  return Object.fromEntries(Object.entries(after).filter(([name]) => !omitted.has(name)))
}

const toJson = (text: string): unknown => (text === 'null' ? null : (parseJson(text) ?? text))

/** The names of the values that a request still lacks. */
export const openNames = ({ path, query, body }: CaseRequest): string[] => [
  ...new Set(
    [path, query, body ?? {}]
      .flatMap((part) => Object.values(part))
      .flatMap((value) => (typeof value === 'string' ? (value.match(NAME) ?? []) : []))
      .map((name) => name.slice(1)),
  ),
]
