import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const page = readFileSync('docs/in-the-page.md', 'utf8')

/** The files that the page quotes, with what it says is in them. */
const quoted = [...page.matchAll(/^`(examples\/[^`]+)`\n\n```ts\n([\s\S]*?)^```$/gm)].map(
  ([, file = '', text = '']): [string, string] => [file, text],
)

describe('docs/in-the-page.md', () => {
  it.each(quoted)('quotes %s as it is', (file, text) => {
    expect(quoted.length).toBe(5)
    expect(text).toBe(readFileSync(file, 'utf8'))
  })

  it('links to files that there are, and to headings that it has', () => {
    const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, text = '']) =>
      text
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    )
    const links = [...page.matchAll(/\]\((?!https:)([^)]+)\)/g)].map(([, link = '']) => link)
    expect(links.length).toBeGreaterThan(6)
    for (const link of links)
      if (link.startsWith('#')) expect(headings).toContain(link.slice(1))
      else expect(existsSync(join('docs', link)), link).toBe(true)
  })
})
