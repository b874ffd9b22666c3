import * as msw from 'msw'
import { expect, it } from 'vitest'
import { createCore } from '../../mock/core.ts'
import { toBaseUrl } from './base-url.ts'
import { createSocketHandlers } from './socket-handlers.ts'

const BASE = 'http://app.test/api'

/** A client that polls, at this path below the base; `say` sends a packet, and gives what comes of it. */
async function polling(path: string, headers: Record<string, string> = {}) {
  const core = createCore()
  const warnings: string[] = []
  const { answer } = createSocketHandlers(
    { http: msw.http },
    { base: toBaseUrl(BASE), mock: core, options: {}, warn: (text) => warnings.push(text) },
  )
  const ask = (query: string, init: RequestInit = {}): Promise<Response> => {
    const target = `${path}?EIO=4&transport=polling${query}`
    return answer(new Request(`${BASE}${target}`, { headers, ...init }), target)
  }
  const opened = await ask('')
  const { sid } = JSON.parse((await opened.clone().text()).slice(1))
  return {
    opened,
    warnings,
    worlds: () => core.worlds.list().map(({ name }) => name),
    say: async (packet: string): Promise<string> => {
      await ask(`&sid=${sid}`, { method: 'POST', body: packet })
      return (await ask(`&sid=${sid}`)).text()
    },
  }
}

it('a client is in the world that its path names, and may name it in a header, too', async () => {
  const named = await polling('/~qa/socket.io/')
  expect([named.opened.status, named.opened.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(await named.say('40')).toMatch(/^40\{"sid":"/)
  expect(named.worlds()).toEqual(['default', 'qa'])
  const twice = await polling('/~qa/socket.io/', { 'x-greenroom-world': 'QA' })
  expect(await twice.say('40')).toMatch(/^40\{"sid":"/)
  expect(twice.worlds()).toEqual(['default', 'qa'])
})

it('a client that names two worlds is refused', async () => {
  const { say, worlds } = await polling('/~qa/socket.io/', { 'x-greenroom-world': 'other' })
  expect(await say('40')).toContain('Name it in one way.')
  expect(worlds()).toEqual(['default'])
})

it('a client learns once that this MSW has no WebSockets', async () => {
  const { opened, warnings, say } = await polling('/socket.io/')
  expect(JSON.parse((await opened.text()).slice(1)).upgrades).toEqual([])
  await say('40')
  expect(warnings).toHaveLength(1)
})

it('what only a server can answer is refused, with a warning that says so', async () => {
  const warnings: string[] = []
  const { answer, webSockets } = createSocketHandlers(
    { http: msw.http },
    { base: toBaseUrl(BASE), mock: createCore(), options: {}, warn: (text) => warnings.push(text) },
  )
  expect(webSockets).toBe(null)
  const target = '/socket.io/?EIO=4&transport=websocket'
  const upgrade = { headers: { upgrade: 'websocket' } }
  expect((await answer(new Request(`${BASE}${target}`, upgrade), target)).status).toBe(501)
  for (const file of ['/socket.io/socket.io.js', '/socket.io/socket.io.esm.min.js'])
    expect((await answer(new Request(`${BASE}${file}`), file)).status).toBe(501)
  expect(warnings).toHaveLength(2)
})
