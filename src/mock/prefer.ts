import type { Answer } from './answer.ts'
import { accepts } from './accept.ts'
import { problem } from './problem.ts'
import type { PreparedFace, PreparedOutcome } from './prepared-face.ts'

/** An answer that the caller asks for by name or status (RFC 7240, with Prism's parameter names and query forms). */
export interface Preference {
  readonly code: string | null
  readonly example: string | null
}

/** The caller's preference; null if there is none we know. A `Prefer` header overrides the query forms. */
export function readPreference(header: string | undefined, query: string): Preference | null {
  if (header !== undefined) return toPreference(preferencesOf(header))
  if (!query.includes('__')) return null
  // The first of each name counts, in any case, as in the header.
  const parameters = new Map(
    [...new URLSearchParams(query)].toReversed().map(([name, value]) => [name.toLowerCase(), value]),
  )
  return toPreference((name) => parameters.get(`__${name}`) ?? null)
}

const QUERY_FORM = /^__(?:code|status|statuscode|example|dynamic|seed|server|world)(?:=|$)/i

/** The query without preference parameters, including Prism's other ones, and without `__world`: no operation may see them. */
export const withoutPreferences = (query: string): string =>
  query.includes('__')
    ? query
        .split('&')
        .filter((pair) => !QUERY_FORM.test(pair))
        .join('&')
    : query

type Lookup = (name: string) => string | null

// Other mocks call it `statusCode` or `status`.
const CODE_NAMES = ['code', 'statuscode', 'status']

function toPreference(lookup: Lookup): Preference | null {
  const code = CODE_NAMES.map(lookup).find((value) => value !== null) ?? null
  const example = lookup('example')
  return code === null && example === null ? null : { code, example }
}

/** Commas separate preferences. Parameters after a semicolon belong to the preference before it; ours take none. */
function preferencesOf(header: string): Lookup {
  const found = new Map<string, string>()
  for (const part of header.split(',')) {
    const [name = '', ...value] = (part.split(';')[0] ?? '').split('=')
    const key = name.trim().toLowerCase()
    if (!found.has(key))
      found.set(
        key,
        value
          .join('=')
          .trim()
          .replace(/^"(.*)"$/, '$1'),
      )
  }
  return (name) => found.get(name) ?? null
}

/** The preferred outcome, or a problem that lists the available ones. A code alone means the first outcome with that status. */
export function preferredOutcome(prepared: PreparedFace, preference: Preference, accept: string | undefined): Chosen {
  const { code, example } = preference
  if (code !== null && !/^\d{3}$/.test(code))
    return { problem: unmet(prepared, 422, `${shown(code)} is not a status: code takes three digits.`) }
  const step = prepared.outcomes.find(
    ({ outcome: { name, status } }) => (code === null || status === Number(code)) && (example ?? name) === name,
  )
  if (!step) return { problem: unmet(prepared, 404, missing(prepared, preference)) }
  if (!accepts(accept, step.outcome.mediaType))
    return {
      problem: unmet(prepared, 406, `${step.outcome.name} is ${step.outcome.mediaType}, which Accept rules out.`),
    }
  return { step }
}

/** The outcome to answer with, or the problem with the preference. */
export type Chosen = { readonly step: PreparedOutcome } | { readonly problem: Answer }

/** The value of `Preference-Applied`. */
export const appliedText = ({ code, example }: Preference): string =>
  [...(code === null ? [] : [`code=${code}`]), ...(example === null ? [] : [`example=${example}`])].join(', ')

function missing({ face, outcomes }: PreparedFace, { code, example }: Preference): string {
  const named = outcomes.find(({ outcome }) => outcome.name === example)
  if (named) return `${named.outcome.name} has the status ${named.outcome.status}, not ${code}.`
  return example === null
    ? `${face.operation} never answers ${code}.`
    : `${face.operation} has no outcome ${shown(example)}.`
}

function unmet({ face, outcomes }: PreparedFace, status: 404 | 406 | 422, what: string): Answer {
  const there = outcomes.map(({ outcome }) => ({ example: outcome.name, code: outcome.status }))
  const list = there.map(({ example, code }) => `${example} (${code})`).join(', ')
  return problem({
    status,
    title: 'Preference cannot be met',
    detail: `${what} Known: ${list}.`,
    more: { operation: face.operation, outcomes: there },
  })
}

const shown = (text: string): string => JSON.stringify(text.slice(0, 80))
