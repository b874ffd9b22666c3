import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { toPage, type NavLink } from './page.ts'

/** Files that pages link to, and that are shown as they are. */
const SHOWN = [
  'docs/console',
  'specs',
  'contract-tests',
  'fixtures',
  'examples',
  'deploy',
  'templates',
  'bench/results.md',
  'llms.txt',
  'LICENSE',
  'action.yml',
  '.github/workflows',
]

/** Builds the site of this checkout into a folder, and gives the paths of its pages. */
export function buildSite(folder: string): readonly string[] {
  const files = globSync(['*.md', 'docs/**/*.md', 'specs/*.md', 'contract-tests/README.md', 'bench/*.md']).map((file) =>
    file.replaceAll('\\', '/'),
  )
  const nav = navIn(readFileSync('llms.txt', 'utf8')).filter(({ at }) => files.includes(at))
  for (const shown of SHOWN)
    cpSync(shown, join(folder, shown), { recursive: true, filter: (path) => !path.includes('node_modules') })
  const pages = files.map((file) => toPage(file, textOf(file), nav, (name) => files.includes(name)))
  for (const { path, html } of pages) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), html)
  }
  writeFileSync(join(folder, 'style.css'), readFileSync(join(import.meta.dirname, 'style.css')))
  return pages.map(({ path }) => path)
}

/** Without the head that is for machines. */
const textOf = (file: string): string => readFileSync(file, 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '')

/** The list of pages, which llms.txt holds for machines already. */
const navIn = (text: string): NavLink[] =>
  [...text.matchAll(/^- \[([^\]]+)\]\(([^)]+)\)/gm)].map(([, title = '', at = '']) => ({ title, at }))
