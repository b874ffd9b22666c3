/**
 * Active or invisible characters: controls except tab and newline; characters that reverse, hide or join text (except the joiners of
 * emoji); lone surrogates; noncharacters.
 */
export const ACTING: RegExp =
  // oxlint-disable-next-line no-control-regex -- it matches control characters
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udc7f]/g

/**
 * Makes a text safe to print anywhere: control characters, ANSI escapes, direction marks and lone surrogates become visible signs,
 * such as `␛` or `⟨U+202E⟩`, so that differences in them are visible and none takes effect. Newlines stay, tabs become two spaces.
 */
export const toPlainText = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll('\t', '  ').replace(ACTING, toVisible)

/** The same on one line, with newlines as `⏎`. */
export const toPlainLine = (text: string): string => toPlainText(text).replaceAll('\n', '⏎')

/** A text cut to this many characters, with `…` for the rest. */
export function cut(text: string, length: number): string {
  // Enough code units for any characters.
  const characters = Array.from(text.slice(0, 2 * length + 2))
  return characters.length <= length ? text : `${characters.slice(0, Math.max(0, length - 1)).join('')}…`
}

/** A visible sign for an active or invisible character. */
export function toVisible(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  return code === 0x7f ? '␡' : `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`
}
