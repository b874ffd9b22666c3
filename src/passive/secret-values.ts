import { passwordIn } from '../credentials.ts'
import { isSecretName } from '../verify/redact/secret-names.ts'
import type { HeaderPairs } from './model/seen.ts'
import { secretMembers, secretParameter } from './secret-members.ts'

/** Shorter ones are words, flags and numbers, which occur anywhere. */
const SHORTEST = 4
// A body may be a file of megabytes, and its first part says what it is.
const MOST_READ = 1_000_000

/** The secrets that headers carry: by their names credentials, cookies and keys, and those in URLs. */
export const secretsInHeaders = (headers: HeaderPairs): string[] =>
  headers
    .flatMap(([name, value]) => [
      ...(isSecretName(name) && !isChallenge(name) ? valuesIn(name, value) : []),
      ...(value.match(URL_IN) ?? []).flatMap(secretsInUrl),
    ])
    .filter(isLong)

// As in `Referer`, `Location` and `Link`.
const URL_IN = /\b[a-z]{2,10}:\/\/[^\s<>"']{1,8000}/gi

/** The secrets that a body names so, as members of JSON or of a form. */
export function secretsInBody(body: string | null): string[] {
  const text = (body ?? '').slice(0, MOST_READ)
  return [...secretMembers(text), ...(FORM.test(text) ? secretParameters(text) : [])].filter(isLong)
}

/** The secrets in a URL: a password, and parameters that are named so. */
export function secretsInUrl(url: string): string[] {
  const parsed = URL.parse(url)
  if (parsed === null) return []
  return [decoded(parsed.password), ...secretParameters(parsed.search.slice(1))].filter(isLong)
}

const FORM = /^[\w.~%+[\]-]{1,100}=/

const secretParameters = (text: string): string[] =>
  [...new URLSearchParams(text)].flatMap(([name, value]) => secretParameter(name, value))

/** As it is, if it is not percent-encoded. */
const decoded = (text: string): string => new URLSearchParams(`x=${text.replaceAll('+', '%2B')}`).get('x') ?? text

/** What a server says of credentials in general. */
const isChallenge = (name: string): boolean => /-authenticate$|^access-control-/.test(name)

function valuesIn(name: string, value: string): string[] {
  if (name === 'cookie') return value.split(';').map(afterName)
  if (name === 'set-cookie') return [afterName(value.split(';')[0] ?? '')]
  return [value.replace(/^(?:Bearer|Basic|Token) /i, '').trim(), ...passwordIn(value)]
}

const afterName = (pair: string): string => pair.slice(pair.indexOf('=') + 1).trim()
const isLong = (value: string): boolean => [...value].length >= SHORTEST
