import type { Face, FormFault } from '../contract/model/face.ts'
import type { Call, Faults, Standing } from '../domain/operation.ts'
import type { Answer, MockRequest } from './answer.ts'
import { readBody, type ReadBody } from './body.ts'
import { raiseLimit, type Limits } from './limits.ts'
import { problem } from './problem.ts'
import { countPairs, parseQuery, type Query } from './query.ts'
import type { PreparedRoute } from './prepared-face.ts'

/** A parsed request that lacks only its rate-limit standing, which depends on the world. */
export type Read = (limit: Standing) => Call

const NO_FAULTS: Faults = { unreadable: null, tooLarge: false, form: null }

/** Parses query and body. Documented faults are left to the operation's rules; all others are answered with a problem. */
export function readCall(
  { face, validators }: PreparedRoute,
  params: Readonly<Record<string, string>>,
  queryText: string,
  request: MockRequest,
  limits: Limits,
): Read | Answer {
  if (countPairs(queryText) > mostPairs(face, limits)) return tooMany('The query has too many parameters.', limits)
  const isInflated = request.inflated !== undefined && face.encodings.length > 0
  const sent = (isInflated && request.inflated) || request
  const tooLarge = face.maxBytes !== null && sent.bodyBytes > face.maxBytes
  if (sent.isCut && !tooLarge)
    return problem({
      status: 413,
      title: 'Body too large',
      detail: `The body is too large. ${raiseLimit('body', limits)}`,
    })
  const query = parseQuery(queryText)
  const headers = isInflated && request.inflated !== null ? uncompressed(request.headers) : request.headers
  const body = readBody(face, headers, tooLarge ? '' : sent.body, limits)
  if (body.over === 'depth')
    return problem({
      status: 400,
      title: 'Body too deep',
      detail: `The body is nested too deeply. ${raiseLimit('depth', limits)}`,
    })
  if (body.over === 'parameters') return tooMany('The form has too many parameters.', limits)
  const form = validators.query?.(query) ?? validators.body?.(body.value) ?? null
  const faults = toFaults(form, body, tooLarge)
  const told = hasLongList(query, face.maxItems) ? { ...faults, tooManyItems: true } : faults
  return (limit) => ({
    params,
    query,
    headers: request.headers,
    body: body.value,
    faults: told,
    takesWrongAsNone: face.takesWrongAsNone,
    limit,
  })
}

/** An operation that answers to long lists itself must be able to read them. */
const mostPairs = ({ maxItems = 0 }: Face, { parameters }: Limits): number => Math.max(parameters, 2 * maxItems)

const hasLongList = (query: Query, most: number | undefined): boolean =>
  most !== undefined && Object.values(query).some((value) => Array.isArray(value) && value.length > most)

const uncompressed = (headers: MockRequest['headers']): MockRequest['headers'] => ({
  ...headers,
  'content-encoding': undefined,
})

const tooMany = (what: string, limits: Limits): Answer =>
  problem({ status: 400, title: 'Too many parameters', detail: `${what} ${raiseLimit('parameters', limits)}` })

const toFaults = (form: FormFault | null, { unreadable }: ReadBody, tooLarge: boolean): Faults =>
  form === null && unreadable === null && !tooLarge ? NO_FAULTS : { form, unreadable, tooLarge }
