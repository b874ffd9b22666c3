const MARKUP: unique symbol = Symbol('markup')

/** Escaped markup. Only this module can create it, so no text and no JSON passes for it. */
export interface Markup {
  readonly [MARKUP]: string
}

/** A value in a template: strings are escaped, markup is not, lists are concatenated. */
export type HtmlPart = string | number | Markup | readonly HtmlPart[]

/** Writes HTML. Values are escaped for use between tags and in double-quoted attributes. */
export const html = (strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Markup =>
  trusted(String.raw({ raw: strings }, ...parts.map(htmlText)))

/** Marks our own text, such as a style sheet, as markup. Never pass it outside text. */
export const trusted = (text: string): Markup => ({ [MARKUP]: text })

/** The HTML of a template value. */
export function htmlText(part: HtmlPart): string {
  if (typeof part !== 'object') return escaped(String(part))
  return MARKUP in part ? part[MARKUP] : part.map(htmlText).join('')
}

/** A description list (`dl`) of terms and their meanings. */
export const terms = (says: Readonly<Record<string, HtmlPart>>): Markup =>
  html`<dl>
    ${Object.entries(says).map(
      ([term, part]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${part}</dd>
        </div> `,
    )}
  </dl>`

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
