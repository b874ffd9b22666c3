import { isContainer } from '../../json.ts'

/**
 * The values with at most so many characters in their texts and names together. What is left out, is left out whole, so that no
 * part of a secret stays; a longer value takes no longer.
 */
export function shortened(values: readonly unknown[], most: number): unknown[] {
  let left = most
  const takes = (characters: number): boolean => {
    if (characters > left) return false
    left -= characters
    return true
  }
  const walked = (value: unknown): unknown => {
    if (typeof value === 'string') return takes(value.length) ? value : `… a text of ${value.length} characters`
    if (!isContainer(value)) return value
    return Array.isArray(value) ? items(value) : members(value)
  }
  const items = (list: readonly unknown[]): unknown[] => {
    const kept: unknown[] = []
    for (const item of list) {
      if (!takes(SEPARATOR)) return [...kept, `… ${list.length - kept.length} more`]
      kept.push(walked(item))
    }
    return kept
  }
  const members = (value: Readonly<Record<string, unknown>>): Record<string, unknown> => {
    const kept: [string, unknown][] = []
    // In a loop, since a list of all members may be long itself.
    for (const name in value) {
      if (!takes(name.length + SEPARATOR)) return Object.fromEntries([...kept, ['…', 'more members']])
      kept.push([name, walked(value[name])])
    }
    return Object.fromEntries(kept)
  }
  return items(values)
}

/** What stands between the parts of a value. */
const SEPARATOR = 4
