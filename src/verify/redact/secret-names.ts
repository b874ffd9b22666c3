/** Replaces a secret. */
export const REDACTED = '[redacted]'

const SECRET_NAME =
  /token|key|secret|passw|(?:^|[-_])pass|pass$|pwd|auth|session|credential|bearer|jwt|cookie|csrf|2fa|signature|^(?:pin|sig|x-user-id)$|forwarded-access/i

/** Whether a header, member or query parameter of this name counts as a secret, regardless of its value. */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(name)

/** A text without the values of query parameters, lines, JSON members and parts of forms named like secrets. */
export const withoutNamed = (text: string): string =>
  withoutParts(withoutMembers(withoutLines(withoutParameters(withoutUserInfo(text)))))

// The password in a URL.
const withoutUserInfo = (text: string): string =>
  text.replace(/(:\/\/[^\s/:@?#"'<>]{0,200}:)[^\s/@?#"'<>]{1,200}(?=@)/g, `$1${REDACTED}`)

// At the start of a line or a segment of a path, too.
const PARAMETER = /(^|[?&;/\r\n])([^=&;\s#?"'<>/]{1,100})=/g
// Some servers separate parameters by semicolons; a secret may contain one.
const VALUE = /[^&\s#"'<>\\]*/y

function withoutParameters(text: string): string {
  let kept = ''
  let from = 0
  for (const { 0: all, 2: name = '', index } of text.matchAll(PARAMETER)) {
    const at = index + all.length
    if (at <= from || !isSecretName(name)) continue
    VALUE.lastIndex = at
    const [value = ''] = VALUE.exec(text) ?? []
    if (value === '' || isVariable(value)) continue
    kept += `${text.slice(from, at)}${REDACTED}`
    from = at + value.length
  }
  return kept + text.slice(from)
}

const LINE =
  /((?:proxy-)?authorization|(?:set-)?cookie|x-auth-token|x-user-id|x-api-key)(\s{0,4}:\s{0,4})([^\s"'<>\\][^\r\n"'<>\\]*)/gi

// Only these names, since a line of prose may start with any word and a colon.
const PLAIN_LINE =
  /((?:^|[\r\n])[ \t]{0,16}(?:(?:user|client|access|refresh|auth|id|api|private)[-_]?)?(?:password|passwd|passphrase|pass|pwd|pin|token|secret|jwt|api[-_]?key))([ \t]{0,4}:[ \t]{0,4})([^\s"'<>\\][^\r\n"'<>\\]*)/gi

const withoutLines = (text: string): string =>
  [LINE, PLAIN_LINE].reduce(
    (left, pattern) =>
      left.replace(pattern, (all, name: string, colon: string, value: string) =>
        isVariable(value) || value.startsWith(REDACTED) ? all : `${name}${colon}${REDACTED}`,
      ),
    text,
  )

// A command to paste contains names of environment variables, not values.
const isVariable = (value: string): boolean => /^\$\{?[\w:]{1,100}\}?$/.test(value)

// Quotes may be escaped, as in JSON inside a JSON string, and single, as in JavaScript and Python.
const MEMBER = /(?<!\\)(\\{0,7})(?:"([^"\\]{1,100})\1"|'([^'"\\]{1,100})\1')\s{0,100}:\s{0,100}/g

function withoutMembers(text: string): string {
  let kept = ''
  let from = 0
  for (const { name, at, mark } of membersIn(text)) {
    const end = at <= from || !isSecretName(name) ? at : endOfValue(text, at, mark)
    if (end === at) continue
    kept += `${text.slice(from, at)}${mark}${REDACTED}${mark}`
    from = end
  }
  return kept + text.slice(from)
}

/** The name of a member in a text, where its value begins, and how quotes are written there. */
interface Member {
  readonly name: string
  readonly at: number
  readonly mark: string
}

/** Also of JSON inside a JSON string, and inside values of other members. */
export function* membersIn(text: string): Generator<Member, void> {
  for (const { 0: all, 1: slashes = '', 2: double, 3: single = '', index } of text.matchAll(MEMBER))
    yield { name: double ?? single, at: index + all.length, mark: `${slashes}${double === undefined ? "'" : '"'}` }
}

// Of a form with files: its name, what else its headers say, and an empty line.
const PART = /\bname=("?)([^"\r\n;]{1,100})\1[^\r\n]{0,300}\r?\n(?:[^\r\n]{1,300}\r?\n){0,5}\r?\n/g

function withoutParts(text: string): string {
  let kept = ''
  let from = 0
  for (const { 0: all, 2: name = '', index } of text.matchAll(PART)) {
    const at = index + all.length
    if (index < from || !isSecretName(name)) continue
    const next = /\r?\n--/g
    next.lastIndex = at
    kept += `${text.slice(from, at)}${REDACTED}`
    from = next.exec(text)?.index ?? text.length
  }
  return kept + text.slice(from)
}

/** The end of the JSON value that starts here; its start if it can't be a secret. */
export function endOfValue(text: string, at: number, quote: string): number {
  const other = quote.slice(0, -1) + (quote.endsWith('"') ? "'" : '"')
  for (const each of [quote, other]) if (text.startsWith(each, at)) return endOfText(text, at + each.length, each)
  if (text[at] === '{' || text[at] === '[') return endOfBrackets(text, at, quote)
  return at + (/^-?\d[\d.eE+-]{0,400}/.exec(text.slice(at, at + 400))?.[0].length ?? 0)
}

/** Just after the closing quote of a string, or where the enclosing string ends; the end of the text if it was truncated. */
function endOfText(text: string, from: number, quote: string): number {
  const mark = quote.slice(-1)
  for (let at = text.indexOf(mark, from); at !== -1; at = text.indexOf(mark, at + 1)) {
    // Each level of escaping doubles the backslashes: more than those of this level are part of the text.
    const slashes = slashesBefore(text, at, from) % (2 * quote.length)
    if (slashes < quote.length) return slashes === quote.length - 1 ? at + 1 : at - slashes
  }
  return text.length
}

function slashesBefore(text: string, at: number, from: number): number {
  let count = 0
  while (at - count > from && text[at - count - 1] === '\\') count++
  return count
}

function endOfBrackets(text: string, from: number, quote: string): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    if (text.startsWith(quote, at)) at = endOfText(text, at + quote.length, quote) - 1
    else if (text[at] === '{' || text[at] === '[') depth++
    else if ((text[at] === '}' || text[at] === ']') && --depth === 0) return at + 1
  }
  return text.length
}
