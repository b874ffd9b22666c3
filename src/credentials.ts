const CREDENTIALS = /^(?:authorization|proxy-authorization|cookie|x-auth-token|x-api-key)$/

/** Whether a header, by its lower-case name, holds a credential, which must not be shown or kept. */
export const isCredential = (header: string): boolean => CREDENTIALS.test(header)

// Shorter ones are words and flags, which occur in unrelated text.
const SHORTEST = 8
// A header may hold thousands, and each costs a search.
const MOST = 50

/**
 * Removes the credentials that a call sent in headers from any other text of this call: they may stand there in any case, and as JSON
 * or a URL writes them.
 */
export function createOwnCredentials(headers: Readonly<Record<string, string | undefined>>): (text: string) => string {
  const values = Object.entries(headers).flatMap(([name, value = '']) => (isCredential(name) ? valuesIn(value) : []))
  const secrets = [...new Set(values)].filter(({ length }) => length >= SHORTEST).slice(0, MOST)
  const patterns = secrets.flatMap(writtenAs).map((each) => new RegExp(literal(each), 'gi'))
  return (text) => patterns.reduce((left, pattern) => left.replace(pattern, '…'), text)
}

/** A credential without its scheme, and each value of cookies. */
function valuesIn(header: string): string[] {
  const credential = header.replace(/^(?:Bearer|Basic|Token) +/i, '').trim()
  const parts = credential.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim())
  return [credential, ...parts, ...passwordIn(header)]
}

function passwordIn(header: string): string[] {
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

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
