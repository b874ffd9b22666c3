import { controlRoutes, type ControlOperation } from '../contract/compiled/control-routes.ts'
import { requestValidators } from '../contract/compiled/control-request-validators.ts'
import type { Answer, Dispatch, MockRequest } from '../mock/answer.ts'
import { deeperThan } from '../mock/body.ts'
import { problem } from '../mock/problem.ts'
import { parseQuery } from '../mock/query.ts'
import { wrongInput, type ControlCall } from './handler.ts'
import { wrongForm } from './wrong-form.ts'
import { controlOperations } from './operations.ts'
import type { ControlParts } from './parts.ts'
import { parseJson } from '../json.ts'

interface Route {
  readonly pattern: RegExp
  readonly methods: Map<string, ControlOperation>
}

/** Routes requests by the control plane's contract, and validates them. The guard must have let them through. */
export function createControlDispatch(parts: ControlParts): Dispatch {
  const routes = readRoutes()
  const handlers = controlOperations(parts)
  return (request) => {
    const url = splitTarget(request.target)
    const found = routes.map((route) => ({ route, match: route.pattern.exec(url.path) })).find(({ match }) => match)
    if (!found?.match) return noSuchPath(url.path)
    const { methods } = found.route
    const operation = methods.get(request.method === 'HEAD' ? 'GET' : request.method)
    if (operation === undefined) return wrongMethod(request.method, [...methods.keys()])
    const call = readCall(operation, found.match.groups ?? {}, url.query, request)
    return 'status' in call ? call : handlers[operation](call)
  }
}

const splitTarget = (target: string): { path: string; query: string } => {
  const [path = '', ...query] = target.split('?')
  return { path, query: query.join('?') }
}

/** Paths without parameters come first, so that no parameter matches in their place. */
function readRoutes(): Route[] {
  const routes = new Map<string, Route>()
  for (const { id, method, path } of controlRoutes) {
    const pattern = new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
    const route = routes.get(path) ?? { pattern, methods: new Map<string, ControlOperation>() }
    routes.set(path, route)
    route.methods.set(method, id)
  }
  return [...routes.values()]
}

// Deep enough for any snapshot.
const MAX_DEPTH = 64

function readCall(
  operation: ControlOperation,
  groups: Readonly<Record<string, string>>,
  queryText: string,
  { body, isCut, bodyBytes }: MockRequest,
): ControlCall | Answer {
  const validators = requestValidators['current']?.[operation]
  const params = decoded(groups)
  if (params === null) return wrongInput('/path', 'must be percent-encoded UTF-8')
  if (isCut) return tooLarge(bodyBytes)
  if (deeperThan(body, MAX_DEPTH)) return wrongInput('', `must not be nested deeper than ${MAX_DEPTH} levels`)
  const value = body.trim() === '' ? {} : parseJson(body)
  if (value === undefined) return wrongInput('', 'must be JSON')
  const query = parseQuery(queryText)
  const inQuery = validators?.query?.(query)
  if (inQuery) return wrongForm(inQuery, '/query')
  const inBody = validators?.body?.(value)
  if (inBody) return wrongForm(inBody)
  return { params, query, body: value }
}

function decoded(groups: Readonly<Record<string, string>>): Record<string, string> | null {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]))
  } catch {
    // Decoding throws only at invalid percent-encoding.
    return null
  }
}

const tooLarge = (bytes: number): Answer =>
  problem({
    status: 413,
    title: 'Body too large',
    detail: `The body has ${bytes} bytes, more than the control plane reads.`,
  })

const noSuchPath = (path: string): Answer =>
  problem({
    status: 404,
    title: 'No such path',
    detail: `The control plane serves nothing at ${path.slice(0, 120)}. greenroom spec control prints its contract.`,
  })

const wrongMethod = (method: string, known: readonly string[]): Answer =>
  problem({
    status: 405,
    title: 'Method not allowed',
    detail: `This path answers ${known.join(', ')}, not ${method.slice(0, 20)}.`,
    headers: ['Allow', known.join(', ')],
  })
