import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import * as sources from '../../src/index.ts'
import { isObject } from '../../src/json.ts'

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
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
  })
})

describe('the files of the package', () => {
  /** Pages for those who change greenroom, which a checkout has. */
  const FOR_CONTRIBUTORS = [
    'bench/results.md',
    'docs/adding-an-endpoint.md',
    'docs/architecture.md',
    'docs/decisions/',
    'docs/dependencies.md',
    'docs/testing-greenroom.md',
  ]

  it('include every page that the README links to, except those for contributors', async () => {
    const readme = await readFile('README.md', 'utf8')
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, link = '']) => link)
    const { files } = await read('package.json')
    if (!Array.isArray(files)) throw new Error('package.json lists no files')
    const isPacked = (link: string): boolean => files.some((file) => link === file || link.startsWith(`${file}/`))
    const missing = new Set(links.filter((link) => !isPacked(link)))
    expect([...missing].sort()).toEqual(FOR_CONTRIBUTORS)
  })
})

// A build, and npm: processes that take longer than all else in this file. Types are checked before any test.
describe('the built package', { tags: ['full'] }, () => {
  beforeAll(() => run(process.execPath, ['tools/build.mjs']))

  it('exports the same names as its sources, and answers', async () => {
    const built: typeof sources = await import(pathToFileURL(join('dist', 'index.js')).href)
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
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      shell: process.platform === 'win32',
    })
    const paths = [...stdout.matchAll(/"path": "([^"]+)"/g)].map(([, path = '']) => path)
    for (const path of [
      'bin/greenroom.mjs',
      'dist/index.js',
      'dist/index.d.ts',
      'dist/verifier.js',
      'dist/verifier.d.ts',
      'dist/transport/msw.d.ts',
      'dist/contract/compiled/validators.js',
      'dist/contract/compiled/validators.d.ts',
      'specs/meeting-rooms.openapi.yaml',
      'fixtures/scenario.schema.yaml',
      'LICENSE',
      'README.md',
    ])
      expect(paths).toContain(path)
    expect(paths.filter((path) => /\.test\.|\.suite\.|\/testing\/|^src\/|^tests\/|^tools\//.test(path))).toEqual([])
  })
})
