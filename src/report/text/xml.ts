import { toPlainText } from './plain.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** A text as XML 1.0 can hold it, between tags as well as in an attribute; newlines of an attribute survive. */
export const toXmlText = (text: string): string => toPlainText(text).replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '')

/** Attributes as they stand in a tag, each with a space before it; those without a value are left out. */
export const toAttributes = (attributes: Readonly<Record<string, string | number | null>>): string =>
  Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}="${toXmlText(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('')
