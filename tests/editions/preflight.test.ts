import { request } from 'undici'
import { describe, expect, it } from 'vitest'
import type { Edition } from '../../src/contract/compiled/types.ts'
import { startServer, type ServerOptions } from '../../src/server.ts'
import { CALL, LIST } from './asked.ts'

const PAGE = 'http://localhost:5173'
const ELSEWHERE = 'https://app.example.com'

async function preflightTo(options: ServerOptions, path: string, origin: string) {
  await using server = await startServer(options)
  const headers = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-user-id' }
  const { statusCode, headers: told, body } = await request(`${server.url}${path}`, { method: 'OPTIONS', headers })
  return { status: statusCode, body: await body.text(), allowed: told['access-control-allow-origin'] }
}

describe('a preflight over a port', () => {
  it.each<[Edition, number]>([
    ['current', 204],
    ['8.0', 405],
    ['8.6', 405],
  ])('of a page of localhost gets what the edition %s says: %i', async (edition, status) => {
    expect((await preflightTo({ edition }, CALL, PAGE)).status).toBe(status)
  })

  it('is allowed to an origin that is named, and to a path of another API', async () => {
    const named = { edition: '8.6', corsOrigins: [ELSEWHERE, PAGE] } as const
    expect(await preflightTo(named, CALL, ELSEWHERE)).toMatchObject({ status: 204, allowed: ELSEWHERE })
    expect((await preflightTo(named, CALL, PAGE)).status).toBe(204)
    expect((await preflightTo({ edition: '8.6' }, '/rooms/abc-def-ghi/join', PAGE)).status).toBe(204)
    expect((await preflightTo({ edition: '8.6' }, `/~qa${CALL}`, PAGE)).status).toBe(405)
  })
})

it('says once who may read an answer', async () => {
  await using server = await startServer({ edition: '8.6' })
  const { headers, body } = await request(`${server.url}${LIST}`, { headers: { origin: PAGE } })
  await body.dump()
  expect(headers['access-control-allow-origin']).toBe('*')
  expect(headers['access-control-allow-credentials']).toBeUndefined()
  expect(headers['access-control-expose-headers']).toContain('Greenroom-Outcome')
})
