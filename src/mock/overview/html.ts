const MARKUP: unique symbol = Symbol('markup')

/** Markup that is escaped already. Only this module makes it: no text and no JSON can pass for it. */
export interface Markup {
  readonly [MARKUP]: string
}

/** A part of a template: strings are escaped, markup is not, lists are written one after another. */
export type HtmlPart = string | number | Markup | readonly HtmlPart[]

/** Writes HTML; whatever is put in comes out as text, between tags as well as in a double-quoted attribute. */
export const html = (strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Markup =>
  trusted(String.raw({ raw: strings }, ...parts.map(htmlText)))

/** Takes text of our own, such as a style sheet, as markup. Never for text from elsewhere. */
export const trusted = (text: string): Markup => ({ [MARKUP]: text })

/** The text of what a template takes. */
export function htmlText(part: HtmlPart): string {
  if (typeof part !== 'object') return escaped(String(part))
  return MARKUP in part ? part[MARKUP] : part.map(htmlText).join('')
}

/** A list of terms and what each stands for. */
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
