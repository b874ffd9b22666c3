import { existsSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildSite } from '../../tools/site/build.ts'

let folder = ''
let pages: readonly string[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-site-'))
  pages = buildSite(folder)
})
afterAll(() => rm(folder, { recursive: true }))

const textOf = (page: string): string => readFileSync(join(folder, page), 'utf8')
const idsOf = (html: string): string[] => [...html.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id)
const linksOf = (html: string): string[] =>
  [...html.matchAll(/ (?:href|src|srcset)="([^"]+)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'))

it('the site has a page for each page of the docs, and each is in its list once', () => {
  expect(pages).toContain('index.html')
  expect(pages).toContain('docs/ci.html')
  expect(pages.length).toBeGreaterThan(60)
  for (const page of pages) expect(textOf(page).match(/ aria-current="page"/g)?.length ?? 0, page).toBeLessThan(2)
  expect(textOf('SKILL.html')).not.toContain('description: Use when')
  expect(textOf('docs/ci.html')).toContain('aria-current="page">CI</a>')
})

it('shows the files of examples as text, and what is in their folders', () => {
  expect(textOf('examples/playwright/index.html')).toContain('href="join.spec.ts.html"')
  expect(textOf('examples/playwright/index.html.html')).toContain('&lt;!doctype html>')
  expect(textOf('specs/control.openapi.yaml.html')).toContain('openapi: 3.1')
  expect(linksOf(textOf('docs/image.html')).filter((link) => link.includes('deploy'))).toContain(
    '../deploy/compose.yaml.html',
  )
})

it('lists the pages about the project itself, too', () => {
  for (const page of ['CHANGELOG', 'SECURITY', 'CONTRIBUTING'])
    expect(textOf('docs/ci.html')).toContain(`href="../${page}.html"`)
})

it('opens from a folder: every link of it is relative, and leads to a file and a heading that are there', () => {
  const wrong = pages.flatMap((page) =>
    linksOf(textOf(page)).flatMap((link) => {
      if (/^(?:https?|mailto):/.test(link)) return []
      const [file = '', anchor] = link.split('#')
      const path = file === '' ? join(folder, page) : resolve(dirname(join(folder, page)), decodeURI(file))
      if (link.startsWith('/') || !path.startsWith(folder) || !existsSync(path)) return [`${page}: ${link}`]
      const isPage = anchor !== undefined && statSync(path).isFile() && path.endsWith('.html')
      return isPage && !idsOf(readFileSync(path, 'utf8')).includes(anchor) ? [`${page}: ${link}`] : []
    }),
  )
  expect(wrong).toEqual([])
})

it('loads nothing from elsewhere', () => {
  for (const page of pages) expect(textOf(page), page).not.toMatch(/<script|<(?:img|link|source)[^>]*"https?:/)
})
