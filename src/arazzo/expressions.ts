import { Fault } from '../fault.ts'
import { isContainer } from '../json.ts'

/**
 * A value of a request in which `$name` stands for what a step has yielded, with the expressions of those steps in their place. Throws
 * a Fault for a name that no step yields.
 */
export function withExpressions(value: unknown, yielded: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return textWith(value, yielded)
  if (Array.isArray(value)) return value.map((item) => withExpressions(item, yielded))
  if (!isContainer(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withExpressions(member, yielded)]))
}

const NAME = /\$([A-Za-z][\w.]*)/g

function textWith(text: string, yielded: ReadonlyMap<string, string>): string {
  const [whole, name] = /^\$([A-Za-z][\w.]*)$/.exec(text) ?? []
  if (whole !== undefined && name !== undefined) return expressionOf(name, yielded)
  return text.replace(NAME, (_, each: string) => `{${expressionOf(each, yielded)}}`)
}

function expressionOf(name: string, yielded: ReadonlyMap<string, string>): string {
  const expression = yielded.get(name)
  if (expression !== undefined) return expression
  throw new Fault(
    `$${name} of this scenario has no expression in Arazzo`,
    `Only what a set yields has one: ${[...yielded.keys()].map((each) => `$${each}`).join(', ') || 'none here'}.`,
  )
}
