/** A text without its line breaks. */
export interface JoinedLines {
  readonly text: string
  /** Where the character at this place stands in the text with line breaks. */
  readonly placeOf: (at: number) => number
}

const END = String.raw`(?:[\r\n]|\\{1,8}(?:[rn]|u000[ad]|x0[ad])|%(?:25){0,2}0[ad]|&(?:amp;){0,2}#(?:0{0,6}1[03]|x0{0,6}[ad]);?)`
// As they are, and as JSON, URLs and HTML write them: a break of mail with the sign before it, or any other with its indentation.
const LINE_END = new RegExp(`=${END}{1,2}|${END}{1,4}[ \\t]{0,16}`, 'gi')

/** Joins the lines of a text, also of one inside JSON or a URL; null if it has one line. */
export function joinLines(text: string): JoinedLines | null {
  const starts: { readonly joined: number; readonly given: number }[] = [{ joined: 0, given: 0 }]
  const lines: string[] = []
  let [joined, given] = [0, 0]
  for (const { 0: end, index } of text.matchAll(LINE_END)) {
    lines.push(text.slice(given, index))
    joined += index - given
    given = index + end.length
    starts.push({ joined, given })
  }
  if (lines.length === 0) return null
  const placeOf = (at: number): number => {
    const start = starts.findLast((each) => each.joined <= at)
    return at - (start?.joined ?? 0) + (start?.given ?? 0)
  }
  return { text: lines.join('') + text.slice(given), placeOf }
}
