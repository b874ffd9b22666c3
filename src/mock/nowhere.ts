import type { Elsewhere, PlainAnswer } from '../contract/model/edition-words.ts'
import { PLAIN_HEADERS, undocumented, withConstants, type Answer } from './answer.ts'
import { chooseWorld } from './choose-world.ts'
import { problem } from './problem.ts'
import { nearest, type NamedOperation, type Route } from './route.ts'

/** A call that no operation takes. */
export interface Missed {
  readonly method: string
  readonly path: string
  /** What a proxy in front has taken off the path; empty: nothing. Suggestions are paths as the caller writes them. */
  readonly below: string
}

/** 405 if the path is known, else 404; both suggest the operation that was probably meant. */
export function nowhere(
  route: Route<unknown> | undefined,
  faces: readonly NamedOperation[],
  { method, path: own, below }: Missed,
): Answer {
  const path = below + own
  const found = nearest(faces, method, own)
  const meant = found && { ...found, path: below + found.path }
  const hint = meant
    ? `Did you mean ${meant.method} ${meant.path}${meant.operation === undefined ? '' : ` (${meant.operation})`}?`
    : ''
  const more = meant ? { nearest: { operation: meant.operation, method: meant.method, path: meant.path } } : {}
  if (!route) {
    const detail = `Nothing is served at ${shown(path)}. ${hint}`
    return { ...problem({ status: 404, title: 'No such path', detail, more }), isNowhere: true }
  }
  const allowed = allowedMethods(route)
  return problem({
    status: 405,
    title: 'Method not allowed',
    detail: `${shown(path)} answers ${allowed}, not ${shown(method)}. ${hint}`,
    headers: ['Allow', allowed],
    more,
  })
}

/** Value of the `Allow` header. */
const allowedMethods = ({ faces }: Route<unknown>): string =>
  [...new Set([...faces.keys(), ...(faces.has('GET') ? ['HEAD'] : []), 'OPTIONS'])].join(', ')

/** The answer to OPTIONS, which concerns a path, not an operation. */
export const optionsOf = (route: Route<unknown>): Answer => ({
  status: 204,
  headers: ['Allow', allowedMethods(route)],
  body: '',
  about: undocumented(`answers ${allowedMethods(route)}`),
})

/** What the contract says of a path where no operation is; undefined: nothing. */
export const elsewhereAt = (all: readonly Elsewhere[], path: string): Elsewhere | undefined =>
  all.find(({ under }) => path.startsWith(under))

/** The contract's answer in place of one of ours, which explains it in the log. */
export const inPlaceOf = (ours: Answer, elsewhere: Elsewhere, of: 'unknown' | 'options' | 'preflight'): Answer => {
  const { status, mediaType, body }: PlainAnswer = elsewhere[of]
  const headers = withConstants(['Content-Type', mediaType, ...PLAIN_HEADERS], elsewhere.headers)
  return { ...ours, status, headers, body }
}

/** The contract's answer to a preflight to this target; null: it says nothing of that path. */
export function preflightAt(all: readonly Elsewhere[], target: string): Answer | null {
  const choice = chooseWorld({}, target.split('?', 1)[0] ?? '')
  const elsewhere = 'problem' in choice ? undefined : elsewhereAt(all, choice.path)
  return elsewhere ? inPlaceOf(PREFLIGHT, elsewhere, 'preflight') : null
}

const PREFLIGHT: Answer = {
  status: 405,
  headers: [],
  body: '',
  about: undocumented('a preflight, which this edition refuses; --cors-origin <origin> allows those of an origin'),
}

/** The path that a proxy in front has taken off, as proxies tell it (`X-Forwarded-Prefix`); empty unless it is one. */
export const prefixIn = (headers: Readonly<Record<string, string | undefined>>): string => {
  const said = headers['x-forwarded-prefix'] ?? ''
  return said.length <= MAX_SHOWN && /^(?:\/[\w.~-]+)+$/.test(said) ? said : ''
}

const MAX_SHOWN = 120

const shown = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text)
