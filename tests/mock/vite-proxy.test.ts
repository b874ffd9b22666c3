import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'vite'
import { afterEach, expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

/** Sends with a Host of its own choosing, which fetch does not allow. */
const post = (port: number, host: string, query = ''): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const headers = { host, 'content-type': 'application/json' }
    const sent = httpRequest(
      { host: '127.0.0.1', port, method: 'POST', path: `/rooms/abc-def-ghi/join${query}`, headers },
      (answer) => {
        let body = ''
        answer.on('data', (chunk: Buffer) => (body += chunk.toString()))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }))
      },
    )
    sent.on('error', reject)
    sent.end('{"guestName":"Jane"}')
  })

it("Vite's dev server reaches the mock through its proxy, which passes its own Host on; a rebinding Host does not", async () => {
  const mock = await startServer()
  cleanups.push(mock.close)
  const root = await mkdtemp(join(tmpdir(), 'greenroom-vite-'))
  cleanups.push(() => rm(root, { recursive: true }))
  await writeFile(join(root, 'index.html'), '<!doctype html><title>app</title>')
  const vite = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    server: { port: 0, host: '127.0.0.1', proxy: { '^/rooms/[^/]+/join(\\?|$)': { target: mock.url } } },
  })
  cleanups.push(() => vite.close())
  await vite.listen()
  const address = vite.httpServer?.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  const proxied = await post(port, `localhost:${port}`)
  expect((await post(port, `localhost:${port}`, '?from=test')).status).toBe(201)
  expect(proxied).toMatchObject({ status: 201, body: expect.stringContaining('"guestName":"Jane"') })

  const rebound = await post(mock.port, 'attacker.example')
  expect(rebound.status).toBe(421)
  expect(rebound.body).toContain('--allowed-host attacker.example')
})
