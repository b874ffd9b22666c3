import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answering } from '../support/answering.ts'
import { freePorts } from '../support/example-project.ts'
import { noRedis } from '../support/redis-server.ts'
import { startReplicas } from '../support/replicas.ts'
import { listen, ways } from '../support/sockets.ts'

const noNginx = spawnSync('nginx', ['-v']).error ? 'nginx is not installed' : null
const missing = noRedis ?? noNginx

/** nginx with the configuration of `deploy/`, before servers on these ports of this machine. */
async function startNginx(ports: readonly number[]): Promise<AsyncDisposable & { readonly url: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-nginx-'))
  const [port = 0] = await freePorts(1)
  const text = (await readFile('deploy/nginx/nginx.conf', 'utf8'))
    .replaceAll(/mock-(\d):4010/g, (_, n) => `127.0.0.1:${ports[Number(n) - 1]}`)
    .replace('listen 8080', `listen 127.0.0.1:${port}`)
    .replace('pid /tmp/nginx.pid', `pid ${folder}/pid`)
    .replace('worker_processes auto', 'worker_processes 1')
  await writeFile(join(folder, 'nginx.conf'), text)
  const args = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log'), '-g', 'daemon off;']
  const child = spawn('nginx', args, { stdio: 'ignore' })
  const exit = once(child, 'exit')
  await answering(child, port, () => readFile(join(folder, 'error.log'), 'utf8'))
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await exit
      await rm(folder, { recursive: true, force: true })
    },
  }
}

describe.skipIf(missing)(`nginx as in deploy/, before three mocks${missing ? `, not run: ${missing}` : ''}`, () => {
  it('keeps a client at one mock by a cookie, on every transport', async () => {
    await using replicas = await startReplicas()
    await using nginx = await startNginx(replicas.all.map(({ port }) => port))
    for (const { options } of ways) {
      using client = await listen(nginx.url, { ...options, withCredentials: true })
      expect(await client.ask('join-room', { code: 'abc-def-ghi', guestName: 'Ann' })).toHaveProperty('id')
    }
  })

  it('spreads calls over all mocks, which act as one', async () => {
    await using replicas = await startReplicas()
    await using nginx = await startNginx(replicas.all.map(({ port }) => port))
    const codes = Array.from({ length: 12 }, (_, n) =>
      fetch(`${nginx.url}/~w/rooms/abc-def-ghi/join`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ guestName: `Guest ${n}` }),
      }).then(({ status }) => status),
    )
    expect(new Set(await Promise.all(codes))).toEqual(new Set([201]))
    const { inside } = await (await replicas.at(0).attach('w')).meetingRooms.get('abc-def-ghi')
    expect(inside.filter(({ guestName }) => guestName?.startsWith('Guest')).length).toBe(12)
  })
})
