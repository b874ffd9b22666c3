import { describe, expect, it } from 'vitest'
import { anchorOf, pagePath, toPage } from './page.ts'

const FILES = ['README.md', 'docs/ci.md', 'docs/README.md']
const NAV = [
  { title: 'First & <best>', at: 'README.md' },
  { title: 'CI', at: 'docs/ci.md' },
]
const page = (markdown: string, file = 'docs/ci.md'): string =>
  toPage(file, markdown, NAV, (name) => (FILES.includes(name) ? pagePath(name) : null)).html
const body = (markdown: string, file?: string): string => /<main>\n([^]*)<\/main>/.exec(page(markdown, file))?.[1] ?? ''

it.each([
  ['What a run costs', 'what-a-run-costs'],
  ['`serve --also`: the rest, "all"', 'serve---also-the-rest-all'],
  ['Über 3_x', 'über-3_x'],
])('the heading %s has the anchor that GitHub gives it', (heading, anchor) => expect(anchorOf(heading)).toBe(anchor))

it.each([
  ['README.md', 'index.html'],
  ['docs/README.md', 'docs/index.html'],
  ['docs/ci.md', 'docs/ci.html'],
  ['contract-tests/README.md', 'contract-tests/index.html'],
])('the file %s becomes the page %s', (file, path) => {
  expect(pagePath(file)).toBe(path)
  expect(toPage(file, '', [], () => null).path).toBe(path)
})

describe('a page', () => {
  it('has the title of its first heading, else the name of its file, and the style that belongs to it', () => {
    expect(page('text\n# A < B\n# C')).toContain('<title>A &lt; B</title>')
    expect(page('text')).toContain('<title>docs/ci.md</title>')
    expect(page('')).toContain('<link rel="stylesheet" href="../style.css">')
    expect(page('', 'README.md')).toContain('href="style.css"')
  })

  it('links to every page, relative to itself, and marks itself', () => {
    expect(page('')).toContain(
      '<ul><li><a href="../index.html">First &amp; &lt;best></a></li><li><a href="ci.html" aria-current="page">CI</a></li></ul>',
    )
  })

  it('has headings with anchors, without the marks of links and code in them', () => {
    expect(body('## The [page](x.md) of `code`')).toBe(
      '<h2 id="the-page-of-code">The <a href="x.md">page</a> of <code>code</code></h2>\n',
    )
  })

  it.each([
    ['README.md', '#a', '#a'],
    ['docs/ci.md', 'https://a.example/b.md', 'https://a.example/b.md'],
    ['docs/ci.md', 'mailto:a@b', 'mailto:a@b'],
    ['docs/ci.md', '../README.md', '../index.html'],
    ['docs/ci.md', '../README.md#more', '../index.html#more'],
    ['docs/ci.md', 'README.md', 'index.html'],
    ['docs/ci.md', 'ci.md', 'ci.html'],
    ['docs/ci.md', '../LICENSE', '../LICENSE'],
    ['docs/ci.md', 'other.md', 'other.md'],
    ['README.md', 'docs/ci.md#a', 'docs/ci.html#a'],
  ])('of %s with a link to %s leads to %s', (file, href, to) =>
    expect(body(`[text](${href})`, file)).toBe(`<p><a href="${to}">text</a></p>\n`),
  )
})
