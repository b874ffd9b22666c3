import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { faces } from '../../src/contract/compiled/faces.ts'
import { socketFaces } from '../../src/contract/compiled/socket-faces.ts'
import { runCli, serveCli } from '../support/run-cli.ts'

const commands = ['serve', 'outcomes', 'token', 'lint', 'spec']
const guest = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"guestName":"Jane"}' }

describe('greenroom', () => {
  it('without a command prints its help and fails; with --help it does not fail', async () => {
    const [bare, asked] = await Promise.all([runCli([]), runCli(['--help'])])
    expect([bare.code, bare.out]).toEqual([2, ''])
    expect([asked.code, asked.error]).toEqual([0, ''])
    for (const command of commands) expect(asked.out).toContain(`  ${command} `)
  })

  it.each(commands)('%s --help names every option with its variable, and gives examples', async (command) => {
    const { code, out } = await runCli([command, '--help'])
    expect(code).toBe(0)
    expect(out).toMatch(new RegExp(`^greenroom ${command}`))
    expect(out).toContain(`Examples:\n  greenroom ${command}`)
    for (const [, option = ''] of out.matchAll(/^ {2}--([a-z-]+)/gm))
      expect(out).toContain(`(GREENROOM_${option.toUpperCase().replaceAll('-', '_')})`)
  })

  it.each([
    [['serv'], 'Did you mean serve?'],
    [['serve', '--prot', '1'], 'Did you mean --port?'],
    [['serve', '--port', 'x'], '--port takes a whole number, not x'],
    [['serve', '--port', '70000'], 'takes 0 to 65535'],
    [['serve', '--edition', '2023'], 'Did you mean 2022?'],
    [['serve', '--seed', 'documentd'], 'Did you mean documented?'],
    [['serve', '--trust', 'emperor', '--port', '0'], 'there is no role emperor'],
    [['serve', '--limit', 'bdy=1'], 'Did you mean body?'],
    [['serve', '--limit', 'body'], 'takes a whole number'],
    [['serve', '--cors-origin', 'example.com'], 'takes scheme, host and port'],
    [['serve', '--host', '203.0.113.1', '--port', '0'], 'no address of this machine'],
    [['serve', 'now'], 'greenroom serve --help'],
    [['spec', 'rocket'], 'There are control, meeting-rooms, rocket-chat'],
    [['spec', '--format', 'xml'], 'there is no format xml'],
    [['token'], 'takes one user'],
    [['token', 'membr'], 'there is no person membr'],
    [['outcomes', '--edition', 'x'], 'There are'],
    [['outcomes', '--html', '/nowhere/at/all.html'], 'cannot be written'],
  ])('%j exits with 2, and says what is wrong and what to do', async (args, text) => {
    const { code, error } = await runCli(args)
    expect(code).toBe(2)
    expect(error).toContain(text)
    expect(error).not.toMatch(/\n\s+at /)
  })
})

describe('greenroom serve', () => {
  it('says with --json in its first line where it listens, then tells each call in a line', async () => {
    await using server = await serveCli(['--json'])
    await fetch(`${server.url}/rooms/lck-rom-now/join`, guest)
    const lines = (await server.wrote('room-locked'))
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(lines[0]).toEqual({
      ready: true,
      url: server.url,
      port: Number(new URL(server.url).port),
      edition: 'current',
      seed: 'documented',
      control: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      runFile: expect.stringContaining(`${new URL(server.url).port}.json`),
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

  it('greets with the identities, the reserved data and a command for each operation, and says that state ends with the process', async () => {
    await using server = await serveCli()
    const text = await server.wrote('Try')
    expect(text).toContain('State lives in memory and ends with the process')
    for (const word of ['agent', 'expired-token', 'lck-rom-now', 'rFbuWtpdyS5gQguLu', '697887e3c8b0533020781a4a'])
      expect(text).toContain(word)
    expect(text.match(/curl -i/g)).toHaveLength(faces.current.length)
    expect(text).not.toContain('\u001b')
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
    for (let n = 0; n < 3; n++) await fetch(`${server.url}/api/v1/video-conference.join`, { method: 'POST' })
    await fetch(`${server.url}/nope`)
    const text = (await server.wrote('/nope')).slice(before)
    expect(text).toContain('POST /rooms/lck-rom-now/join 403 room-locked · locked by its host\n')
    expect(text.match(/hint: these credentials are not in this world; --trust agent takes any/g)).toHaveLength(1)
    expect(text).toContain('hint: this token is not of this world')
    expect(text).toContain('hint: 2 calls per 5 s and address are documented; --no-rate-limit lifts it')
    expect(text).toContain('GET /nope 404 Nothing is served at /nope. Did you mean')
    expect(text).not.toContain(secret)
  })

  it('keeps secrets out by their name, however written, and by their shape', async () => {
    await using server = await serveCli()
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.c2VjcmV0.c2lnbmF0dXJl'
    for (const path of ['/a?access_tok%65n=hush-1', '/b?pwd=hush-2', '/c;token=hush-3', `/rooms/${jwt}/join`])
      await fetch(`${server.url}${path}`)
    await fetch(`${server.url}/last`, { headers: { origin: 'http://user:hush-4@evil.test' } })
    const text = await server.wrote('GET /last')
    expect(text.slice(text.indexOf('Ctrl-C'))).not.toMatch(/hush-\d|c2VjcmV0/)
  })

  it('tells of requests that were hardly HTTP, and writes no control character', async () => {
    await using server = await serveCli(['--json'])
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    socket.end('garbage\r\n\r\n')
    await server.wrote('could not be read as HTTP')
    const odd = connect(Number(new URL(server.url).port), '127.0.0.1')
    odd.end(Buffer.from('GET /odd HTTP/1.1\r\nHost: localhost\r\nOrigin: http://\x9b31mx\r\n\r\n', 'latin1'))
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

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends with 0 at %s, even while a client keeps its connection',
    async (signal) => {
      const server = await serveCli()
      await fetch(`${server.url}/`)
      const started = Date.now()
      expect((await server.stop(signal)).code).toBe(0)
      expect(Date.now() - started).toBeLessThan(4500)
    },
  )

  it('ends with 0 however soon after it has said that it is ready', async () => {
    for (let count = 0; count < 10; count++) {
      const child = spawn(process.execPath, ['bin/greenroom.mjs', 'serve', '--port', '0', '--json', '--no-control'])
      child.stdout.once('data', () => child.kill('SIGTERM'))
      expect(await once(child, 'exit')).toEqual([0, null])
    }
  })

  it('says who has the port, and what to do', async () => {
    await using server = await serveCli()
    const { code, error } = await runCli(['serve', '--port', new URL(server.url).port])
    expect(code).toBe(2)
    expect(error).toContain('is in use by another greenroom')
    expect(error).toContain('--port 0')
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const taken = await runCli(['serve', '--port', String(port)])
    expect(taken.error).toContain(`port ${port} is in use`)
    expect(taken.error).not.toContain('greenroom,')
    other.close()
  })

  it('goes on answering when nobody reads its log any more', async () => {
    await using server = await serveCli()
    server.stopReading()
    for (let n = 0; n < 3; n++) expect((await fetch(`${server.url}/rooms/lck-rom-now/join`, guest)).status).toBe(403)
    const { code, error } = await server.stop()
    expect([code, error]).toEqual([0, ''])
  })

  it('takes each option by its variable, an argument winning over it', async () => {
    await using server = await serveCli(['--edition', 'current', '--json'], {
      GREENROOM_EDITION: '2022',
      GREENROOM_SEED: 'empty',
      GREENROOM_NO_RATE_LIMIT: '1',
      GREENROOM_ALLOWED_HOST: 'a.test, b.test',
    })
    expect(JSON.parse(server.written().split('\n')[0] ?? '')).toMatchObject({ edition: 'current', seed: 'empty' })
  })

  it('answers by the 2022 edition when asked for it', async () => {
    await using server = await serveCli(['--edition', '2022'])
    const answer = await fetch(`${server.url}/api/v1/livechat/room.join`, {
      headers: { 'x-user-id': 'f5vPj6jfkRXipkwoC', 'x-auth-token': 'OsLBoPh6cUgNuh6mWT8z4VIY_nGl8R30XVE4QNDLT6S' },
    })
    expect(await answer.json()).toMatchObject({
      message: "Match error: Missing key 'roomId'",
      errorType: 'Match.Error',
    })
  })

  it('listens on both loopback addresses', async () => {
    await using server = await serveCli()
    const port = new URL(server.url).port
    for (const host of ['127.0.0.1', 'localhost']) expect((await fetch(`http://${host}:${port}/`)).status).toBe(200)
  })

  it('colours its log where colours are asked for, and not where NO_COLOR is set', async () => {
    await using coloured = await serveCli([], { FORCE_COLOR: '1' })
    expect(coloured.written()).toContain('\u001b[1m')
    await using plain = await serveCli([], { NO_COLOR: '1' })
    expect(plain.written()).not.toContain('\u001b')
  })
})

describe('greenroom lint', () => {
  it('finds nothing in the contracts of greenroom, with its rules and cases', async () => {
    expect(await runCli(['lint'])).toEqual({ code: 0, out: '', error: '0 findings in 5 documents\n' })
  })

  it('finds the six texts for booleans of the fixture, each on its line with its fix, and exits with 1', async () => {
    const file = 'src/contract/lint/testing/texts-for-booleans.openapi.yaml'
    const { code, out } = await runCli(['lint', file])
    expect(code).toBe(1)
    const lines = (await readFile(file, 'utf8')).split('\n')
    const found = [...out.matchAll(/^(\S+):(\d+): .*\n {2}fix: (.*)$/gm)]
    expect(found).toHaveLength(6)
    for (const [, path, line, fix] of found) {
      expect(path).toBe(file)
      expect(lines[Number(line) - 1]).toMatch(/(?:required|success|mic|cam): ["'](?:true|false)["']/)
      expect(fix).toMatch(/^Write (?:true|false) without quotes\.$/)
    }
  })

  it.each([
    ['nothing.yaml', 'is no file'],
    ['tests', 'is no file'],
    ['README.md', 'README.md:'],
    [
      'tests/support/broken-ref.openapi.yaml',
      'broken-ref.openapi.yaml:12: the $ref #/components/schemas/Itm leads nowhere',
    ],
  ])('exits with 2 for %s, which it cannot read', async (file, text) => {
    const { code, error } = await runCli(['lint', file])
    expect(code).toBe(2)
    expect(error).toContain(text)
    expect(error).not.toMatch(/\n\s+at /)
  })
})

describe('greenroom spec', () => {
  it.each([
    [
      ['rocket-chat', '--format', 'json'],
      'Rocket.Chat, joining rooms and calls',
      ['/api/v1/livechat/room.join', '/api/v1/video-conference.join'],
    ],
    [
      ['rocket-chat', '--edition', '2022', '--format', 'json'],
      'Rocket.Chat, joining rooms and calls (2022)',
      ['/api/v1/livechat/rooms'],
    ],
    [['meeting-rooms', '--edition', '2022', '--format', 'json'], 'Meeting rooms', ['/rooms/{code}/join']],
  ])('%j prints one document that refers to no other file', async (args, title, paths) => {
    const { code, out } = await runCli(['spec', ...args])
    expect(code).toBe(0)
    const document: { info: { title: string }; paths: object } = JSON.parse(out)
    expect(document.info.title).toBe(title)
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(paths))
    for (const [, ref] of out.matchAll(/"\$ref": "([^"]*)"/g)) expect(ref).toMatch(/^#\/components\//)
    expect(out).not.toContain('"nullable"')
  })

  it('prints all as a stream of YAML documents, and as JSON only one', async () => {
    const [yaml, json] = await Promise.all([runCli(['spec']), runCli(['spec', '--format', 'json'])])
    expect(yaml.out.match(/^openapi: 3\.1\.0$/gm)).toHaveLength(3)
    expect([json.code, json.error]).toEqual([
      2,
      expect.stringContaining('Name one of control, meeting-rooms, rocket-chat'),
    ])
  })

  it('writes a file for each API', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-'))
    expect((await runCli(['spec', '--out', folder])).code).toBe(0)
    for (const api of ['rocket-chat', 'meeting-rooms'])
      expect(await readFile(join(folder, `${api}.openapi.yaml`), 'utf8')).toMatch(/^openapi: 3\.1\.0/)
    await rm(folder, { recursive: true })
  })
})

describe('greenroom token', () => {
  it('prints for the identity of an expired token one that has expired, and for a wrong one none', async () => {
    await using server = await serveCli()
    const [expired, wrong] = await Promise.all([runCli(['token', 'expired-token']), runCli(['token', 'wrong-token'])])
    const answer = await fetch(`${server.url}/rooms/abc-def-ghi/join`, {
      method: 'POST',
      headers: { authorization: `Bearer ${expired.out.trim()}` },
    })
    expect([answer.status, wrong.code]).toEqual([401, 2])
  })

  it.each([
    ['member', 'clx0a1b2c3d4e5f6g7h8i9j', false],
    ['host', 'clx9z8y7x6w5v4u3t2s1r0q', true],
    ['clx0a1b2c3d4e5f6g7h8i9j', 'clx0a1b2c3d4e5f6g7h8i9j', false],
  ])('%s prints a token that the mock takes', async (user, userId, isHost) => {
    await using server = await serveCli()
    const { out } = await runCli(['token', user])
    const answer = await fetch(`${server.url}/rooms/abc-def-ghi/join`, {
      method: 'POST',
      headers: { authorization: `Bearer ${out.trim()}` },
    })
    expect(await answer.json()).toMatchObject({ userId, isHost })
  })

  it('prints one that has expired for --days 0, and one of another key for --jwt-secret', async () => {
    await using server = await serveCli(['--jwt-secret', 'shared'])
    const [expired, foreign] = await Promise.all([
      runCli(['token', 'member', '--days', '0', '--jwt-secret', 'shared']),
      runCli(['token', 'zoe', '--jwt-secret', 'shared']),
    ])
    const status = async (token: string): Promise<number> =>
      (
        await fetch(`${server.url}/rooms/abc-def-ghi/join`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token.trim()}` },
        })
      ).status
    expect([await status(expired.out), await status(foreign.out)]).toEqual([401, 201])
  })
})

describe('greenroom outcomes', () => {
  it('lists every outcome of every face with its source', async () => {
    const [text, json] = await Promise.all([runCli(['outcomes']), runCli(['outcomes', '--json'])])
    const listed: Record<string, unknown>[] = JSON.parse(json.out)
    const documented = [...Object.values(faces).flat(), ...socketFaces].flatMap(({ operation, outcomes }) =>
      outcomes.map(({ name }) => `${operation}/${name}`),
    )
    expect(listed.map(({ operation, outcome }) => `${String(operation)}/${String(outcome)}`).sort()).toEqual(
      documented.sort(),
    )
    for (const row of listed) {
      expect(row['sources']).not.toEqual([])
      expect(row['at']).toMatch(/^specs\/[\w.-]+\.yaml:\d+$|^specs\/examples\/[\w.-]+\.yaml:\d+$/)
      expect(row['transport'] === 'socket-io' || String(row['curl']).includes('curl -i')).toBe(true)
    }
    expect(text.out).toContain('403 room-locked           locked by its host  [002#Error Codes 403]')
  })

  it('writes the page of / to a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-'))
    const file = join(folder, 'outcomes.html')
    expect((await runCli(['outcomes', '--html', file])).code).toBe(0)
    expect(await readFile(file, 'utf8')).toMatch(/^<!doctype html>[\s\S]*id="joinMeetingRoom\/room-locked"/)
    await rm(folder, { recursive: true })
  })
})
