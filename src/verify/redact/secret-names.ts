/** Replaces a secret. */
export const REDACTED = '[redacted]'

const SECRET_NAME = /token|key|secret|password|passwd|auth|session|credential|jwt|cookie|^x-user-id$/i

/** Whether a header, member or query parameter of this name counts as a secret, regardless of its value. */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(name)

/** A text without the values of query parameters, header lines and JSON members named like secrets. */
export const withoutNamed = (text: string): string => withoutMembers(withoutLines(withoutParameters(text)))

const PARAMETER = /(^|[?&;])([^=&;\s#?"'<>]{1,100})=/g
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

const withoutLines = (text: string): string =>
  text.replace(LINE, (all, name: string, colon: string, value: string) =>
    isVariable(value) ? all : `${name}${colon}${REDACTED}`,
  )

// A command to paste contains names of environment variables, not values.
const isVariable = (value: string): boolean => /^\$\{?[\w:]{1,100}\}?$/.test(value)

// Quotes may be escaped, as in JSON inside a JSON string.
const MEMBER = /(?<!\\)(\\{0,7})"([^"\\]{1,100})\1"\s{0,100}:\s{0,100}/g

function withoutMembers(text: string): string {
  let kept = ''
  let from = 0
  for (const { 0: all, 1: slashes = '', 2: name = '', index } of text.matchAll(MEMBER)) {
    const at = index + all.length
    const end = index < from || !isSecretName(name) ? at : endOfValue(text, at, `${slashes}"`)
    if (end === at) continue
    kept += `${text.slice(from, at)}${slashes}"${REDACTED}${slashes}"`
    from = end
  }
  return kept + text.slice(from)
}

/** The end of the JSON value that starts here; its start if it can't be a secret. */
function endOfValue(text: string, at: number, quote: string): number {
  if (text.startsWith(quote, at)) return endOfText(text, at + quote.length, quote)
  if (text[at] === '{' || text[at] === '[') return endOfBrackets(text, at, quote)
  return at + (/^-?\d[\d.eE+-]{0,400}/.exec(text.slice(at, at + 400))?.[0].length ?? 0)
}

/** Just after the closing quote of a string, or where the enclosing string ends; the end of the text if it was truncated. */
function endOfText(text: string, from: number, quote: string): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 1)) {
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
