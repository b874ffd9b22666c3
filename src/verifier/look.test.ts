import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { listening } from '../../tests/support/node-server.ts'
import { createMock } from '../in-process.ts'
import { lookAt } from './look.ts'

it('at a URL, the operations that answer are found, with their prefix, and those that lack', async () => {
  const mock = createMock()
  await using server = await listening(
    createServer((request, response) => {
      const path = request.url ?? '/'
      if (!path.startsWith('/api/rooms/')) return void response.writeHead(404).end()
      request.resume()
      request.on('end', async () => {
        const answer = await mock.handle(
          new Request(`http://localhost${path.slice('/api'.length)}`, {
            method: request.method ?? 'GET',
            headers: { 'content-type': request.headers['content-type'] ?? '' },
            ...(request.method === 'POST' ? { body: '{}' } : {}),
          }),
        )
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
      })
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
