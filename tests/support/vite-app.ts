import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, createServer, preview, type InlineConfig } from 'vite'

/** An application of one page in a folder of its own. */
export interface ViteApp extends AsyncDisposable {
  readonly root: string
  /** What Vite and its plugins have printed. */
  readonly printed: string[]
  /** A configuration of this app that reads no file, and prints to `printed`. */
  readonly config: (more?: InlineConfig) => InlineConfig
}

/** Makes one. */
export async function viteApp(): Promise<ViteApp> {
  const root = await mkdtemp(join(tmpdir(), 'greenroom-vite-'))
  await writeFile(join(root, 'index.html'), '<!doctype html><title>the app</title>')
  const printed: string[] = []
  const add = (text: string): void => void printed.push(text)
  const customLogger = { ...createLogger('silent'), info: add, warn: add, error: add }
  return {
    root,
    printed,
    config: ({ server, ...more } = {}) => ({
      root,
      configFile: false,
      customLogger,
      clearScreen: false,
      server: { port: 0, host: '127.0.0.1', ...server },
      preview: { port: 0, host: '127.0.0.1' },
      ...more,
    }),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  }
}

/** A dev server that listens, and its port. */
export async function served(config: InlineConfig): Promise<ServedApp> {
  const server = await createServer(config)
  await server.listen()
  server.printUrls()
  return { server, port: portOf(server), [Symbol.asyncDispose]: () => server.close() }
}

/** A server of the built app, and its port. */
export async function previewed(config: InlineConfig): Promise<AsyncDisposable & { readonly port: number }> {
  const server = await preview(config)
  return { port: portOf(server), [Symbol.asyncDispose]: () => server.close() }
}

/** A dev server that listens. */
export interface ServedApp extends AsyncDisposable {
  readonly server: Awaited<ReturnType<typeof createServer>>
  readonly port: number
}

/** The port on which something listens; 0 if it doesn't. */
export function portOf({ httpServer }: { readonly httpServer: { address(): unknown } | null }): number {
  const address = httpServer?.address()
  return typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0
}

/** An answer, in parts that tests look at. */
export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

/** A request with headers of its own choosing, such as Host and Cookie, which fetch doesn't allow. Rejects if the connection breaks. */
export const send = (
  port: number,
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      let text = ''
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
