import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { dirname, join, matchesGlob, posix, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as sources from '../../src/index.ts'
import { isObject } from '../../src/json.ts'
import { packedTarball } from '../support/packed.ts'

const run = promisify(execFile)
/** The members of a JSON object; throws for anything else. */
const membersOf = (value: unknown): Record<string, unknown> => {
  if (!isObject(value)) throw new Error('not an object')
  return value
}
const read = async (file: string): Promise<Record<string, unknown>> =>
  membersOf(JSON.parse(await readFile(file, 'utf8')))

/** Lock files know one form alone. These state their licence in an older one, which a test holds. */
const OLD_FORM: ReadonlyMap<string, string> = new Map([['node_modules/xmlhttprequest-ssl', 'MIT']])

let packages: [path: string, locked: Record<string, unknown>][] = []
beforeAll(async () => {
  const lock = await read('package-lock.json')
  packages = Object.entries(membersOf(lock['packages']))
    .filter(([path]) => path !== '')
    .map(([path, locked]) => [path, membersOf(locked)])
})

describe('the runtime packages', () => {
  const runtime = (): typeof packages =>
    packages.filter(([, { dev, peer, devOptional }]) => !dev && !peer && !devOptional)

  it('are at most forty-two, and among them are no Prism, MSW or Vitest', () => {
    expect(runtime().length).toBeGreaterThan(5)
    expect(runtime().length).toBeLessThanOrEqual(42)
    expect(
      runtime()
        .map(([path]) => path)
        .filter((path) => /@stoplight|msw|vitest|playwright/.test(path)),
    ).toEqual([])
  })

  it('run no install scripts, and are licensed for free use', () => {
    expect(runtime().filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([])
    const free = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'PSF-2.0', 'Python-2.0'])
    const unfree = runtime().filter(([path, { license }]) => !free.has(OLD_FORM.get(path) ?? String(license)))
    expect(unfree).toEqual([])
  })

  it('that state their licence in an old form are licensed so', async () => {
    for (const [path, license] of OLD_FORM)
      expect(await read(join(path, 'package.json')), path).toMatchObject({ licenses: [{ type: license }] })
  })

  it('are pinned exactly, development packages too', async () => {
    const { dependencies, devDependencies } = await read('package.json')
    for (const [name, version] of Object.entries({ ...membersOf(dependencies), ...membersOf(devDependencies) }))
      expect(version, name).toMatch(/^(?:npm:\w+@)?\d+\.\d+\.\d+(?:-(?:alpha|beta)\.\d+)?$/)
  })
})

describe('the files of the package', () => {
  it('include every page that one of them links to', async () => {
    const { files } = await read('package.json')
    if (!Array.isArray(files)) throw new Error('package.json lists no files')
    const isPacked = (path: string): boolean =>
      files.some((file) => path === file || path.startsWith(`${file}/`) || matchesGlob(path, file))
    const pages = globSync(['*.md', 'docs/**/*.md', 'specs/*.md', 'contract-tests/*.md', 'bench/*.md'])
      .map((page) => page.replaceAll('\\', '/'))
      .filter((page) => page === 'README.md' || isPacked(page))
    const links = pages.flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/\]\((?![a-z]+:|#)([^)#]+)[^)]*\)/g)].map(([, link = '']) =>
        posix.join(posix.dirname(page), link).replace(/\/$/, ''),
      ),
    )
    expect(links.length).toBeGreaterThan(100)
    expect([...new Set(links.filter((link) => link !== 'README.md' && !isPacked(link)))]).toEqual([])
  })
})

// A build, and npm: processes that take longer than all else in this file. Types are checked before any test.
describe('the built package', { tags: ['full'] }, () => {
  // A folder of its own, since other tests build, too; within the checkout, where the dependencies are found.
  let folder = ''
  beforeAll(async () => {
    await mkdir('node_modules/.cache', { recursive: true })
    folder = await mkdtemp(resolve('node_modules/.cache/built-'))
    await run(process.execPath, ['tools/build.mjs', folder])
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('exports the same names as its sources, and answers', async () => {
    const built: typeof sources = await import(pathToFileURL(join(folder, 'index.js')).href)
    expect(Object.keys(built).sort()).toEqual(Object.keys(sources).sort())
    expect(Object.keys(built).sort()).toEqual(['Fault', 'createMock', 'realClock', 'setClock', 'startServer'])
    const answer = await built.createMock().handle(
      new Request('http://localhost/rooms/lck-rom-now/join', {
        method: 'POST',
        body: 'guestName=a',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    )
    expect(answer.status).toBe(403)
  })

  it('holds the command, the build with its types, and the contracts; no tests and no sources', async () => {
    const tarball = await packedTarball()
    const { stdout } = await run('tar', ['-tzf', tarball])
    await rm(dirname(tarball), { recursive: true })
    const paths = stdout.split('\n').map((path) => path.replace(/^package\//, ''))
    for (const path of [
      'bin/greenroom.mjs',
      'dist/index.js',
      'dist/index.d.ts',
      'dist/verifier.js',
      'dist/verifier.d.ts',
      'dist/console/files.js',
      'dist/doors/playwright/test.d.ts',
      'dist/doors/vite.d.ts',
      'dist/doors/vitest/setup.js',
      'dist/transport/msw/handlers.d.ts',
      'docs/decisions/windows-of-a-limit.md',
      'docs/frameworks.md',
      'examples/vite/vite.config.ts',
      'dist/contract/compiled/validators.js',
      'dist/contract/compiled/validators.d.ts',
      'specs/meeting-rooms.openapi.yaml',
      'fixtures/scenario.schema.yaml',
      'LICENSE',
      'README.md',
    ])
      expect(paths).toContain(path)
    const ours = paths.filter((path) => !path.startsWith('examples/'))
    expect(ours.filter((path) => /\.test\.|\.suite\.|\/testing\/|^src\/|^tests\/|^tools\//.test(path))).toEqual([])
  })
})
