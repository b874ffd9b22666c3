import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const pages = [
  ...globSync(['*.md', 'docs/**/*.md', 'specs/*.md', 'contract-tests/*.md', 'bench/*.md']),
  'llms.txt',
].map((page) => page.replaceAll('\\', '/'))
const textOf = (page: string): string => readFileSync(page, 'utf8')

/** Without code, in which brackets are no links. */
const prose = (text: string): string => text.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, '')

const linksOf = (page: string): string[] =>
  [...prose(textOf(page)).matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))

/** The anchors that GitHub gives the headings of a page. */
const anchorsOf = (page: string): string[] =>
  [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\- _]/gu, '')
      .replaceAll(' ', '-'),
  )

describe('the pages', () => {
  it('link to files that there are, and to headings that are in them', () => {
    const wrong = pages.flatMap((page) =>
      linksOf(page).flatMap((link) => {
        const [file = '', anchor] = link.split('#')
        const path = file === '' ? page : normalize(join(dirname(page), decodeURI(file))).replaceAll('\\', '/')
        if (!existsSync(path)) return [`${page}: ${link} is not there`]
        const isPage = anchor !== undefined && path.endsWith('.md')
        return isPage && !anchorsOf(path).includes(anchor) ? [`${page}: ${link} has no such heading`] : []
      }),
    )
    expect(pages.length).toBeGreaterThan(60)
    expect(wrong).toEqual([])
  })

  it('quote failures with the places of their case in the suite and in the contract', () => {
    const wrong = pages.flatMap((page) =>
      [...textOf(page).matchAll(/^✗ broken +\w+\/([\w-]+)[\s\S]*?^```$/gm)].flatMap(([sample, outcome = '']) =>
        [...sample.matchAll(/\b((?:contract-tests|specs)\/\S+\.yaml):(\d+)/g)]
          .filter(([, file = '', line]) => !textOf(file).split('\n')[Number(line) - 1]?.includes(outcome))
          .map(([place]) => `${page}: ${place} is not about ${outcome}`),
      ),
    )
    expect(wrong).toEqual([])
  })

  it('are all in llms.txt, but for decisions', () => {
    const listed = linksOf('llms.txt')
    const missing = globSync('docs/*.md').filter((page) => !listed.includes(page.replaceAll('\\', '/')))
    expect(missing).toEqual([])
    expect(listed.filter((page) => !statSync(page).isFile())).toEqual([])
  })
})
