import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { listening } from '../../tests/support/node-server.ts'
import { send } from './send.ts'

it('a request of the page is sent to the mock, and told by its status and outcome', async () => {
  const got: unknown[] = []
  await using server = await listening(
    createServer((request, response) => {
      void text(request).then((body) => {
        got.push([request.method, request.url, request.headers['x-user-id'], body])
        const named = request.url === '/a' ? { 'greenroom-outcome': 'room-locked' } : {}
        response.writeHead(403, named).end()
      })
    }),
  )
  const mock = { edition: 'current', seed: 'documented', url: server.url, operations: {} }
  expect(await send(mock, { method: 'POST', target: '/a', headers: { 'X-User-Id': 'u1' }, body: '{}' })).toBe(
    '403 room-locked',
  )
  expect(await send(mock, { method: 'GET', target: '/b', headers: {}, body: null })).toBe('403 ')
  expect(got).toEqual([
    ['POST', '/a', 'u1', '{}'],
    ['GET', '/b', undefined, ''],
  ])
})
