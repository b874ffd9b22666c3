import { holeName } from '../contract/model/body-template.ts'
import type { Outcome } from '../contract/model/face.ts'
import { valueAt } from '../contract/model/pointer.ts'

/** The values of an outcome's varying parts in its own example: what is sent for those that the rule has no values for. */
export function defaultsOf({ example, varies }: Pick<Outcome, 'example' | 'varies'>): Record<string, unknown> {
  const body: unknown = JSON.parse(example)
  return Object.assign(
    {},
    ...Object.entries(varies).map(([pointer, pattern]) => {
      const value = valueAt(body, pointer)
      return pattern === null ? { [holeName(pointer)]: value } : new RegExp(pattern, 'u').exec(String(value))?.groups
    }),
  )
}
