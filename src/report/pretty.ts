import { parseJson } from '../json.ts'

// Longer texts are not formatted: a report shows a few dozen lines at most.
const MAX_LENGTH = 256 * 1024
const MAX_DEPTH = 200

/** Formats JSON over several lines; leaves anything else, or text that is too long or too deep, unchanged. */
export function pretty(text: string): string {
  if (text.length > MAX_LENGTH || depthOf(text) > MAX_DEPTH) return text
  const value = parseJson(text)
  return value === undefined ? text : JSON.stringify(value, null, 2)
}

/** An upper bound of the nesting: it also counts brackets inside strings. */
function depthOf(text: string): number {
  let depth = 0
  let most = 0
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1
    most = Math.max(most, depth)
  }
  return most
}
