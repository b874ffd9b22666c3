import { isContainer } from '../json.ts'
import { endOfValue, isSecretName, membersIn } from '../verify/redact/secret-names.ts'

/** What a name says of its value: that it is a secret, that it is one if it looks so, or that it is none. */
type Meaning = 'secret' | 'maybe' | 'none'

/** `key`, `auth` and `session` alone name too much else. */
const SURE =
  /token|secret|passw|passphrase|passcode|(?<!by|com)pass$|pwd|jwt|credential|(?:api|private|access)[_-]?key|session_?id|csrf|2fa|^(?:pin|sig)$/i
/** Ends names of what belongs to secrets but is none: ids, states, times and sizes. */
const PLAIN =
  /(?:status|error)_?code$|(?:status|state|type|kind|name|method|provider|scheme|alg|algorithm|version|role|scope|ur[il]|date|time|expir[a-z]{1,10}|ttl|age|length|count|size|min|max|limit|used)$/i
const PLAIN_WORD = /(?<![sS]ession)Ids?$|(?:^|(?<!session)_)ids?$|(?:^|_)(?:at|in|on)$|[a-z\d](?:At|In|On)$/
const FLAG = /^(?:true|false|null|none|undefined)$/i
/** As `error-404`, `RS256` and `v1.2.3`. */
const WORDS = /^(?:[a-z]+\d{0,3}|\d{1,3})(?:[-_.:/](?:[a-z]+\d{0,3}|\d{1,3}))*$/i
const DATE = /^\d{4}-\d\d/
/** Longer ones are files. */
const LONGEST = 4000
/** A list of more is data. */
const MOST_BELOW = 50
const DEEPEST = 20

/** The value of a parameter, if it is a secret by its name. */
export const secretParameter = (name: string, value: string): string[] => scalarSecrets(value, meaningOf(name, 'none'))

/** The secrets among the values of JSON members, and among all below them; numbers as text. */
export function secretMembers(text: string): string[] {
  const secrets: string[] = []
  let from = 0
  let readsBrackets = true
  for (const { name, at, mark } of membersIn(text)) {
    const isInside = /[{[]/.test(text[at] ?? '')
    if (at <= from || !isSecretName(name) || (isInside && !readsBrackets)) continue
    const end = endOfValue(text, at, mark)
    const value = parsed(text.slice(at, end), mark)
    // What is truncated is searched for members inside of it, and not for its end again: that would take quadratic time.
    if (value === undefined) readsBrackets &&= !isInside
    else from = end
    secrets.push(...secretsBelow(value, meaningOf(name, 'none')).slice(0, MOST_BELOW))
  }
  return secrets
}

function meaningOf(name: string, above: Meaning): Meaning {
  const isPlain = PLAIN.test(name) || PLAIN_WORD.test(name)
  if (SURE.test(name)) return isPlain ? 'maybe' : 'secret'
  if (isPlain) return 'none'
  return above === 'none' && isSecretName(name) ? 'maybe' : above
}

function secretsBelow(value: unknown, meaning: Meaning, depth = 0): string[] {
  if (!isContainer(value)) return scalarSecrets(value, meaning)
  if (depth === DEEPEST) return []
  if (Array.isArray(value)) return value.flatMap((item: unknown) => secretsBelow(item, meaning, depth + 1))
  return Object.entries(value).flatMap(([name, member]) => secretsBelow(member, meaningOf(name, meaning), depth + 1))
}

function scalarSecrets(value: unknown, meaning: Meaning): string[] {
  if (typeof value === 'number') return meaning === 'secret' && Number.isSafeInteger(value) ? [String(value)] : []
  if (typeof value !== 'string' || value.length > LONGEST || FLAG.test(value)) return []
  return meaning === 'secret' || (meaning === 'maybe' && looksGenerated(value)) ? [value] : []
}

const looksGenerated = (value: string): boolean =>
  /\d/.test(value) && !/\s/.test(value) && !WORDS.test(value) && !DATE.test(value) && !value.includes('://')

/** Nothing if it is no JSON, as where it was truncated. */
function parsed(json: string, mark: string): unknown {
  try {
    let plain = json
    // Each level of JSON inside a JSON string doubles the backslashes before a quote, and adds one.
    for (let slashes = mark.length - 1; slashes > 0; slashes = (slashes - 1) / 2)
      plain = String(JSON.parse(`"${plain}"`))
    return JSON.parse(plain)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
