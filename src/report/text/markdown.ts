import { toPlainLine, toPlainText } from './plain.ts'

/**
 * Escapes a text for one line of Markdown, also in a table, but not at the start of a line: no markup, HTML, links, references or
 * mentions.
 */
export const toMarkdown = (text: string): string =>
  withoutMentions(toPlainLine(text))
    // Web addresses become links even without brackets.
    .replace(/[&<>]|:(?=\S)|(?<=www)\./gi, entity)
    .replace(/[\\`*_{}[\]|~$]/g, '\\$&')

/** Escapes a text for HTML elements on their own line of Markdown. */
export const toHtml = (text: string): string => withoutMentions(toPlainLine(text)).replace(/[&<>"']/g, entity)

const entity = (character: string): string => `&#${character.charCodeAt(0)};`

// GitHub finds mentions and issues after parsing Markdown and HTML, so escaping can't prevent that.
const withoutMentions = (text: string): string => text.replace(/[@#](?=\w)/g, '$&\u200b')

/** Inline code, verbatim except for active characters. Not for tables. */
export function toCode(text: string): string {
  const line = toPlainLine(text)
  const fence = '`'.repeat(longestRun(line) + 1)
  // Renderers strip the space; it separates backticks at the ends.
  return line === '' ? '' : `${fence} ${line} ${fence}`
}

/** A block of code, with a fence that its content can't close. */
export function toCodeBlock(text: string, language: 'diff' | 'text' | 'sh'): string {
  const block = toPlainText(text)
  const fence = '`'.repeat(Math.max(3, longestRun(block) + 1))
  return `${fence}${language}\n${block}\n${fence}`
}

/** A table, whose cells are already Markdown. */
export const toTable = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')

const longestRun = (text: string): number =>
  (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0)
