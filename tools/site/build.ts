import { cpSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { pagePath, toFolderPage, toPage, toSourcePage, type NavLink, type PageOf } from './page.ts'

/** Files and folders that pages link to, and that are shown as text. */
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

/** Shown by browsers as they are. */
const IMAGE = /\.(?:png|svg|ico|webp|jpe?g|gif)$/

/** Pages about the project itself, which llms.txt leaves out. */
const PROJECT: readonly NavLink[] = [
  { title: 'Changelog', at: 'CHANGELOG.md' },
  { title: 'Security', at: 'SECURITY.md' },
  { title: 'Contributing', at: 'CONTRIBUTING.md' },
]

/** Builds the site of this checkout into a folder, and gives the paths of its pages. */
export function buildSite(folder: string): readonly string[] {
  const files = globSync(['*.md', 'docs/**/*.md', 'specs/*.md', 'contract-tests/README.md', 'bench/*.md']).map(toPosix)
  const shown = SHOWN.flatMap(filesOf).filter((file) => !files.includes(file))
  const [images, sources] = [shown.filter((file) => IMAGE.test(file)), shown.filter((file) => !IMAGE.test(file))]
  const folders = foldersOf(sources)
  const pageOf: PageOf = (target) => {
    if (files.includes(target)) return pagePath(target)
    if (sources.includes(target)) return `${target}.html`
    return folders.has(target) ? `${target}/index.html` : null
  }
  const nav = [...navIn(readFileSync('llms.txt', 'utf8')), ...PROJECT].filter(({ at }) => files.includes(at))
  const pages = [
    ...[...folders].map(([name, inside]) => toFolderPage(name, inside, nav, pageOf)),
    ...sources.map((file) => toSourcePage(file, readFileSync(file, 'utf8'), nav)),
    // After the list of its folder, in whose place a README stands.
    ...files.map((file) => toPage(file, textOf(file), nav, pageOf)),
  ]
  for (const { path, html } of pages) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), html)
  }
  for (const file of images) cpSync(file, join(folder, file))
  writeFileSync(join(folder, 'style.css'), readFileSync(join(import.meta.dirname, 'style.css')))
  return [...new Set(pages.map(({ path }) => path))]
}

const toPosix = (file: string): string => file.replaceAll('\\', '/')

/** A file, or all files in a folder. */
const filesOf = (shown: string): string[] =>
  statSync(shown).isFile()
    ? [shown]
    : globSync(`${shown}/**`, { exclude: (name) => name.includes('node_modules') })
        .map(toPosix)
        .filter((file) => statSync(file).isFile())

/** Every folder with the names of what is in it. */
function foldersOf(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, Set<string>>()
  for (const file of files)
    for (let at = file; at.includes('/'); at = posix.dirname(at)) {
      const parent = posix.dirname(at)
      folders.set(parent, (folders.get(parent) ?? new Set()).add(posix.basename(at)))
    }
  return new Map([...folders].map(([name, inside]) => [name, [...inside].toSorted()]))
}

/** Without the head that is for machines. */
const textOf = (file: string): string => readFileSync(file, 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '')

/** The list of pages, which llms.txt holds for machines already. */
const navIn = (text: string): NavLink[] =>
  [...text.matchAll(/^- \[([^\]]+)\]\(([^)]+)\)/gm)].map(([, title = '', at = '']) => ({ title, at }))
