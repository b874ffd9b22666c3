import { readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { listening } from '../../../tests/support/node-server.ts'
import { runCli, spawnCli } from '../../../tests/support/run-cli.ts'
import { startServer } from '../../server.ts'

const at = ownFolder()
const TAKES =
  'greenroom target takes init and a URL, or clean and a file\n  For example: greenroom target init https://chat.example.org\n'
const CLEANS = 'greenroom target clean takes a target file\n  For example: greenroom target clean target.yaml\n'
const init = (...args: string[]) => runCli(['target', 'init', ...args])

describe('greenroom target', () => {
  it('writes a file that others cannot change, and says what to do with it', async () => {
    const file = at('new', 'own.yaml')
    expect(await init('https://chat.example.org', '--offline', '--out', file)).toEqual({
      code: 0,
      out: `${file} was written. Fill it in, then: npx greenroom verify --target ${file}\n`,
      error: '',
    })
    expect(await readFile(file, 'utf8')).toContain('https://chat.example.org')
    expect((await stat(file)).mode & 0o022).toBe(0)
    expect(await readFile(file, 'utf8')).toMatch(/^# What /)
    await writeFile(at('target.schema.yaml'), '')
    await init('https://chat.example.org', '--offline', '--out', file, '--force')
    expect(await readFile(file, 'utf8')).toMatch(/^# yaml-language-server: \$schema=\.\.\/target\.schema\.yaml\n/)
  })

  it('looks at a server through the proxy that the environment names', async () => {
    let calls = 0
    const proxy = createServer((_, response) => void response.writeHead(502).end())
    proxy.on('connection', () => calls++)
    await using there = await listening(proxy)
    const env = { HTTP_PROXY: there.url, http_proxy: there.url }
    await runCli(['target', 'init', 'http://chat.example', '--out', at('through-a-proxy.yaml')], env)
    expect(calls).toBeGreaterThan(0)
  })

  it('overwrites a file only when it is told to', async () => {
    const file = at('there.yaml')
    await writeFile(file, 'mine')
    const there = `${file} already exists\n  Choose another with --out, or overwrite it with --force.\n`
    expect(await init('https://h', '--offline', '--out', file)).toEqual({ code: 2, out: '', error: there })
    // The server is not even asked.
    expect(await init('http://127.0.0.1:9', '--out', file)).toEqual({ code: 2, out: '', error: there })
    expect(await readFile(file, 'utf8')).toBe('mine')
    expect((await init('https://h', '--offline', '--out', file, '--force')).code).toBe(0)
    expect(await readFile(file, 'utf8')).toContain('https://h')
  })

  it('writes through no link to a file that is not there yet', async () => {
    const link = at('link.yaml')
    await symlink(at('elsewhere.yaml'), link)
    expect(await init('https://h', '--offline', '--out', link)).toEqual({
      code: 2,
      out: '',
      error: `${link} already exists\n  Choose another with --out, or overwrite it with --force.\n`,
    })
  })

  it('is named by host and port, as a file name that is valid everywhere', async () => {
    const file = 'contract-tests/targets/1-4010.yaml'
    expect(await spawnCli(['target', 'init', 'http://[::1]:4010/a', '--offline'], {}, at())).toEqual({
      code: 0,
      out: `${file} was written. Fill it in, then: npx greenroom verify --target ${file}\n`,
      error: '',
    })
    expect(await readFile(at(file), 'utf8')).toContain('\nurl: "http://[::1]:4010/a"\n')
  })

  it('prints it, for one API or for all', async () => {
    const printed = async (...args: string[]) => (await init('https://h', '--offline', '--out', '-', ...args)).out
    const [all, one] = [await printed(), await printed('--api', 'meeting-rooms')]
    expect([all.includes('livechat-room'), one.includes('livechat-room'), one.includes('meeting-room')]).toEqual([
      true,
      false,
      true,
    ])
    await init('https://h', '--offline', '--out', at('whole.yaml'))
    expect(all).toBe(await readFile(at('whole.yaml'), 'utf8'))
    expect(await printed('--edition', '2022')).toContain('edition: "2022"')
  })

  it('looks at what is there, and says so apart from the file', async () => {
    await using server = await startServer({ sockets: false })
    const { code, out, error } = await init(server.url, '--out', '-')
    expect([code, out.includes(server.url), out.startsWith('#')]).toEqual([0, true, true])
    expect(error).toBe('found: joinLivechatRoom, joinMeetingRoom, joinVideoConference\n')
    expect(out).not.toBe((await init(server.url, '--out', '-', '--offline')).out)
    const nothing = await init('http://127.0.0.1:9', '--out', '-')
    expect([nothing.code, nothing.error]).toEqual([
      0,
      'nothing found: Nothing accepts connections at 127.0.0.1:9 (ECONNREFUSED); check that the target runs, its port and the network.\n',
    ])
    expect(nothing.out).toBe((await init('http://127.0.0.1:9', '--out', '-', '--offline')).out)
  })

  it('takes nothing from a login that answers in front of the target', async () => {
    const closed: RequestListener = (_, response) => void response.writeHead(403, { 'content-type': 'text/html' }).end()
    await using server = await listening(createServer(closed))
    const { code, out, error } = await init(server.url, '--out', '-')
    expect([code, error]).toEqual([
      0,
      'nothing found: it answers every call with 403, as no operation of the contract does: a login or a gateway is in front of it. Use a URL behind it, or let it pass the paths of the API.\n',
    ])
    expect(out).toBe((await init(server.url, '--out', '-', '--offline')).out)
  })

  /** Cleans a Rocket.Chat with these users; what it printed, and the methods of its calls. */
  async function cleaned(users: readonly object[], ...args: readonly string[]) {
    const found = JSON.stringify({ success: true, users, rooms: [], channels: [], groups: [] })
    const methods = new Set<string | undefined>()
    const answer: RequestListener = ({ method }, response) => {
      methods.add(method)
      response.writeHead(200, { 'content-type': 'application/json' }).end(found)
    }
    await using server = await listening(createServer(answer))
    const file = at('clean.yaml')
    const admin = 'admin: { headers: { X-User-Id: { env: ID }, X-Auth-Token: { env: TOKEN } } }'
    await writeFile(file, `url: ${server.url}\n${admin}\n`)
    const { code, out, error } = await runCli(['target', 'clean', file, ...args], {
      ID: 'id',
      TOKEN: 'secret-of-admin',
    })
    expect([code, error]).toEqual([0, ''])
    return [out, [...methods]]
  }

  it('says where nothing is left to clean', async () =>
    expect(await cleaned([])).toEqual(['nothing is left there\n', ['GET']]))

  it('removes nothing of what it finds if it is only to list it', async () => {
    const users = [{ _id: 'u', username: 'greenroom-0123abcd-agent' }]
    const left = expect.stringContaining('the user greenroom-0123abcd-agent')
    expect(await cleaned(users, '--dry-run')).toEqual([left, ['GET']])
    expect(await cleaned(users)).toEqual([left, ['GET', 'POST']])
  })

  it.each([
    [[], TAKES],
    [['init'], TAKES],
    [['init', 'https://h', 'x'], TAKES],
    [['clean'], CLEANS],
    [['clean', 'a.yaml', 'b.yaml'], CLEANS],
    ...[['edition', '8.6'], ['force'], ['out', 'x'], ['api', 'rocket-chat'], ['offline']].map(
      ([name = '', ...value]): [string[], string] => [
        ['clean', 'a.yaml', `--${name}`, ...value],
        `--${name} has no effect with clean\n  Drop it.\n`,
      ],
    ),
    [['clean', 'nowhere.yaml'], 'nowhere.yaml: no such file\n  greenroom target init <url> writes one.\n'],
    [
      ['init', 'https://h', '--dry-run'],
      '--dry-run has no effect with init\n  Drop it: init changes nothing on a server.\n',
    ],
    [['check', 'https://h'], TAKES],
    [
      ['init', 'h'],
      'greenroom target init: not an http or https URL\n  Write scheme, host and path: https://chat.example.org.\n',
    ],
    [
      ['init', 'https://rocket-chat', '--offline'],
      'contract-tests/targets/rocket-chat.yaml already exists\n  Choose another with --out, or overwrite it with --force.\n',
    ],
    [
      ['init', 'https://h', '--offline', '--api', 'chat', '--out', '-'],
      'there is no API chat\n  Known: rocket-chat, meeting-rooms.\n',
    ],
    [
      ['init', 'https://h', '--out', '-', '--force'],
      '--force has no effect with --out -\n  Drop it: no file is written.\n',
    ],
    [
      ['init', 'https://h', '--offline', '--out', '/dev/null/x'],
      '/dev/null/x cannot be written\n  Name a file in a writable folder.\n',
    ],
  ])('%j is refused', async (args, error) => {
    expect(await runCli(['target', ...args])).toEqual({
      code: 2,
      out: '',
      error: typeof error === 'string' ? error : expect.stringMatching(error),
    })
  })
})
