import { isContainer } from '../../json.ts'
import type { SecretPlace } from '../model/redaction.ts'
import { withoutCuts } from './cuts.ts'
import { createSecretSearch } from './secret-search.ts'
import { createRecent } from './recent.ts'
import { isSecretName, REDACTED, withoutNamed } from './secret-names.ts'

/** Headers by name, or as a list in the order received. */
export type HeaderSet = Readonly<Record<string, string>> | readonly (readonly [string, string])[]

/** Removes secrets; the result is safe to print. */
export interface Redactor {
  /** A text without known secrets in any form, anything that looks like a token or key, and values named like secrets. */
  readonly text: (value: string) => string
  /** The same headers; those named like secrets lose their whole value. */
  readonly headers: <T extends HeaderSet>(headers: T) => T
  /**
   * Plain data of the same shape: strings and names as by `text`; removes members named like secrets, and parts 200 levels
   * deep.
   */
  readonly deep: <T>(value: T) => T
  /** Removes these secrets, too, from now on; anywhere by default. */
  readonly learn: (secrets: readonly string[], where?: SecretPlace) => void
}

/** Secrets known in advance. */
export interface RedactorOptions {
  /** In clear text, in any order; those below four characters are ignored. */
  readonly secrets: readonly string[]
  /** Further names, in any case, whose values are secrets. */
  readonly names?: readonly string[]
}

// Deeper nesting would overflow the stack.
const MAX_DEPTH = 200

/** A redactor for a run. It takes linear time for any text. */
export function createRedactor({ secrets, names = [] }: RedactorOptions): Redactor {
  const known = new Set<string>()
  const search = createSecretSearch([])
  const redacted = createRecent()
  const learn = (further: readonly string[], where: SecretPlace = 'anywhere'): void => {
    const unknown = [...new Set(further.flatMap(variantsOf))].filter((secret) => !known.has(secret))
    for (const secret of unknown) known.add(secret)
    search.learn(unknown, where)
    redacted.clear()
  }
  learn(secrets)
  const further = new Set(names.map((name) => name.toLowerCase()))
  const isSecret = (name: string): boolean => isSecretName(name) || further.has(name.toLowerCase())
  const text = (value: string): string =>
    redacted.of(value, () => withoutShapes(withoutNamed(withoutCuts(value, search.find(value), REDACTED))))
  const pair = (name: string, value: string): [string, string] => [text(name), isSecret(name) ? REDACTED : text(value)]

  function headers<T extends HeaderSet>(set: T): T
  function headers(set: HeaderSet): HeaderSet {
    if (isList(set)) return set.map(([name, value]) => pair(name, value))
    return Object.fromEntries(Object.entries(set).map(([name, value]) => pair(name, value)))
  }

  const walked = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return text(value)
    if (!isContainer(value)) return value
    if (depth === MAX_DEPTH) return REDACTED
    if (Array.isArray(value)) return value.map((item: unknown) => walked(item, depth + 1))
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [text(name), inside(name, member, depth + 1)]),
    )
  }

  const inside = (name: string, member: unknown, depth: number): unknown => {
    if (name === 'headers' && isHeaderSet(member)) return headers(member)
    const holdsNothing = member === null || member === undefined || typeof member === 'boolean'
    return isSecret(name) && !holdsNothing ? REDACTED : walked(member, depth)
  }

  function deep<T>(value: T): T
  function deep(value: unknown): unknown {
    return walked(value, 0)
  }

  return { text, headers, deep, learn }
}

/** Header values are trimmed in transit, and their bytes read as Latin 1. */
const variantsOf = (secret: string): string[] =>
  [secret, secret.trim(), secret.normalize('NFC'), secret.normalize('NFD')].flatMap((each) => [each, asLatin1(each)])

const encoder = new TextEncoder()
const asLatin1 = (text: string): string => {
  const bytes = encoder.encode(text)
  // Plain ASCII, as nearly all are, is the same.
  return bytes.length === text.length ? text : Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
}

// Open-ended repetition below is of single characters and unbounded from the first: other forms overflow the engine's stack on
// long texts.
const PEM = /-----BEGIN[A-Z0-9 +%]{1,60}-----[^]*?(?:-----END[A-Z0-9 +%]{1,60}-----|$)/g
// A word after "Bearer" is prose, unless it contains a digit or is long.
const BEARER = /(bearer(?:\s|%20|\+){1,4})([\w.~+/-]+=*)/gi
const RUN = /[\w.-]+/g

const withoutShapes = (text: string): string =>
  text
    .replace(PEM, REDACTED)
    .replace(BEARER, (all, scheme: string, token: string) =>
      token.length > 19 || /\d/.test(token) ? `${scheme}${REDACTED}` : all,
    )
    .replace(RUN, withoutToken)

/** A JWT has three parts of base64url, the first of which encodes an object; whatever follows without a break is included. */
function withoutToken(run: string): string {
  const at = run.indexOf('eyJ')
  return at !== -1 && /^[\w-]+\.[\w-]+\./.test(run.slice(at)) ? run.slice(0, at) + REDACTED : run
}

const isList = (set: HeaderSet): set is readonly (readonly [string, string])[] => Array.isArray(set)

const isHeaderSet = (value: unknown): value is HeaderSet =>
  isContainer(value) &&
  (Array.isArray(value)
    ? value.every((pair: unknown) => Array.isArray(pair) && pair.length === 2 && pair.every(isText))
    : Object.values(value).every(isText))

const isText = (value: unknown): value is string => typeof value === 'string'
