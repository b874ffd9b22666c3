import { createDecodedSearch } from './decoded-secrets.ts'
import { unescapings } from './unescaped.ts'

/** Whether a text repeats one of some secrets: as it is, escaped, or in base64 or hex. */
export type Repeats = (text: string) => boolean

// Shorter ones occur in unrelated text.
const SHORTEST = 8

/** Makes the search for each set of secrets once, since hundreds of cases use the same credentials. */
export function createRepeats(): (secrets: readonly string[]) => Repeats {
  const known = new Map<string, Repeats>()
  return (secrets) => {
    const long = [...new Set(secrets)].filter((secret) => secret.length >= SHORTEST)
    const key = JSON.stringify(long)
    const search = known.get(key) ?? repeatsOf(long)
    known.set(key, search)
    return search
  }
}

// The patterns of a redactor, which must tell where a secret stands, take seconds to compile.
function repeatsOf(secrets: readonly string[]): Repeats {
  const lower = secrets.map((secret) => secret.toLowerCase())
  const isSpelledIn = (text: string): boolean =>
    [...unescapings(text)].some((each) => {
      const all = each.toLowerCase()
      return lower.some((secret) => all.includes(secret))
    })
  const encoded = createDecodedSearch(secrets, isSpelledIn)
  return (text) => isSpelledIn(text) || encoded.find(text).length > 0
}
