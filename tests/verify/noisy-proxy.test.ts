import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { request } from 'undici'
import { startNoisyProxy, type NoisyProxy, type NoisyProxyOptions } from '../support/noisy-proxy.ts'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

const target = async (): Promise<{ url: string; seen: string[] }> => {
  const seen: string[] = []
  const server = createServer((asked, response) => {
    seen.push(`${asked.method} ${asked.url} ${asked.headers.host}`)
    response.writeHead(201, ['X-Odd', 'a', 'X-Odd', 'b'])
    asked.pipe(response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  cleanUps.push(
    () => server.close(),
    () => server.closeAllConnections(),
  )
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, seen }
}

/** What each of so many requests, one after the other, came to. */
async function fates(
  noise: NoisyProxyOptions,
  requests: number,
): Promise<{ came: (number | 'hung')[]; proxy: NoisyProxy }> {
  let giveUp = new AbortController()
  const proxy = await startNoisyProxy({ ...noise, onHang: () => giveUp.abort() })
  cleanUps.push(proxy.close)
  const came: (number | 'hung')[] = []
  for (let at = 0; at < requests; at += 1) {
    giveUp = new AbortController()
    const { signal } = giveUp
    const fate = await request(`${proxy.url}/?at=${at}`, { signal }).then(
      async ({ statusCode, body }) => {
        await body.dump()
        return statusCode
      },
      () => 'hung' as const,
    )
    came.push(fate)
  }
  return { came, proxy }
}

it('passes a request and its answer on to the letter, but for the host', async () => {
  const { url, seen } = await target()
  const proxy = await startNoisyProxy({ target: url, seed: 1, gateway: 0, hang: 0, jitterMs: 5 })
  cleanUps.push(proxy.close)
  const answer = await request(`${proxy.url}/a%2Fb?x=%00&y`, { method: 'POST', body: 'ä{' })
  expect([answer.statusCode, answer.headers['x-odd'], await answer.body.text()]).toEqual([201, ['a', 'b'], 'ä{'])
  expect(seen).toEqual([`POST /a%2Fb?x=%00&y ${new URL(url).host}`])
})

it('disturbs the same requests for the same seed, about as many as asked for, and half of its 502s reach the target', async () => {
  const { url, seen } = await target()
  const noise = { target: url, gateway: 0.2, hang: 0.05, jitterMs: 0 }
  const runs: (number | 'hung')[][] = []
  for (const seed of [7, 7, 8]) {
    const { came, proxy } = await fates({ ...noise, seed }, 100)
    runs.push(came)
    expect(proxy.counts.passed + proxy.counts.gateway + proxy.counts.hung).toBe(100)
    expect(proxy.counts.gateway).toBeGreaterThan(8)
    expect(proxy.counts.gatewayAfterwards).toBeGreaterThan(0)
    expect(proxy.counts.gatewayAfterwards).toBeLessThan(proxy.counts.gateway)
    expect(seen.splice(0)).toHaveLength(proxy.counts.passed + proxy.counts.gatewayAfterwards)
  }
  expect(new Set(runs[0])).toEqual(new Set([201, 502, 'hung']))
  expect(runs[1]).toEqual(runs[0])
  expect(runs[2]).not.toEqual(runs[0])
})
