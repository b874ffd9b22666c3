import { valueAt } from '../contract/model/pointer.ts'
import { isContainer, isObject } from '../json.ts'

/**
 * JSON to fill in. `$/a/b` is the value at that JSON Pointer, null if there is none; `$?/a/b` likewise, but its member is left out
 * then. `{ of: $/list, as: <template> }` fills in the template from the value, or from each item of a list; `{ not: $/a }` is true
 * unless the value is.
 */
export type Template = unknown

/** A template with the values of a context; nothing of it is shared with the template. */
export function filled(template: Template, context: unknown): unknown {
  if (typeof template === 'string') return filledText(template, context)
  if (!isContainer(template)) return template
  if (Array.isArray(template)) return template.map((each) => filled(each, context))
  if ('not' in template) return filled(template['not'], context) !== true
  if ('of' in template) return filledOf(filled(template['of'], context), template['as'])
  const members = Object.entries(template).map(([name, each]) => [name, filled(each, context)] as const)
  return Object.fromEntries(members.filter(([, value]) => value !== undefined))
}

function filledText(text: string, context: unknown): unknown {
  if (text.startsWith('$/')) return valueAt(context, text.slice(1)) ?? null
  return text.startsWith('$?/') ? (valueAt(context, text.slice(2)) ?? undefined) : text
}

const filledOf = (value: unknown, as: Template): unknown =>
  Array.isArray(value) ? value.map((each) => filled(as, each)) : filled(as, value)

/** What is wrong with a template; null: nothing. */
export function faultOfTemplate(template: Template): string | null {
  if (typeof template === 'string')
    return template.startsWith('$') && !/^\$\??\//.test(template)
      ? `${template} is no place: write $/ and a pointer`
      : null
  if (!isContainer(template)) return null
  if (isObject(template) && 'of' in template !== 'as' in template) return '{ of, as } needs both'
  return (
    Object.values(template)
      .map(faultOfTemplate)
      .find((fault) => fault !== null) ?? null
  )
}
