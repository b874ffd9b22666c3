const VOID = new Set(['meta', 'link', 'br', 'hr', 'img', 'input', 'wbr'])

/** Tags of a page that nothing closes, or that close nothing, in order: `<p>`, `</q>`. Browsers show such a page all the same. */
export function openTags(page: string): string[] {
  const open: string[] = []
  const wrong: string[] = []
  for (const [tag, end, name = '', self] of page.matchAll(/<(\/?)([a-z][a-z\d-]*)(?:"[^"]*"|[^>"])*?(\/?)>/g)) {
    if (self === '/' || VOID.has(name)) continue
    if (end === '') open.push(name)
    else if (open.at(-1) === name) open.pop()
    else wrong.push(tag)
  }
  return [...open.map((name) => `<${name}>`), ...wrong]
}
