import type { CaseCall } from './case.ts'
import type { Face } from './face.ts'
import { valueNamed } from './value-forms.ts'
import { isContainer } from '../../json.ts'

/** A request as sent over HTTP, without its host. */
export interface WireRequest {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/**
 * The request of a call to a face: `$name` replaced by the values its subjects yield, with the credentials of its identity. The
 * call's own headers take precedence, ignoring case; an empty one omits the header. A `$name` without a value remains, so that
 * a request that was not arranged shows what it lacks.
 */
export function toWireRequest(
  call: Pick<CaseCall, 'request' | 'raw'>,
  face: Pick<Face, 'path'> & { readonly method: string },
  values: Readonly<Record<string, string>>,
  credentials: Readonly<Record<string, string>>,
): WireRequest {
  const filled = (value: unknown): unknown => withValues(value, values)
  const path = face.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(filled(call.request.path[name] ?? ''))),
  )
  const query = repeated(call, values) ?? queryText(filled(call.request.query))
  const text = within(call.raw?.text, values, String)
  const body = text ?? bodyText(call, filled(call.request.body))
  return {
    method: face.method,
    target: query === '' ? path : `${path}?${query}`,
    headers: merged({ ...credentials, ...contentType(call, body) }, textsOf(filled(call.request.headers))),
    body,
  }
}

/** The literal query, as often as it is to be sent. */
const repeated = ({ raw }: Pick<CaseCall, 'raw'>, values: Readonly<Record<string, string>>): string | undefined => {
  const once = within(raw?.query, values, encodeURIComponent)
  return once && Array.from({ length: raw?.times ?? 1 }, () => once).join('&')
}

/** A part of a request with every `$name` replaced; one without a value remains. */
export function withValues(value: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return value.startsWith('$') ? (valueNamed(value.slice(1), values) ?? value) : value
  if (Array.isArray(value)) return value.map((item) => withValues(item, values))
  return isContainer(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withValues(item, values)]))
    : value
}

/** A literal text, which may contain `$name`s anywhere. */
export const within = (
  text: string | undefined,
  values: Readonly<Record<string, string>>,
  encoded: (value: string) => string,
): string | undefined =>
  text?.replaceAll(NAME, (name) => {
    const value = valueNamed(name.slice(1), values)
    return value === undefined ? name : encoded(value)
  })

/** A `$name` in a text. */
export const NAME: RegExp = /\$[A-Za-z]\w*(?:[.-]\w+)*/g

const queryText = (query: unknown): string =>
  Object.entries(isContainer(query) ? query : {})
    .flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((item) => [`${name}[]`, item] as const) : [[name, value] as const],
    )
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&')

function bodyText({ raw }: Pick<CaseCall, 'raw'>, body: unknown): string | null {
  if (raw?.fill !== undefined) return filler(raw.fill)
  return body === null ? null : JSON.stringify(body)
}

const FRAME = '{"filler":"0"}'

/** A JSON object of exactly this many bytes. */
export const filler = (bytes: number): string => FRAME.replace('0', '0'.repeat(Math.max(1, bytes - FRAME.length + 1)))

const contentType = ({ raw }: Pick<CaseCall, 'raw'>, body: string | null): Record<string, string> =>
  body === null ? {} : { 'Content-Type': raw?.contentType ?? 'application/json' }

/** The members of a value as texts. */
export const textsOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(isContainer(value) ? value : {}).map(([name, text]) => [name, String(text)]))

/** Merges headers; a call's own take precedence, ignoring case, and an empty one omits the header. */
export function merged(
  headers: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const overridden = new Set(Object.keys(own).map((name) => name.toLowerCase()))
  const kept = Object.entries(headers).filter(([name]) => !overridden.has(name.toLowerCase()))
  return Object.fromEntries([...kept, ...Object.entries(own)].filter(([, text]) => text !== ''))
}
