import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, it } from 'vitest'

/** Folder → the folders that it may import. The only lines to edit when the architecture changes. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  contract: ['fault'],
  domain: ['contract types'],
  world: ['contract data', 'domain', 'fault'],
  mock: ['contract data', 'domain', 'world', 'fault'],
  transport: ['mock', 'fault'],
  scenario: ['contract data', 'domain', 'world', 'mock'],
  control: ['contract data', 'domain', 'mock', 'world', 'scenario', 'fault'],
  client: ['contract data', 'fault'],
  // Verify knows the mock only from outside.
  verify: ['contract data', 'client', 'fault'],
  report: ['contract data', 'verify', 'fault'],
  'in-process': ['mock', 'transport', 'control', 'client'],
  server: ['in-process', 'mock', 'transport', 'control', 'client', 'fault'],
  index: ['*'],
  cli: ['*'],
}

/** Modules of the contract that are data or pure functions over it; the rest loads and checks documents. */
const DATA = /^contract\/(?:compiled\/|face|case|case-request|curl|merge-patch|pointer|scenario\.)/

/** Where `node:` may be imported; all else runs in a page. */
const NODE =
  /^(?:contract\/(?:load|project|lint\/|bundle)|transport\/(?:node-|listen|socket-|upgrade)|verify\/send|client\/run-file|cli\/)/

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !/\.(?:test|suite)\.ts$|\.d\.ts$|\/testing\//.test(file))

const importsOf = (file: string): { target: string; isType: boolean }[] =>
  [
    ...readFileSync(join('src', file), 'utf8').matchAll(
      /^(?:import|export)\s+(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]/gm,
    ),
  ].map(([, type, target = '']) => ({
    target: target.startsWith('.') ? relative('src', join('src', dirname(file), target)).replaceAll('\\', '/') : target,
    isType: type !== undefined,
  }))

const folderOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : file.replace('.ts', ''))

function isAllowed(from: string, target: string, isType: boolean): boolean {
  const allowed = MAY_IMPORT[folderOf(from)] ?? []
  const to = folderOf(target)
  if (to === folderOf(from) || allowed.includes('*') || allowed.includes(to)) return true
  if (to !== 'contract') return false
  return (
    (allowed.includes('contract data') && DATA.test(target)) ||
    (allowed.includes('contract types') && isType && DATA.test(target))
  )
}

it('every folder imports only what the architecture lets it', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter(
        ({ target, isType }) =>
          !target.startsWith('node:') && files.includes(target) && !isAllowed(file, target, isType),
      )
      .map(({ target }) => `${file} → ${target}`),
  )
  expect(files.length).toBeGreaterThan(40)
  expect(wrong).toEqual([])
})

it('only the modules named for it import from Node, so that the rest runs in a page', () => {
  const wrong = files.filter(
    (file) => !NODE.test(file) && importsOf(file).some(({ target }) => target.startsWith('node:')),
  )
  expect(wrong).toEqual([])
})

it('serve starts without the packages that only lint, compile and spec need, and without Socket.IO', () => {
  const reached = new Set<string>()
  const follow = (file: string): void => {
    if (reached.has(file)) return
    reached.add(file)
    if (existsSync(join('src', file))) for (const { target, isType } of importsOf(file)) if (!isType) follow(target)
  }
  // `main` loads each command when it is called; `serve` is what this is about.
  for (const start of ['cli/main.ts', 'cli/commands/serve.ts', 'index.ts', 'transport/msw.ts']) follow(start)
  expect(reached).toContain('mock/dispatch.ts')
  expect([...reached].filter((each) => /^(?:ajv|@apidevtools\/|js-yaml|socket\.io)/.test(each))).toEqual([])
})

it('no two modules import each other, however long the way round', () => {
  const graph = new Map(
    files.map((file) => [
      file,
      importsOf(file)
        .filter(({ target, isType }) => !isType && files.includes(target))
        .map(({ target }) => target),
    ]),
  )
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): void => {
    expect(path, `a cycle through ${file}`).not.toContain(file)
    if (done.has(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of files) visit(file, [])
})
