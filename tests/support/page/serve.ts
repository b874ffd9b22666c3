import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'

/** A page that is served on a port of its own. */
export interface ServedPage extends AsyncDisposable {
  readonly url: string
  /** What it was asked for. */
  readonly asked: readonly string[]
}

/** All that is not the page's own is forbidden: no script within it, no `eval`, no other server. */
export const POLICY = "default-src 'self'"

/** Serves the files of a page by their names; without an `index.html`, one that loads the first of them. Adds MSW's worker. */
export async function servePage(
  built: readonly { readonly fileName: string; readonly code: string }[],
): Promise<ServedPage> {
  const worker = await readFile('node_modules/msw/lib/mockServiceWorker.js', 'utf8')
  const files = new Map([
    ['/mockServiceWorker.js', worker],
    ...built.map(({ fileName, code }) => [`/${fileName}`, code] as const),
  ])
  files.set('/', files.get('/index.html') ?? PAGE.replace('PAGE', built[0]?.fileName ?? ''))
  const asked: string[] = []
  const server = createServer(({ url = '/' }, answer) => {
    asked.push(url)
    const text = files.get(url)
    const type = url === '/' ? 'text/html; charset=utf-8' : 'text/javascript; charset=utf-8'
    answer.writeHead(text === undefined ? 404 : 200, { 'Content-Type': type, 'Content-Security-Policy': POLICY })
    answer.end(text)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const PAGE =
  '<!doctype html><title>a page</title><link rel="icon" href="/mockServiceWorker.js"><script type="module" src="/PAGE"></script>'
