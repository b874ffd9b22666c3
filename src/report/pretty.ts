import { parseJson } from '../json.ts'

// Longer texts are shown as they are: a report shows a few dozen lines of them at most.
const MAX_LENGTH = 256 * 1024
const MAX_DEPTH = 200

/** JSON text over several lines; anything else, or what is too long or too deep to be rewritten, as it is. */
export function pretty(text: string): string {
  if (text.length > MAX_LENGTH || depthOf(text) > MAX_DEPTH) return text
  const value = parseJson(text)
  return value === undefined ? text : JSON.stringify(value, null, 2)
}

/** How deep brackets are nested at most, those inside texts too: an upper bound that is good enough. */
function depthOf(text: string): number {
  let depth = 0
  let most = 0
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1
    most = Math.max(most, depth)
  }
  return most
}
