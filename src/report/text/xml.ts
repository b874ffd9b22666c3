import { toPlainText } from './plain.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Escapes a text for XML 1.0, in content and attributes; newlines in attributes survive. */
export const toXmlText = (text: string): string => toPlainText(text).replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '')

/** Attributes for a tag, each after a space; undefined ones are omitted. */
export const toAttributes = (attributes: Readonly<Record<string, string | number | null>>): string =>
  Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}="${toXmlText(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('')
