type Unescape = (text: string) => string

const CONTROLS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const fromUrl: Unescape = (text) =>
  text.replaceAll(/(?:%[\da-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run)
    } catch {
      // No UTF-8: bytes of another encoding.
      return run.replaceAll(/%(..)/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    }
  })

const fromJson: Unescape = (text) =>
  text.replaceAll(
    /\\(?:u([\da-f]{4})|u\{0*([\da-f]{1,6})\}|x([\da-f]{2})|([^]))/gi,
    (all, unit?: string, point?: string, byte?: string, letter = '') => {
      const digits = unit ?? point ?? byte
      return digits === undefined
        ? (CONTROLS[letter] ?? letter)
        : (characterOf(Number.parseInt(digits, 16)) ?? all.slice(1))
    },
  )

const fromHtml: Unescape = (text) =>
  text.replaceAll(
    /&(?:#x0*([\da-f]{1,6})|#0*(\d{1,7})|(amp|lt|gt|quot|apos));?/gi,
    (all, hex?: string, decimal?: string, name = '') => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return NAMED[name.toLowerCase()] ?? characterOf(code) ?? all
    },
  )

const characterOf = (code: number): string | null => (code <= 0x10ffff ? String.fromCodePoint(code) : null)

const WAYS: readonly Unescape[] = [fromUrl, fromJson, fromHtml]

// What was escaped in more ways, or more often, is not worth the time.
const MOST_TEXTS = 16

/** A text, and what it is without escapes of URLs, of JSON and JavaScript, and of HTML: also those that were escaped again. */
export function unescapings(text: string): ReadonlySet<string> {
  const found = new Set([text])
  // A set goes on with what is added meanwhile.
  for (const each of found) for (const way of WAYS) if (found.size < MOST_TEXTS) found.add(way(each))
  return found
}
