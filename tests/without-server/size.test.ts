import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Rolldown } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as inNode from '../../src/index.ts'
import * as inPage from '../../src/in-page.ts'
import { buildPage } from '../support/page/build.ts'

const KB = 1000

/** What pages load besides MSW, which has a size of its own. */
const PAGES = {
  msw: `import { setupWorker } from 'msw/browser'
    import { http, ws } from 'msw'
    console.log(setupWorker(http.all('*', () => {}), ws.link('*').addEventListener('connection', () => {})))`,
  handlers: `import { setupWorker } from 'msw/browser'
    import { handlers } from '${resolve('src/transport/msw/handlers.ts')}'
    console.log(setupWorker(...handlers({ baseUrl: location.origin })))`,
  mock: `import { createMock, startServer } from '${resolve('src/in-page.ts')}'
    console.log(createMock(), startServer)`,
}

type Chunks = ReadonlyMap<string, Rolldown.OutputChunk>

let built: Readonly<Record<keyof typeof PAGES, Chunks>>
let folder = ''
beforeAll(async () => {
  // Within the checkout, where msw is found.
  await mkdir('node_modules/.cache', { recursive: true })
  folder = await mkdtemp(resolve('node_modules/.cache/size-'))
  const build = async (name: keyof typeof PAGES): Promise<Chunks> => {
    const entry = join(folder, `${name}.ts`)
    await writeFile(entry, PAGES[name])
    const chunks = await buildPage(entry, { minify: true })
    return new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  }
  built = { msw: await build('msw'), handlers: await build('handlers'), mock: await build('mock') }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The scripts that are loaded with one. */
function loadedWith(chunks: Chunks, first: string, loaded = new Set<string>()): Set<string> {
  if (!loaded.has(first)) {
    loaded.add(first)
    for (const each of chunks.get(first)?.imports ?? []) loadedWith(chunks, each, loaded)
  }
  return loaded
}

const sizeOf = (chunks: Chunks, names: Iterable<string>): number =>
  [...names].reduce((sum, name) => sum + gzipSync(chunks.get(name)?.code ?? '').length, 0)

const modulesOf = (chunks: Chunks, names: Iterable<string>): string[] =>
  [...names].flatMap((name) => Object.keys(chunks.get(name)?.modules ?? {}))

const named = (chunks: Chunks, start: string): string => [...chunks.keys()].find((name) => name.startsWith(start)) ?? ''

describe('what a page loads', () => {
  it('is at most 100 kB for HTTP, and 25 kB more for sockets, gzipped', () => {
    const { msw, handlers, mock } = built
    const http = loadedWith(handlers, 'page.js')
    const sockets = [...loadedWith(handlers, named(handlers, 'local-sockets'))].filter((name) => !http.has(name))
    const sizes = {
      'MSW alone': sizeOf(msw, loadedWith(msw, 'page.js')),
      'HTTP, besides MSW': sizeOf(handlers, http) - sizeOf(msw, loadedWith(msw, 'page.js')),
      sockets: sizeOf(handlers, sockets),
      'createMock()': sizeOf(mock, loadedWith(mock, 'page.js')),
    }
    console.table(
      Object.fromEntries(Object.entries(sizes).map(([name, bytes]) => [name, `${Math.round(bytes / KB)} kB`])),
    )
    expect(sizes['HTTP, besides MSW']).toBeLessThanOrEqual(100 * KB)
    expect(sizes['createMock()']).toBeLessThanOrEqual(100 * KB)
    expect(sizes.sockets).toBeGreaterThan(1 * KB)
    expect(sizes.sockets).toBeLessThanOrEqual(25 * KB)
  })

  it('includes neither the cases nor the control plane, which come when they are needed', () => {
    const later =
      /compiled\/(?:cases|precedence|scenarios|control-|response-)|src\/control\/(?!views\/seat-ways|body-bytes)|\/overview\/(?!lazy-page)/
    for (const chunks of [built.handlers, built.mock]) {
      const modules = modulesOf(chunks, loadedWith(chunks, 'page.js'))
      expect(modules.length).toBeGreaterThan(50)
      expect(modules.filter((module) => later.test(module))).toEqual([])
    }
  })
})

describe('what a page may ever load', () => {
  const everything = (): string[] =>
    [built.handlers, built.mock].flatMap((chunks) => [...chunks.values()].map(({ code }) => code))

  it('imports nothing from Node, and does not even try to', () => {
    const modules = [built.handlers, built.mock].flatMap((chunks) => modulesOf(chunks, chunks.keys()))
    expect(modules.filter((module) => /__vite-browser-external|^node:/.test(module))).toEqual([])
    expect(everything().filter((code) => /["'`]node:\w/.test(code))).toEqual([])
  })

  it('makes no code from texts', () => {
    expect(everything().filter((code) => /\beval\(|new Function\(/.test(code))).toEqual([])
  })
})

describe('greenroom in a page', () => {
  it('has the names that it has in Node; only a server is refused, with what to do', async () => {
    expect(Object.keys(inPage).sort()).toEqual(Object.keys(inNode).sort())
    await expect(inPage.startServer()).rejects.toThrow('a page has no ports to serve on')
    const { handle } = inPage.createMock()
    expect((await handle(new Request('http://localhost/api/v1/livechat/rooms'))).status).toBe(401)
  })
})
