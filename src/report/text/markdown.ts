import { toPlainLine, toPlainText } from './plain.ts'

/**
 * A text as prose of one line in Markdown, also in a table, but not at the start of a line: no markup, HTML, link or reference,
 * and nobody is mentioned by it.
 */
export const toMarkdown = (text: string): string =>
  withoutMentions(toPlainLine(text))
    // Web addresses become links even without brackets.
    .replace(/[&<>]|:(?=\S)|(?<=www)\./gi, entity)
    .replace(/[\\`*_{}[\]|~$]/g, '\\$&')

/** A text as HTML, for elements that stand on a line of their own in Markdown. */
export const toHtml = (text: string): string => withoutMentions(toPlainLine(text)).replace(/[&<>"']/g, entity)

const entity = (character: string): string => `&#${character.charCodeAt(0)};`

// GitHub looks for people and issues once Markdown and HTML are read, so that no escape keeps it from finding them.
const withoutMentions = (text: string): string => text.replace(/[@#](?=\w)/g, '$&\u200b')

/** A text as code of one line, to the letter but for characters that act. Not for tables. */
export function toCode(text: string): string {
  const line = toPlainLine(text)
  const fence = '`'.repeat(longestRun(line) + 1)
  // The space is taken off again by whoever reads it, and keeps backticks at the ends apart.
  return line === '' ? '' : `${fence} ${line} ${fence}`
}

/** A text as a block of code, with a fence that nothing in it can close. */
export function toCodeBlock(text: string, language: 'diff' | 'text' | 'sh'): string {
  const block = toPlainText(text)
  const fence = '`'.repeat(Math.max(3, longestRun(block) + 1))
  return `${fence}${language}\n${block}\n${fence}`
}

/** A table; cells are Markdown already. */
export const toTable = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')

const longestRun = (text: string): number =>
  (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0)
