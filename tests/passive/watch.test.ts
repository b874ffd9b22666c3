import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Seen } from '../../src/passive/model/seen.ts'
import { isObject } from '../../src/json.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import { startWatchProxy, type WatchProxy } from '../../src/watch/proxy.ts'
import { listening } from '../support/node-server.ts'
import { startCli } from '../support/run-cli.ts'
import { listen, ways } from '../support/sockets.ts'
import { standTimers } from '../support/timers.ts'
import { until } from '../support/until.ts'

const PASSED = /^(http:\S+) passes everything on to/m

/** A watch of a server, until it is told to end. */
async function watched(url: string, ...args: string[]) {
  const cli = startCli(['watch', url, '--proxy-port', '0', ...args])
  await until(() => PASSED.test(cli.out.text()))
  return { ...cli, url: PASSED.exec(cli.out.text())?.[1] ?? '' }
}

/** The same in JSON, whose first line says where it listens. */
async function watchedJson(url: string) {
  const cli = startCli(['watch', url, '--proxy-port', '0', '--json'])
  await until(() => cli.out.text().includes('\n'))
  const ready: unknown = JSON.parse(cli.out.text().split('\n')[0] ?? '')
  return { ...cli, url: isObject(ready) ? String(ready['url']) : '' }
}

const JSON_TYPE = { 'content-type': 'application/json' }

describe('greenroom watch', () => {
  let mock: RunningServer
  beforeAll(async () => {
    mock = await startServer({ rateLimit: false })
  })
  afterAll(() => mock.close())

  it('passes calls on and prints what they meet; Ctrl-C ends with the report', async () => {
    const { url, out, end, ended } = await watched(mock.url)
    const init = { method: 'POST', headers: JSON_TYPE, body: '{"guestName":"Jane"}' }
    const [near, direct] = await Promise.all([
      fetch(`${url}/rooms/lck-rom-now/join`, init),
      fetch(`${mock.url}/rooms/lck-rom-now/join`, init),
    ])
    expect([near.status, await near.text()]).toEqual([direct.status, await direct.text()])
    expect([...near.headers.keys()].toSorted()).toEqual([...direct.headers.keys()].toSorted())
    await until(() => out.text().includes('met joinMeetingRoom/room-locked'))
    end()
    const ran = await ended
    expect(ran.out).toMatch(/1 held, 0 broken, .* coverage \d+ %/)
    expect(ran.code).toBe(0)
  })

  it('prints a line of JSON for each call, if asked, and one for the whole', async () => {
    const { url, out, end, ended } = await watchedJson(mock.url)
    const init = { method: 'POST', headers: JSON_TYPE, body: '{"guestName":"Jane"}' }
    for (const code of ['lck-rom-now', 'lck-rom-now', 'ful-rom-now']) await fetch(`${url}/rooms/${code}/join`, init)
    await fetch(`${url}/elsewhere`)
    await until(() => out.text().includes('room-full'))
    end()
    const ran = await ended
    const [ready, ...lines] = ran.out
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(ready).toMatchObject({ ready: true, url, target: mock.url })
    const call = { operation: 'joinMeetingRoom', transport: 'http', method: 'POST', breaches: [] }
    expect(lines.slice(0, -1)).toMatchObject([
      { ...call, target: '/rooms/lck-rom-now/join', status: 403, outcome: 'room-locked' },
      { ...call, target: '/rooms/lck-rom-now/join', status: 403, outcome: 'room-locked' },
      { ...call, target: '/rooms/ful-rom-now/join', status: 400, outcome: 'room-full' },
    ])
    expect(lines.at(-1)).toMatchObject({
      met: [{ count: 2 }, { count: 1 }],
      breaches: [],
      summary: { cases: { held: 2 } },
    })
    expect(ran.code).toBe(0)
  })

  it('lets pages of another site call if told so', async () => {
    await using server = await listening(createServer((_, response) => void response.end('reached')))
    const { url, end, ended } = await watched(server.url, '--cors-origin', 'https://app.example.org')
    const answers = ['https://app.example.org', 'https://evil.example.org'].map((origin) =>
      fetch(`${url}/x`, { headers: { origin } }).then(({ status }) => status),
    )
    expect(await Promise.all(answers)).toEqual([200, 403])
    end()
    await ended
  })

  it.each(ways)('carries Socket.IO by $name, so that the official client cannot tell', async ({ name, options }) => {
    const { url, out, end, ended } = await watched(mock.url)
    {
      using host = await listen(url, options)
      using other = await listen(url, options)
      expect(await host.ask('join-room', { code: 'abc-def-ghi', guestName: 'Jane' })).toMatchObject({
        guestName: 'Jane',
      })
      expect(await other.ask('join-room', { code: 'lck-rom-now', guestName: 'Joe' })).toEqual({
        statusCode: 403,
        message: 'Room is locked',
      })
      await other.ask('join-room', { code: 'abc-def-ghi', guestName: 'Joe' })
      expect(await host.hears()).toMatchObject([['user-joined', { participant: { guestName: 'Joe' } }]])
    }
    const transport = { polling: 'polling', WebSocket: 'websocket' }[name] ?? 'upgraded'
    await until(() => out.text().includes(`met joinMeetingRoom/room-locked (${transport})`))
    end()
    const ran = await ended
    expect(ran.out).toMatch(/ 0 broken, /)
    expect(ran.code).toBe(0)
  })

  it('finds a breach as it passes', async () => {
    await using server = await listening(
      createServer(
        (_, response) => void response.writeHead(403, JSON_TYPE).end('{"statusCode":403,"message":"Go away"}'),
      ),
    )
    const { url, out, end, ended } = await watched(server.url)
    await (await fetch(`${url}/rooms/lck-rom-now/join`, { method: 'POST', body: '{}', headers: JSON_TYPE })).text()
    await until(() => out.text().includes('✗ broken'))
    end()
    expect((await ended).code).toBe(1)
  })

  it('says what a secret was by none of its texts', async () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.c2VjcmV0LXNpZ25hdHVyZQ'
    await using server = await listening(
      createServer(
        (request, response) =>
          void response.writeHead(418, JSON_TYPE).end(JSON.stringify({ message: request.headers.authorization })),
      ),
    )
    const { url, out, end, ended } = await watched(server.url, '--all')
    await (
      await fetch(`${url}/rooms/x/join`, {
        method: 'POST',
        headers: { ...JSON_TYPE, authorization: `Bearer ${token}` },
      })
    ).text()
    await until(() => out.text().includes('✗ broken'))
    end()
    const { out: all, error } = await ended
    expect(all + error).not.toContain(token)
  })

  it('a secret that a client sends on a socket is in none of its texts', async () => {
    const message = 'of-the-handshake'
    await using server = await listening(
      createServer((request, response) =>
        request.url?.startsWith('/socket.io/')
          ? void response.end('ok')
          : void response.writeHead(403, JSON_TYPE).end(JSON.stringify({ statusCode: 403, message })),
      ),
    )
    const { url, out, end, ended } = await watched(server.url, '--all')
    const polling = `${url}/socket.io/?EIO=4&transport=polling&sid=one`
    await (await fetch(polling, { method: 'POST', body: `40{"password":"${message}"}` })).text()
    await (await fetch(`${url}/rooms/x/join`, { method: 'POST', headers: JSON_TYPE })).text()
    await until(() => out.text().includes('✗ broken'))
    end()
    const { out: all } = await ended
    expect(all).toContain('[redacted]')
    expect(all).not.toContain(message)
  })

  it.each([
    [['watch'], /takes the URL of a server/],
    [['watch', 'ftp://x'], /URL/],
    [['watch', 'http://127.0.0.1:1', '--proxy-port', '70000'], /0 to 65535/],
    [['watch', 'http://127.0.0.1:1', '--cors-origin', 'app.example.org'], /scheme, host and port/],
  ])('refuses %j and says what to do', async (args, says) => {
    const { ended } = startCli(args)
    const { code, error } = await ended
    expect(error).toMatch(says)
    expect(code).toBe(2)
  })
})

describe('the proxy', () => {
  const seen: Seen[] = []
  const options = {
    port: 0,
    wants: (): 'call' => 'call',
    onSeen: (item: Seen) => void seen.push(item),
    onFault: (fault: unknown) => {
      throw fault
    },
  }

  /** A proxy before a server that answers like this. */
  async function before(
    answer: (request: IncomingMessage, response: ServerResponse) => void,
    use: (proxy: WatchProxy) => Promise<void>,
  ): Promise<void> {
    await using server = await listening(createServer(answer))
    const proxy = await startWatchProxy({ url: server.url, ...options })
    try {
      await use(proxy)
    } finally {
      await proxy.close()
    }
  }

  it('answers 502 in JSON, and says why, where the target is dead', async () => {
    const proxy = await startWatchProxy({ url: 'http://127.0.0.1:1', ...options })
    try {
      const answer = await fetch(`${proxy.url}/rooms/a/join`, { method: 'POST', body: '{}' })
      expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'application/problem+json'])
      expect(await answer.text()).toContain('http://127.0.0.1:1, which could not be reached (ECONNREFUSED)')
      await expect(listen(proxy.url, { transports: ['websocket'] })).rejects.toThrow()
    } finally {
      await proxy.close()
    }
  })

  it('passes large bodies both ways whole, and keeps none that is too long to judge', async () => {
    const MEGABYTES = 24
    seen.length = 0
    await before(
      (request, response) => void request.pipe(response),
      async ({ url, settled }) => {
        const body = 'x'.repeat(MEGABYTES * 1_000_000)
        const answer = await (await fetch(`${url}/echo`, { method: 'POST', body })).text()
        expect(answer.length).toBe(body.length)
        await settled()
        expect(seen).toMatchObject([{ kind: 'exchange', received: null, lost: expect.stringContaining('too long') }])
      },
    )
  })

  it('stops reading from the target while its client does not read', async () => {
    let sent = 0
    await before(
      (_, response) => {
        const chunk = Buffer.alloc(65_536)
        const write = (): void => {
          while (response.write(chunk)) sent += chunk.length
          sent += chunk.length
          response.once('drain', write)
        }
        write()
        response.on('close', () => response.removeAllListeners('drain'))
      },
      async ({ port }) => {
        const client = connect(port, '127.0.0.1')
        client.pause()
        client.write('GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n')
        let [last, still] = [-1, 0]
        // It goes on until the buffers of the system are full, and then no further.
        await until(() => {
          still = sent > 0 && sent === last ? still + 1 : 0
          last = sent
          return still > 20
        })
        expect(sent).toBeLessThan(64_000_000)
        client.destroy()
      },
    )
  })

  it('ends the call to the target when its client leaves', async () => {
    const gone = Promise.withResolvers<void>()
    await before(
      (_, response) => {
        response.writeHead(200).write('a')
        response.on('close', () => gone.resolve())
      },
      async ({ port }) => {
        const client = connect(port, '127.0.0.1')
        client.write('GET /hang HTTP/1.1\r\nHost: localhost\r\n\r\n')
        await once(client, 'data')
        using timers = standTimers()
        client.destroy()
        await timers.during(gone.promise)
      },
    )
  })

  it('frees what it keeps of a request that breaks off', async () => {
    seen.length = 0
    await before(
      (_, response) => void response.end(),
      async ({ port }) => {
        const client = connect(port, '127.0.0.1')
        client.write('POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc')
        await once(client, 'connect')
        client.end()
        await until(() => seen.length > 0)
        expect(seen).toMatchObject([{ received: null, lost: 'its client left before it was sent' }])
      },
    )
  })

  it('passes headers on before there is a body', async () => {
    await before(
      (_, response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders(),
      async ({ url }) => {
        const answer = await fetch(`${url}/events`)
        expect(answer.headers.get('content-type')).toBe('text/event-stream')
        await answer.body?.cancel()
      },
    )
  })

  it('ends the connection where the target breaks off, so that half an answer does not look whole', async () => {
    await before(
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('half')
        setImmediate(() => response.destroy())
      },
      async ({ url }) => {
        await expect(fetch(`${url}/half`).then((answer) => answer.text())).rejects.toThrow()
      },
    )
  })

  it('listens for this machine alone: another name is refused', async () => {
    await before(
      (_, response) => void response.end('reached'),
      async ({ port }) => {
        const client = connect(port, '127.0.0.1')
        client.write('GET / HTTP/1.1\r\nHost: evil.example.org\r\nConnection: close\r\n\r\n')
        let text = ''
        for await (const piece of client) text += String(piece)
        expect(text).toMatch(/^HTTP\/1\.1 403 /)
        expect(text).not.toContain('reached')
      },
    )
  })

  it('decodes a compressed answer for judging, and passes it on as it is', async () => {
    const { gzipSync } = await import('node:zlib')
    seen.length = 0
    await before(
      (_, response) =>
        void response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}')),
      async ({ url, settled }) => {
        const answer = await fetch(`${url}/zip`)
        expect([answer.headers.get('content-encoding'), await answer.json()]).toEqual(['gzip', { a: 1 }])
        await settled()
        expect(seen).toMatchObject([{ received: { status: 200, body: '{"a":1}' } }])
      },
    )
  })
})
