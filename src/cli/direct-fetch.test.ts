import { createServer, type ServerResponse } from 'node:http'
import { expect, it } from 'vitest'
import { listening } from '../../tests/support/node-server.ts'
import { settle } from '../../tests/support/timers.ts'
import { directFetch } from './direct-fetch.ts'
import { listen } from '../transport/listen.ts'

it('this machine is asked directly: method, headers and body go there, and all that is answered comes back', async () => {
  const { port, close } = await listen(
    () =>
      createServer((request, response) => {
        const say = (text: string): unknown =>
          response
            .writeHead(
              text === '' ? 204 : 201,
              [
                ['X-A', '1'],
                ['X-A', '2'],
              ].flat(),
            )
            .end(text)
        let body = ''
        request.on('data', (piece) => (body += String(piece)))
        request.on('end', () => say(body === '' ? '' : `${request.method} ${String(request.headers['x-b'])} ${body}`))
      }),
    ['127.0.0.1'],
    0,
    { cut: () => {}, graceMs: 1_000 },
  )
  const url = `http://127.0.0.1:${port}/`
  const answer = await directFetch(url, { method: 'PUT', headers: { 'X-B': 'b' }, body: 'text' })
  expect([answer.status, answer.headers.get('x-a'), await answer.text()]).toEqual([201, '1, 2', 'PUT b text'])
  const none = await directFetch(url, {})
  expect([none.status, none.body]).toEqual([204, null])
  await expect(directFetch(url, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
  await close()
  await expect(directFetch(url, {})).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})

it('an answer that breaks off is a failure to read it, and no short one', async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('the beginning', () => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const answer = await directFetch(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`, {})
  await expect(answer.text()).rejects.toThrow()
  await new Promise((resolve) => server.close(resolve))
})

it('an answer that is left early costs its server no connection', async () => {
  const left = Promise.withResolvers<void>()
  const server = createServer((_, response) => {
    response.on('close', left.resolve)
    response.write('a piece of many')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const answer = await directFetch(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`, {})
  const reader = answer.body?.getReader()
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('a piece of many')
  await reader?.cancel()
  await left.promise
  await new Promise((resolve) => server.close(resolve))
})

it('this machine is asked over TLS where the address says so', async () => {
  const server = createServer((_, response) => response.end('in the clear'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  await expect(directFetch(`https://127.0.0.1:${port}/`, {})).rejects.toMatchObject({
    code: expect.stringMatching(/SSL|EPROTO/),
  })
  await new Promise((resolve) => server.close(resolve))
})

it('an answer that is read slowly waits at its server, not here', async () => {
  const [piece, count] = [Buffer.alloc(1_048_576), 64]
  const responses: ServerResponse[] = []
  await using server = await listening(
    createServer((_, response) => {
      responses.push(response)
      for (let n = 0; n < count; n++) response.write(piece)
      response.end()
    }),
  )
  const answer = await directFetch(server.url, {})
  await settle(500)
  expect(responses[0]?.writableFinished).toBe(false)
  expect((await answer.arrayBuffer()).byteLength).toBe(count * piece.length)
})
