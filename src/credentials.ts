import { standsAlone } from './standing-alone.ts'

const CREDENTIALS = /^(?:authorization|proxy-authorization|cookie|x-auth-token|x-api-key)$/

/** Whether a header, by its lower-case name, holds a credential, which must not be shown or kept. */
export const isCredential = (header: string): boolean => CREDENTIALS.test(header)

// Shorter ones are words and flags, which occur in unrelated text: where they stand alone, if they have at least four characters.
const SHORTEST = 8
const SHORTEST_ALONE = 4
// A header may hold thousands, and each costs a search.
const MOST = 50

/**
 * Removes the credentials that a call sent in headers from any other text of this call: they may stand there in any case, and as JSON
 * or a URL writes them, or in base64.
 */
export function createOwnCredentials(headers: Readonly<Record<string, string | undefined>>): (text: string) => string {
  const values = Object.entries(headers).flatMap(([name, value = '']) => (isCredential(name) ? valuesIn(value) : []))
  const secrets = [...new Set(values)].filter(({ length }) => length >= SHORTEST_ALONE).slice(0, MOST)
  const plain = hiding(secrets, writtenAs)
  let encoded: Hide | undefined
  // Few texts hold base64 that long, which is told faster than by a search for each.
  const least = Math.min(...secrets.map(({ length }) => length))
  return (text) => {
    const left = plain(text)
    return hasRun(left, least) ? (encoded ??= hiding(secrets, encodedAs))(left) : left
  }
}

type Hide = (text: string) => string

function hiding(secrets: readonly string[], formsOf: (secret: string) => readonly string[]): Hide {
  const hides = secrets.flatMap((secret) => formsOf(secret).map((each) => hideBy(secret, literal(each))))
  return (text) => hides.reduce((left, hide) => hide(left), text)
}

/** Whether so many characters in a row may be base64; looks at few of the others. */
function hasRun(text: string, least: number): boolean {
  for (let end = least - 1; end < text.length;) {
    let at = end
    while (at > end - least && /[\w+/%-]/.test(text[at] ?? '')) at--
    if (at === end - least) return true
    end = at + least
  }
  return false
}

function hideBy(secret: string, written: string): (text: string) => string {
  if (secret.length >= SHORTEST) {
    const pattern = new RegExp(written, 'gi')
    return (text) => text.replace(pattern, '…')
  }
  const pattern = new RegExp(written, 'g')
  return (text) =>
    text.replace(pattern, (all, at: number) =>
      standsAlone(secret, text, { from: at, to: at + all.length }) ? '…' : all,
    )
}

/** A credential without its scheme, and each value of cookies. */
function valuesIn(header: string): string[] {
  const credential = header.replace(/^(?:Bearer|Basic|Token) +/i, '').trim()
  const parts = credential.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim())
  return [credential, ...parts, ...passwordIn(header)]
}

/** The password of a header with a name and a password in base64; none in others. */
export function passwordIn(header: string): string[] {
  const encoded = /^Basic +([\w+/=-]+)$/i.exec(header)?.[1]
  if (encoded === undefined) return []
  try {
    const pair = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'))
    return [pair.slice(pair.indexOf(':') + 1)]
  } catch {
    // Not base64: there is no password in it.
    return []
  }
}

const writtenAs = (secret: string): string[] => [
  ...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed())]),
]

const encodedAs = (secret: string): string[] => [
  ...new Set(
    inBase64(secret).flatMap((each) => [
      each,
      encodeURIComponent(each),
      each.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
    ]),
  ),
]

/** As a whole and, of a long one, what is the same wherever it stands in more that is encoded. */
function inBase64(secret: string): string[] {
  const bytes = String.fromCharCode(...new TextEncoder().encode(secret))
  if (secret.length < SHORTEST) return [btoa(bytes), btoa(bytes).replaceAll('=', '')]
  const inside = [0, 1, 2].map((before) => {
    const whole = btoa('\0'.repeat(before) + bytes)
    const bits = 8 * (before + bytes.length)
    return whole.slice(Math.ceil((8 * before) / 6), Math.floor(bits / 6))
  })
  return [btoa(bytes), btoa(bytes).replaceAll('=', ''), ...inside]
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
