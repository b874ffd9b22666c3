import { isObject } from '../../json.ts'

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/** Applies a JSON Merge Patch (RFC 7396) and returns a new value: null removes, objects merge, anything else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const merged = new Map<string, unknown>(isObject(target) ? Object.entries(target) : [])
  for (const [key, value] of Object.entries(patch)) {
    // If the result is read carelessly, a name of the prototype chain would change every object of the process.
    if (FORBIDDEN.has(key)) continue
    if (value === null) merged.delete(key)
    else merged.set(key, mergePatch(merged.get(key), value))
  }
  return Object.fromEntries(merged)
}
