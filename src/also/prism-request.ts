import type { MockRequest } from '../mock/answer.ts'
import { readPreference, withoutPreferences } from '../mock/prefer.ts'
import { parseJson } from '../json.ts'

/** What a request asks for, in Prism's words. */
export interface PrismWish {
  readonly code?: number
  readonly exampleKey?: string
  readonly dynamic: boolean
}

/** A request in Prism's form. `Prefer` and its query forms are no part of it. */
export interface PrismRequest {
  readonly path: string
  readonly query: Record<string, string | string[]>
  readonly headers: Record<string, string>
  readonly body: unknown
}

/** A request as Prism reads it, without its world's prefix. A body that is no JSON is passed on as its text, which Prism then judges. */
export const toPrismRequest = ({ headers, body }: MockRequest, path: string, query: string): PrismRequest => ({
  path,
  query: namesAndValues(withoutPreferences(query)),
  headers: Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || name === 'prefer' ? [] : [[name, value]],
    ),
  ),
  body: body === '' ? undefined : IS_JSON.test(headers['content-type'] ?? '') ? (parseJson(body) ?? body) : body,
})

const IS_JSON = /^application\/(?:[\w.+-]+\+)?json\b/i

function namesAndValues(query: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(query)
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const [first = '', ...others] = parameters.getAll(name)
      return [name, others.length === 0 ? first : [first, ...others]]
    }),
  )
}

/** The wish in `Prefer: code=, example=, dynamic=`, or in the query as `__code` and so on; a code that no answer can have is left out. */
export function wishOf({ headers }: MockRequest, query: string): PrismWish {
  const wish = readPreference(headers['prefer'], query)
  const code = wish?.code != null && /^[2-5]\d\d$/.test(wish.code) ? Number(wish.code) : undefined
  return {
    ...(code === undefined ? {} : { code }),
    ...(wish?.example == null ? {} : { exampleKey: wish.example }),
    dynamic: DYNAMIC.test(headers['prefer'] ?? '') || /(?:^|&)__dynamic=true(?:&|$)/i.test(query),
  }
}

const DYNAMIC = /(?:^|,)\s*dynamic\s*=\s*"?true"?\s*(?:[,;]|$)/i
