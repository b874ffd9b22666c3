import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readOnlyToken } from '../../src/transport/control-guard.ts'
import { askControl, startPlane, type Plane } from '../support/plane.ts'

let plane: Plane
let url = ''
beforeAll(async () => {
  plane = await startPlane()
  url = plane.server.control?.url ?? ''
})
afterAll(async () => {
  expect(plane.faults).toEqual([])
  await plane[Symbol.asyncDispose]()
})

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}${path}`, { headers, redirect: 'manual' })

describe('the console', () => {
  it('is served without a token, at its own path alone', async () => {
    for (const path of ['/console/', '/console/index.html', '/console/console.js', '/console/console.css'])
      expect((await get(path)).status, path).toBe(200)
    expect((await get('/console/nothing')).status).toBe(404)
    for (const path of ['/consoles', '/console.js', '/console%2f', '/mock', '/worlds', '/console/../worlds'])
      expect([401, 404], path).toContain((await get(path)).status)
    const moved = await get('/console')
    expect([moved.status, moved.headers.get('location')]).toEqual([308, '/console/'])
  })

  it('may run its own script and call the mock, and nothing else', async () => {
    const { headers } = await get('/console/')
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(headers.get('content-security-policy')?.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      `connect-src 'self' ${plane.server.url} ${plane.server.url.replace('http', 'ws')}`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ])
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('all other answers keep the policy that allows nothing', async () => {
    const { headers } = await get('/mock', { authorization: `Bearer ${plane.token}` })
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
  })

  it('may be visited from a link of another site, but neither framed nor fetched by it', async () => {
    const cross = { 'sec-fetch-site': 'cross-site' }
    const visit = { ...cross, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    expect((await ask('/console/', visit)).status).toBe(200)
    expect((await ask('/console/', { ...visit, 'sec-fetch-dest': 'iframe' })).status).toBe(403)
    expect((await ask('/console/console.js', { ...cross, 'sec-fetch-mode': 'no-cors' })).status).toBe(403)
    expect((await ask('/worlds', visit)).status).toBe(403)
    expect((await ask('/console/', { origin: 'http://attacker.example' })).status).toBe(403)
    expect((await ask('/console/', { origin: 'null' })).status).toBe(403)
    expect((await ask('/console/', { host: 'rebind.example' })).status).toBe(421)
  })

  it('answers no method that changes something', async () => {
    const answer = await fetch(`${url}/console/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${plane.token}`, 'content-type': 'application/json' },
    })
    expect(answer.status).toBe(405)
  })
})

/** With headers that `fetch` does not let a caller set. */
const ask = (path: string, headers: Record<string, string>) =>
  askControl({ url, token: 'none' }, 'GET', path, undefined, headers)

describe('a read-only token', () => {
  const reading = () => ({ url, token: readOnlyToken(plane.token) })

  it('reads everything, and changes nothing', async () => {
    for (const path of ['/mock', '/outcomes', '/scenarios', '/worlds/default/journal', '/worlds/default/seats'])
      expect((await askControl(reading(), 'GET', path)).status, path).toBe(200)
    for (const [method, path] of [
      ['POST', '/worlds'],
      ['PUT', '/worlds/default/clock'],
      ['PATCH', '/worlds/default/meeting-rooms/abc-def-ghi'],
      ['DELETE', '/worlds/default/journal'],
    ] as const)
      expect((await askControl(reading(), method, path, {})).status, path).toBe(403)
  })

  it('does not lead to the other, nor to a token of its own', async () => {
    const twice = { url, token: readOnlyToken(reading().token) }
    expect((await askControl(twice, 'GET', '/mock')).status).toBe(401)
    expect(reading().token).not.toContain(plane.token.slice(0, 8))
  })
})

describe('a stream with a limit', () => {
  it('tells that many exchanges, and counts the others', async () => {
    const { body } = await fetch(`${url}/events?perSecond=10`, { headers: { authorization: `Bearer ${plane.token}` } })
    const reader = body?.getReader()
    const decoder = new TextDecoder()
    const read = async (): Promise<string> => decoder.decode((await reader?.read())?.value)
    let text = await read()
    for (let count = 0; count < 30; count++)
      await plane.call('/rooms/lck-rom-now/join', { method: 'POST', body: { guestName: 'Ada' } })
    while (!text.includes('event: lost')) text += await read()
    await reader?.cancel()
    const told = text.split('event: exchange').length - 1
    const lost = [...text.matchAll(/"count":(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0)
    expect(told).toBeLessThan(30)
    expect(lost).toBeGreaterThan(0)
  })
})
