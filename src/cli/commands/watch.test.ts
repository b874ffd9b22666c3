import { createServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { listening } from '../../../tests/support/node-server.ts'
import { runCli, startCli } from '../../../tests/support/run-cli.ts'
import { settle } from '../../../tests/support/timers.ts'
import { certify } from '../../../tests/support/tls.ts'
import { watchCommand } from './watch.ts'

const inFolder = ownFolder()
const refused = async (...args: readonly string[]) => (await runCli(['watch', ...args])).error

describe('greenroom watch', () => {
  it('says where it listens and before which server, what was met, and at the end that nothing was', async () => {
    await using server = await listening(
      createServer((_, response) =>
        response
          .writeHead(403, { 'content-type': 'application/json' })
          .end('{"statusCode":403,"message":"Room is locked"}'),
      ),
    )
    const { out, end, ended } = startCli(['watch', `${server.url}/base`, '--proxy-port', '0'])
    const told = await out.wrote(/http:\S+ passes everything on to .*\n/, ended)
    expect(told).toContain(` passes everything on to ${server.url}; Ctrl-C ends with the report\n`)
    const url = /(http:\S+) passes/.exec(told)?.[1] ?? ''
    for (const path of ['/base/rooms/a/join', '/rooms/a/join', '/base/rooms/b/join'])
      await (await fetch(`${url}${path}`, { method: 'POST' })).text()
    end()
    const { code, out: text } = await ended
    expect(text.match(/^met .*$/gm)).toEqual([expect.stringMatching(/^met joinMeetingRoom\/room-locked {2}call 1 at /)])
    expect([code, text]).toEqual([0, expect.stringContaining('1 other exchange is no call of the contract')])
  })

  it('hides in what it tells the secrets that any call has shown before', async () => {
    const secrets = ['in-the-url-1', 'in-a-header-2', 'in-a-cookie-3', 'in-an-answer-4']
    await using server = await listening(
      createServer(({ url }, response) =>
        url?.startsWith('/rooms/a/')
          ? response
              .writeHead(401, { 'content-type': 'application/json', 'set-cookie': 'session=in-a-cookie-3' })
              .end('{"token":"in-an-answer-4"}')
          : response
              .writeHead(403, { 'content-type': 'application/json' })
              .end(JSON.stringify({ statusCode: 403, message: secrets.join(' and ') })),
      ),
    )
    const { out, end, ended } = startCli(['watch', server.url, '--proxy-port', '0', '--json'])
    const { url } = JSON.parse(await out.wrote(/\n/, ended))
    const headers = { 'x-auth-token': 'in-a-header-2' }
    await (await fetch(`${url}/rooms/a/join?access_token=in-the-url-1`, { method: 'POST', headers })).text()
    await (await fetch(`${url}/rooms/b/join`, { method: 'POST' })).text()
    end()
    const { out: text } = await ended
    expect(text).toContain('[redacted] and [redacted] and [redacted] and [redacted]')
    for (const secret of secrets) expect(text).not.toContain(secret)
  })

  it('lets pages of further origins call through it, and listens at a port of its own', async () => {
    await using server = await listening(createServer((_, response) => response.end()))
    const { out, end, ended } = startCli([
      'watch',
      server.url,
      '--proxy-port',
      '0',
      '--cors-origin',
      'https://app.example',
      '--json',
    ])
    const { url } = JSON.parse(await out.wrote(/\n/, ended))
    // 0 is any free port, and not the usual one.
    expect(new URL(url).port).not.toBe('4020')
    const statusFor = async (origin: string) => (await fetch(url, { headers: { origin } })).status
    expect([await statusFor('https://app.example'), await statusFor('https://b.example')]).toEqual([200, 403])
    end()
    await ended
    // Beside that of the mock.
    expect(watchCommand.options.find(({ name }) => name === 'proxy-port')?.help).toContain('4020 by default')
  })

  it('says how many answers were too long to judge, and connections too busy to follow', async () => {
    const target = createServer((_, response) => response.writeHead(403).end('x'.repeat(300_000)))
    target.on('upgrade', (_, socket) => {
      socket.on('error', () => socket.destroy())
      socket.on('end', () => socket.end())
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
      socket.resume()
    })
    await using server = await listening(target)
    const { out, end, ended } = startCli(['watch', server.url, '--proxy-port', '0'])
    const url = /(http:\S+) passes/.exec(await out.wrote(/passes everything on to .*\n/, ended))?.[1] ?? ''
    await (await fetch(`${url}/rooms/a/join`, { method: 'POST' })).text()
    const client = connect(Number(new URL(url).port), '127.0.0.1')
    client.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    )
    await once(client, 'data')
    client.end(Buffer.from('\x81\x0242'.repeat(500_000), 'latin1'))
    client.resume()
    await once(client, 'close')
    const brief = connect(Number(new URL(url).port), '127.0.0.1')
    brief.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    )
    await once(brief, 'data')
    brief.end()
    await once(brief, 'close')
    end()
    const { out: text, error } = await ended
    expect(error).toBe('exit 5: nothing was judged\n')
    expect(text).toContain('1 call was not judged: too long beyond the status, which is documented')
    expect(text).toContain('1 connection of Socket.IO was followed no further: too many messages at once')
  })

  it('judges an answer of up to 256 KiB, and shows 8 KiB of it', async () => {
    const most = 256 * 1024
    const har = inFolder('long.har')
    await using server = await listening(
      createServer(({ url }, response) =>
        response.writeHead(403).end('x'.repeat(url === '/rooms/a/join' ? most : most + 1)),
      ),
    )
    const { out, end, ended } = startCli(['watch', server.url, '--proxy-port', '0', '--json', '--har', har])
    const { url } = JSON.parse(await out.wrote(/\n/, ended))
    for (const room of ['a', 'b']) await (await fetch(`${url}/rooms/${room}/join`, { method: 'POST' })).text()
    end()
    const { notes, breaches } = JSON.parse((await ended).out.trimEnd().split('\n').at(-1) ?? '')
    expect([notes, breaches.length]).toEqual([
      ['1 call was not judged: too long beyond the status, which is documented'],
      1,
    ])
    const [longest = ''] = (await readFile(har, 'utf8')).match(/x{100,}/g) ?? []
    expect(longest).toHaveLength(8192)
  })

  it('trusts the certificates of a file', async () => {
    const { key, cert } = certify({ name: 'a test', host: 'localhost' })
    await using server = await listening(
      createHttpsServer({ key, cert }, (_, response) => void response.end('reached')),
    )
    await writeFile(inFolder('ca.pem'), cert)
    const args = [`https://localhost:${server.port}`, '--ca', inFolder('ca.pem'), '--proxy-port', '0', '--json']
    const { out, end, ended } = startCli(['watch', ...args])
    const { url } = JSON.parse(await out.wrote(/\n/, ended))
    expect(await (await fetch(url)).text()).toBe('reached')
    end()
    await ended
  })

  it('begins, in its reports, when it listens, and lasts until its end', async () => {
    const file = inFolder('watched.json')
    const before = Date.now()
    const page = inFolder('watched.md')
    const args = ['watch', 'http://127.0.0.1:1', '--proxy-port', '0', '--json', '--ctrf', file, '--markdown', page]
    const { out, end, ended } = startCli(args)
    await out.wrote(/\n/, ended)
    const listens = Date.now()
    while (Date.now() < listens + 5) await settle(1)
    end()
    const { durationMs } = JSON.parse((await ended).out.trimEnd().split('\n').at(-1) ?? '').summary
    const { start } = JSON.parse(await readFile(file, 'utf8')).results.summary
    expect(durationMs).toBeGreaterThanOrEqual(5)
    expect(start).toBeGreaterThanOrEqual(before)
    expect(start).toBeLessThanOrEqual(listens)
    // By host and port, as the target of a run is named.
    expect(await readFile(page, 'utf8')).toMatch(/^# 127\.0\.0\.1&#58;1, current: /)
  })

  it('is strict about a server on this machine, and elsewhere only about what documents state', async () => {
    const gateOf = async (url: string): Promise<unknown> => {
      const { out, end, ended } = startCli(['watch', url, '--proxy-port', '0', '--json'])
      const told = await out.wrote(/\n/, ended)
      end()
      await ended
      return JSON.parse(told.split('\n')[0] ?? '').gate
    }
    // Nothing is sent: nobody calls the proxy.
    expect([await gateOf('http://127.0.0.1:9'), await gateOf('https://192.0.2.1')]).toEqual(['all', 'document'])
  })

  it('is quiet if asked to be, and exits 5 if no call of the contract came', async () => {
    const { end, ended } = startCli(['watch', 'http://127.0.0.1:1', '--proxy-port', '0', '--quiet'])
    end()
    const { code, out } = await ended
    expect([code, out]).toEqual([5, expect.not.stringContaining('passes everything on')])
  })

  it('does not begin if it could not write its report at the end', async () => {
    const file = inFolder('no-folder')
    await writeFile(file, '')
    const { code, out, error } = await runCli(['watch', 'http://127.0.0.1:1', '--html', `${file}/day.html`])
    expect([code, out, error]).toEqual([2, '', expect.stringContaining('day.html')])
  })

  it('takes its server from a URL or a target file, and not from both', async () => {
    const file = inFolder('target.yaml')
    await writeFile(file, 'url: http://127.0.0.1:1\nname: chat\n')
    expect(await refused('http://127.0.0.1:1', '--target', file)).toBe(
      'the target file has a URL already\n  Drop one of them: both name the server.\n',
    )
    expect(await refused()).toBe('greenroom watch takes the URL of a server\n  greenroom watch http://127.0.0.1:4010\n')
    expect(await refused('http://a', 'http://b')).toBe(
      'unexpected argument http://b\n  greenroom watch takes one URL.\n',
    )
  })

  it('needs a port that is free, origins that are whole, and certificates that can be read', async () => {
    await using taken = await listening(createServer())
    const port = String(taken.port)
    expect(await refused(taken.url, '--proxy-port', port)).toBe(
      `port ${port} is in use\n  Choose another: --proxy-port 0 takes any free one.\n`,
    )
    expect(await refused(taken.url, '--proxy-port', '65536')).toBe(
      '--proxy-port takes 0 to 65535, not 65536\n  Choose a smaller one; 0 = any free port.\n',
    )
    expect(await refused(taken.url, '--proxy-port', '65535')).not.toContain('takes 0 to 65535')
    expect(await refused(taken.url, '--cors-origin', 'app.example')).toMatch(
      /^--cors-origin takes scheme, host and port, not app\.example\n/,
    )
    await writeFile(inFolder('empty.pem'), 'none')
    expect(await refused(taken.url, '--proxy-port', '0', '--ca', inFolder('empty.pem'))).toBe(
      'The certificate authority to trust is not a PEM certificate.\n  Use a file that begins with -----BEGIN CERTIFICATE-----.\n',
    )
    expect(await refused(taken.url, '--ca', 'none.pem')).toBe(
      'none.pem cannot be read\n  --ca takes a file of certificates in PEM format.\n',
    )
  })
})
