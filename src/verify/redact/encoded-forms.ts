// Shorter ones occur in unrelated text.
const SHORTEST = 8

/** Encodes secrets as an answer could contain them. Each is encoded once, since hundreds of cases use the same credentials. */
export function createEncoder(): (secrets: readonly string[]) => readonly string[] {
  const known = new Map<string, readonly string[]>()
  return (secrets) =>
    [...new Set(secrets)].flatMap((secret) => {
      const forms = known.get(secret) ?? (secret.length < SHORTEST ? [] : encodedForms(secret))
      known.set(secret, forms)
      return forms
    })
}

/** A secret as it is, escaped for a URL, in hex, and in base64 of a text that contains it. */
function encodedForms(secret: string): readonly string[] {
  const bytes = [...new TextEncoder().encode(secret)]
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const inBase64 = [0, 1, 2].map((before) => {
    const binary = String.fromCharCode(...Array.from({ length: before }, () => 0), ...bytes)
    // Characters that also depend on the bytes before and after are omitted.
    return btoa(binary).slice(before === 0 ? 0 : before + 1, -4)
  })
  const inUrl = inBase64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))
  const all = [secret, encodeURIComponent(secret.toWellFormed()), hex, hex.toUpperCase(), ...inBase64, ...inUrl]
  return [...new Set(all)].filter((form) => form !== '')
}
