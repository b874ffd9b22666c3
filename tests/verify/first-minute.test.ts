import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { startGateway } from '../support/servers/gateway.ts'
import { startProduct } from '../support/servers/product.ts'
import { makeFolder, runVerify, startForeign, type Foreign } from '../support/run-verify.ts'

const redirecting = (to: (url: string) => string): Promise<Foreign> =>
  startForeign((request, response) => response.writeHead(302, { location: to(request.url ?? '/') }).end())

const front = (): Promise<Foreign> =>
  startForeign((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><div id=root>'),
  )

describe('a bare URL', () => {
  it('is told what answers there, over HTTP and on the port of Socket.IO, and the next command', async () => {
    await using gateway = await startGateway({ exceptions: 'ack', badTokens: 'middleware' })
    const { out, code } = await runVerify([gateway.url])
    expect(out).toMatch(/^found: joinMeetingRoom; Socket\.IO by polling and websocket$/m)
    expect(out).toContain(`Next: npx greenroom target init ${gateway.url}\n`)
    expect(code).toBe(0)
  })

  it('is called below the prefix that is found, and says so', async () => {
    await using gateway = await startGateway({ exceptions: 'ack', badTokens: 'middleware' })
    await using server = await startForeign((request, response) => {
      const { url = '/', method = 'GET' } = request
      if (!url.startsWith('/api/v1/rooms')) return void response.writeHead(404).end('{}')
      const headers = { 'content-type': request.headers['content-type'] ?? 'text/plain' }
      void text(request)
        .then((body) => fetch(`${gateway.url}${url.replace('/api/v1', '')}`, { method, headers, body }))
        .then(async (answer) => {
          const type = answer.headers.get('content-type') ?? 'text/plain'
          response.writeHead(answer.status, { 'content-type': type }).end(await answer.text())
        })
    })
    const { out } = await runVerify([server.url, '--case', 'joinMeetingRoom/room-not-found'])
    expect(out).toMatch(/^found: joinMeetingRoom below \/api\/v1$/m)
    expect(out).toMatch(/1 held, 0 broken/)
  })

  it('at which nothing of the contract answers is told where that can be named', async () => {
    await using server = await startForeign((_, response) => void response.writeHead(404).end('{}'))
    const { out } = await runVerify([server.url])
    expect(out).toContain('found: no route of the contract')
    expect(out).toContain('(socket.path)')
  })

  it('whose product has Socket.IO alone is told that', async () => {
    await using product = await startProduct()
    const { out, code } = await runVerify([product.url])
    expect(out).toMatch(/^found: Socket\.IO by polling and websocket$/m)
    expect(out).toContain('nothing answers POST /rooms/{code}/join: it has no such route')
    expect(out).toMatch(/^Next: npx greenroom target init /m)
    expect([code, out.includes('safely')]).toEqual([5, false])
  })
})

describe('a target that answers every call alike', () => {
  it.each([[[]], [['--quiet']]])('by a redirect to another address is told where to, once: %j', async (args) => {
    await using server = await redirecting((url) => `https://meet.example.org${url}`)
    const { out, code } = await runVerify([server.url, ...args])
    const lines = out.trim().split('\n')
    expect(lines).toContain(
      'unreachable: it redirects every call to https://meet.example.org, which is not followed: name that URL.',
    )
    expect(lines.length).toBeLessThan(5)
    expect(out).not.toMatch(/broken {2}|status/)
    expect(code).toBe(3)
  })

  it('by a redirect to a login is told that, without what the redirect bears', async () => {
    await using server = await redirecting(() => '/login?state=s3cret')
    const { out } = await runVerify([server.url, '--quiet'])
    expect(out).toContain(`it redirects every call, the first to ${server.url}/login, which is not followed.`)
    expect(out).not.toContain('s3cret')
  })

  it.each([[[]], [['--quiet']]])('by a web page is told that it is no API, once: %j', async (args) => {
    await using server = await front()
    const { out, code } = await runVerify([server.url, ...args])
    expect(out).toMatch(/^unreachable: it answers every call with a web page/m)
    expect(out.match(/web page/g)).toHaveLength(1)
    expect(code).toBe(3)
  })

  it('is told so where a target file names its operations, too', async () => {
    await using server = await front()
    await using folder = await makeFolder()
    const file = await folder.write('t.yaml', `url: ${server.url}\noperations: [joinMeetingRoom]\n`)
    const { out, code } = await runVerify(['--target', file])
    expect(out).toMatch(/^unreachable: it answers every call with a web page/m)
    expect(code).toBe(3)
  })
})
