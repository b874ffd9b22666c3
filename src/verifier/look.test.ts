import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { expect, it } from 'vitest'
import { listening } from '../../tests/support/node-server.ts'
import { createMock } from '../in-process.ts'
import { lookAt } from './look.ts'

it('at a URL, the operations that answer are found, with their prefix, and those that lack', async () => {
  const mock = createMock()
  const answered = async (method: string, path: string, type: string): Promise<Response> =>
    path.startsWith('/api/rooms/')
      ? mock.handle(
          new Request(`http://localhost${path.slice('/api'.length)}`, {
            method,
            headers: { 'content-type': type },
            ...(method === 'POST' ? { body: '{}' } : {}),
          }),
        )
      : new Response('', { status: 404 })
  await using server = await listening(
    createServer((request, response) => {
      request.resume()
      void answered(request.method ?? '', request.url ?? '', request.headers['content-type'] ?? '').then(
        async (answer) =>
          response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text()),
      )
    }),
  )
  const { answers, lacking, prefixes, transports, unreachable } = await lookAt(server.url, {
    edition: 'current',
    env: {},
  })
  expect(answers.map(({ operation, prefix }) => [operation, prefix])).toEqual([['joinMeetingRoom', '/api']])
  expect([prefixes, transports, unreachable]).toEqual([{ 'meeting-rooms': '/api' }, [], null])
  expect(lacking).toContain('joinVideoConference')
})

it('a URL where nothing listens is unreachable', async () => {
  const { unreachable, answers } = await lookAt('http://127.0.0.1:1', { edition: 'current', env: {} })
  expect([unreachable?.kind, answers]).toEqual(['refused', []])
})

it('a URL elsewhere is asked through the proxy of the environment', async () => {
  const env = { http_proxy: 'http://127.0.0.1:1' }
  const { unreachable } = await lookAt('http://chat.invalid', { edition: 'current', env })
  expect(unreachable?.message).toContain('chat.invalid:80 (through the proxy 127.0.0.1:1)')
})

it('the connections to a URL are ended once it has been asked, though the server would keep them', async () => {
  const ended: Promise<unknown>[] = []
  const keeping = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
    request.resume()
    response.writeHead(404).end()
  })
  keeping.on('connection', (socket: Duplex) => ended.push(once(socket, 'close')))
  await using server = await listening(keeping)
  await lookAt(server.url, { edition: 'current', env: {} })
  expect(ended).not.toEqual([])
  await Promise.all(ended)
})

it('what stands in front of a URL is told from answers of the edition that is looked for', async () => {
  await using server = await listening(
    createServer((request, response) => {
      request.resume()
      response
        .writeHead(403, { 'content-type': 'text/plain' })
        .end(`${request.url}: User does not have the permissions required for this action [error-unauthorized]`)
    }),
  )
  const obstacleTo = async (edition: '2022' | 'current') => (await lookAt(server.url, { edition, env: {} })).obstacle
  expect([await obstacleTo('2022'), await obstacleTo('current')]).toEqual([
    'it answers every call with 403, as no operation of the contract does: a login or a gateway is in front of it. Use a URL behind it, or let it pass the paths of the API.',
    null,
  ])
})
