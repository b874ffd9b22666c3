import { tokensOf } from './json-tokens.ts'

/** No documented body is nested deeper than a dozen levels; what is deeper is made to break whoever walks it. */
const DEEPEST = 64

/** A body as JSON; undefined for what is none, or is nested without bound: that is a finding of the checks, not a fault of ours. */
export function parsedBody(body: string): unknown {
  if (depthOf(body) > DEEPEST) return undefined
  try {
    return JSON.parse(body)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** How deep brackets are nested, those within texts left out. */
function depthOf(text: string): number {
  let [depth, deepest] = [0, 0]
  for (const token of tokensOf(text)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, ++depth)
    else if (token === ']' || token === '}') depth -= 1
  }
  return deepest
}
