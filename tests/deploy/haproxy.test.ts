import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { answering } from '../support/answering.ts'
import { freePorts } from '../support/example-project.ts'
import { noRedis } from '../support/redis-server.ts'
import { startReplicas } from '../support/replicas.ts'
import { listen, until, ways } from '../support/sockets.ts'

const noHaproxy = spawnSync('haproxy', ['-v']).error ? 'haproxy is not installed' : null
const missing = noRedis ?? noHaproxy

/** HAProxy with the backend of docs/scaling.md, before servers on these ports of this machine. */
async function startHaproxy(ports: readonly number[]): Promise<AsyncDisposable & { readonly url: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-haproxy-'))
  const [port = 0] = await freePorts(1)
  const [, backend = ''] = /```haproxy\n(.*?)```/s.exec(await readFile('docs/scaling.md', 'utf8')) ?? []
  const servers = backend.replaceAll(/10\.0\.0\.(\d):4010/g, (_, n) => `127.0.0.1:${ports[Number(n) - 1]}`)
  const config = `defaults
    mode http
    timeout connect 5s
    timeout client 60s
    timeout server 60s
frontend all
    bind 127.0.0.1:${port}
    default_backend mocks
${servers}`
  await writeFile(join(folder, 'haproxy.cfg'), config)
  const child = spawn('haproxy', ['-db', '-f', join(folder, 'haproxy.cfg')], { stdio: ['ignore', 'ignore', 'pipe'] })
  const [exit, told] = [once(child, 'exit'), child.stderr ? text(child.stderr) : Promise.resolve('')]
  await answering(child, port, () => told)
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await exit
      await rm(folder, { recursive: true, force: true })
    },
  }
}

describe.skipIf(missing)(
  `HAProxy as in docs/scaling.md, before two mocks${missing ? `, not run: ${missing}` : ''}`,
  () => {
    it('keeps a client at one mock by a cookie, on every transport, and takes a mock for well that is', async () => {
      await using replicas = await startReplicas({ count: 2 })
      await using haproxy = await startHaproxy(replicas.all.map(({ port }) => port))
      for (const { options } of ways) {
        using client = await listen(haproxy.url, { ...options, withCredentials: true })
        expect(await client.ask('join-room', { code: 'abc-def-ghi', guestName: 'Ann' })).toHaveProperty('id')
      }
      // Each has been asked for its health by now, and calls still reach both.
      const met = new Set<string>()
      await until(async () => {
        const answer = await fetch(`${haproxy.url}/rooms/abc-def-ghi/join`, { method: 'POST' })
        met.add(answer.headers.get('set-cookie') ?? '')
        return answer.status !== 503 && met.size === 2
      })
    })
  },
)
