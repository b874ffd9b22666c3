import type { ConstantHeaders } from '../model/face.ts'
import { member, type Part } from './openapi.ts'

/**
 * The constant headers that these parts state (`x-headers`), from the document to the example: each overrides those before it,
 * ignoring case, and null takes a header away. Null: none of them states any.
 */
export function constantHeaders(...parts: readonly Part[]): ConstantHeaders | null {
  const stated = new Map<string, readonly [name: string, value: string | null]>()
  for (const part of parts)
    for (const [name, value] of Object.entries(member(part, 'x-headers').value))
      stated.set(name.toLowerCase(), [name, typeof value === 'string' ? value : null])
  return stated.size === 0 ? null : Object.fromEntries(stated.values())
}
