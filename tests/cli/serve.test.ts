import { faces } from '../../src/contract/compiled/faces.ts'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCli, serveCli, type Serving } from '../support/run-cli.ts'

const guest = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"guestName":"Jane"}' }
const portOf = ({ url }: Serving): number => Number(new URL(url).port)

/** Matches a path template with its holes filled. */
const pathPattern = (path: string): RegExp => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/{}]+')}$`)

describe('what it says', () => {
  it('with --json in its first line is where it listens, then each call in a line', async () => {
    await using server = await serveCli(['--json'])
    await fetch(`${server.url}/rooms/lck-rom-now/join`, guest)
    const lines = (await server.wrote('room-locked'))
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(lines[0]).toEqual({
      ready: true,
      url: server.url,
      port: portOf(server),
      edition: 'current',
      seed: 'documented',
      control: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      runFile: expect.stringContaining(`${portOf(server)}.json`),
    })
    expect(lines[1]).toMatchObject({
      method: 'POST',
      target: '/rooms/lck-rom-now/join',
      status: 403,
      outcome: 'room-locked',
      operation: 'joinMeetingRoom',
      cause: 'locked by its host',
    })
  })

  it('greets in twenty lines with identities, reserved data and a command for each operation, and says that state ends with the process', async () => {
    await using server = await serveCli()
    const text = await server.wrote('Ctrl-C')
    expect(text).toContain('State lives in memory and ends with the process')
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(20)
    for (const word of ['agent', 'expired-token', 'lck-rom-now', 'rFbuWtpdyS5gQguLu', '697887e3c8b0533020781a4a'])
      expect(text).toContain(word)
    expect(text).toContain(`curl -i -X POST '${server.url}/rooms/abc-def-ghi/join'`)
    const called = [...text.matchAll(/npx greenroom call (.*)/g)].map(([, args = '']) => args.split(' '))
    expect(called.map(([operation]) => operation)).toEqual([
      'joinLivechatRoom',
      'listLivechatRooms',
      'joinVideoConference',
    ])
    for (const args of called) expect((await runCli(['call', ...args], server.env)).out).toMatch(/^200 /m)
    expect(text).not.toContain('\u001b')
  })

  it('greets with curl for each operation where there is no control plane', async () => {
    await using server = await serveCli(['--no-control'])
    const text = await server.wrote('Ctrl-C')
    const called = [...text.matchAll(/curl -i (?:-X [A-Z]+ )?'http:\/\/[^/]+(\/[^'?]*)/g)].map(([, path]) => path)
    expect(called).toEqual(faces.current.map(({ path }) => expect.stringMatching(pathPattern(path))))
  })

  it('tells each call with its outcome and cause, gives a hint once, and never prints credentials', async () => {
    await using server = await serveCli()
    const before = server.written().length
    const secret = 'a-secret-token-of-mine'
    await fetch(`${server.url}/rooms/lck-rom-now/join`, guest)
    for (let n = 0; n < 2; n++)
      await fetch(`${server.url}/api/v1/livechat/rooms?authToken=${secret}`, {
        headers: { 'x-auth-token': secret, 'x-user-id': 'rbAXPnMktTFbNpwtJ', authorization: `Bearer ${secret}` },
      })
    await fetch(`${server.url}/rooms/abc-def-ghi/join`, { ...guest, headers: { authorization: `Bearer ${secret}` } })
    // The clock of a world stands, so that the third call is one too many however long these take.
    for (let n = 0; n < 3; n++) await fetch(`${server.url}/~calm/api/v1/video-conference.join`, { method: 'POST' })
    await fetch(`${server.url}/nope`)
    const text = (await server.wrote('/nope')).slice(before)
    expect(text).toContain('POST /rooms/lck-rom-now/join 403 room-locked · locked by its host\n')
    expect(text.match(/hint: this world does not know these credentials; --trust agent accepts any/g)).toHaveLength(1)
    expect(text).toContain('hint: this world does not know this token')
    expect(text).toContain('hint: 2 calls per 5 s and address; --no-rate-limit turns it off')
    expect(text).toContain('GET /nope 404 Nothing is served at /nope. Did you mean')
    expect(text).not.toContain(secret)
  })

  it('keeps secrets out by their name, however written, and by their shape', async () => {
    await using server = await serveCli()
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.c2VjcmV0.c2lnbmF0dXJl'
    for (const path of ['/a?access_tok%65n=hush-1', '/b?pwd=hush-2', '/c;token=hush-3', `/rooms/${jwt}/join`])
      await fetch(`${server.url}${path}`)
    await fetch(`${server.url}/last`, { headers: { origin: 'http://user:hush-4@evil.test' } })
    const text = (await server.wrote('GET /last')).split('Ctrl-C to stop\n')[1]
    expect(text).toContain('GET /a?access_tok%65n=… 404')
    expect(text).not.toMatch(/hush-\d|c2VjcmV0/)
  })

  it('tells of requests that were hardly HTTP, and writes no control character', async () => {
    await using server = await serveCli(['--json'])
    connect(portOf(server), '127.0.0.1').end('garbage\r\n\r\n')
    await server.wrote('could not be read as HTTP')
    const odd = 'GET /odd HTTP/1.1\r\nHost: localhost\r\nOrigin: http://\x9b31mx\r\n\r\n'
    connect(portOf(server), '127.0.0.1').end(Buffer.from(odd, 'latin1'))
    const text = await server.wrote('GET","target":"/odd')
    expect(text).toContain('\\u009b31m')
    expect(text).not.toContain('\u009b')
  })

  it('lets no request write lines or colours of its own into the log', async () => {
    await using server = await serveCli(['--json'])
    await fetch(`${server.url}/x%0aPOST%20/forged%1b[31m`)
    const [, line = ''] = (await server.wrote('forged')).split('\n')
    expect(JSON.parse(line)).toMatchObject({ target: '/x%0aPOST%20/forged%1b[31m' })
  })
})

describe('what it cannot do', () => {
  it('is to listen where something listens already: it says so, and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { code, error } = await runCli(['serve', '--port', String(port)])
    expect(code).toBe(2)
    expect(error).toContain(`port ${port} is in use`)
    expect(error).not.toContain('another greenroom')
    expect(error).toContain('Stop it, or start with --port 0 for any free port.')
    other.close()
  })

  it('is to keep its run file where no folder can be: it says so, and ends', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-no-folder-'))
    await writeFile(join(folder, 'a-file'), '')
    const { code, error } = await runCli(['serve', '--port', '0'], { XDG_RUNTIME_DIR: join(folder, 'a-file') })
    expect(code).toBe(2)
    expect(error).toMatch(/^the run file cannot be written: .*a-file.*\n {2}Set XDG_RUNTIME_DIR .* --no-control\.\n$/)
    await rm(folder, { recursive: true })
  })
})

describe('how it is started', () => {
  it('is said by variables, too, an argument winning over its own', async () => {
    await using server = await serveCli(['--edition', 'current', '--json'], {
      GREENROOM_EDITION: '2022',
      GREENROOM_SEED: 'empty',
      GREENROOM_NO_RATE_LIMIT: '1',
      GREENROOM_ALLOWED_HOST: 'a.test, b.test',
    })
    expect(JSON.parse(server.written().split('\n')[0] ?? '')).toMatchObject({ edition: 'current', seed: 'empty' })
  })

  it('is said again in its greeting, where it changes who may call or what is answered', async () => {
    const args = ['--trust', 'agent', '--no-rate-limit', '--require-world', '--limit', 'body=5000']
    await using server = await serveCli(args, { GREENROOM_ALLOWED_HOST: 'a.test, b.test' })
    expect(await server.wrote('Ctrl-C')).toContain(
      'In force: any well-formed credentials are accepted as agent · no rate limit · every call must name a world · may be called as a.test · may be called as b.test · limit body=5000\n',
    )
  })

  it('without the front lets no client of Rocket.Chat log in, and with other documents answers those', async () => {
    await using without = await serveCli(['--no-front', '--also', 'tests/support/rest-of-the-api.openapi.yaml'])
    const greeting = await without.wrote('Ctrl-C')
    expect(greeting).toContain(
      "In force: Rocket.Chat's own clients cannot log in · Prism answers the other operations of tests/support/rest-of-the-api.openapi.yaml\n",
    )
    expect(greeting).not.toContain('\nlogins')
    expect((await fetch(`${without.url}/api/info`)).status).toBe(404)
    // Of the document, since there is no front before it.
    expect(await (await fetch(`${without.url}/api/v1/me`)).json()).toEqual({ from: 'elsewhere' })
    await using usual = await serveCli()
    expect(await usual.wrote('Ctrl-C')).toContain('\nlogins        manager, agent, ordinary, murtaza1, test.user; npx')
    expect((await fetch(`${usual.url}/api/info`)).status).toBe(200)
  })

  it('on another address is to say by which names it may be called', async () => {
    await using server = await serveCli(['--host', '0.0.0.0'])
    expect(await server.wrote('Ctrl-C')).toContain(
      'In force: listens on 0.0.0.0, reachable as localhost or by IP address; by another name with --allowed-host <name>\n',
    )
  })

  it('in the 2022 edition is to answer by that', async () => {
    await using server = await serveCli(['--edition', '2022'])
    const answer = await fetch(`${server.url}/api/v1/livechat/room.join`, {
      headers: { 'x-user-id': 'f5vPj6jfkRXipkwoC', 'x-auth-token': 'OsLBoPh6cUgNuh6mWT8z4VIY_nGl8R30XVE4QNDLT6S' },
    })
    expect(await answer.json()).toMatchObject({
      message: "Match error: Missing key 'roomId'",
      errorType: 'Match.Error',
    })
  })

  it('without a host is to listen on both loopback addresses', async () => {
    await using server = await serveCli()
    for (const host of ['127.0.0.1', '[::1]', 'localhost'])
      expect((await fetch(`http://${host}:${portOf(server)}/`)).status).toBe(200)
  })

  it('without a control plane is to leave no run file, and to listen on no port beside its own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-alone-'))
    await using server = await serveCli(['--no-control', '--json'], { XDG_RUNTIME_DIR: folder })
    expect(JSON.parse(server.written())).toMatchObject({ ready: true, control: null, runFile: null })
    await expect(stat(join(folder, 'greenroom'))).rejects.toThrow('ENOENT')
    await rm(folder, { recursive: true })
  })
})
