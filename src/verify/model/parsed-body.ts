/** Documented bodies have a dozen levels at most; deeper ones are attacks on code that walks them. */
const DEEPEST = 64

/** A body as JSON; undefined if it is not JSON or nested too deep, which `whyUnread` tells apart. */
export function parsedBody(body: string): unknown {
  if (depthOf(body) > DEEPEST) return undefined
  try {
    return JSON.parse(body)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Why `parsedBody` read nothing of a body, as the end of a sentence. */
export const whyUnread = (body: string): string =>
  depthOf(body) > DEEPEST ? `is nested deeper than the ${DEEPEST} levels that are read` : 'is not JSON'

/** How deep brackets outside strings are nested. Iterates over char codes, since every answer passes through here. */
function depthOf(text: string): number {
  let [depth, deepest, isText] = [0, 0, false]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) isText = !isText
    else if (code === BACKSLASH && isText) at += 1
    else if (isText) continue
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) deepest = Math.max(deepest, ++depth)
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1
  }
  return deepest
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
