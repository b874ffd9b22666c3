import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { runCli } from '../../../tests/support/run-cli.ts'
import { startForeign } from '../../../tests/support/run-verify.ts'
import { standTimers } from '../../../tests/support/timers.ts'
import { isObject } from '../../json.ts'
import { startServer } from '../../server.ts'
import { packageVersion } from '../package-version.ts'

/** The answers of `mcp` to these messages, a line each, after which standard input ends. */
async function answers(args: readonly string[], ...messages: readonly object[]): Promise<unknown[]> {
  const text = messages.map((message, at) => `${JSON.stringify({ jsonrpc: '2.0', id: at + 1, ...message })}\n`).join('')
  const { code, out, error } = await runCli(
    ['mcp', ...args],
    {},
    {
      // oxlint-disable-next-line require-await -- all of it is there already
      async *stdinChunks() {
        yield new TextEncoder().encode(text)
      },
    },
  )
  expect([code, error]).toEqual([0, ''])
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}
const inFolder = ownFolder()

/** Standard input that ends at once. */
async function* nothing(): AsyncGenerator<Uint8Array, void> {}

const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
}
const call = (name: string, args: object) => ({ method: 'tools/call', params: { name, arguments: args, _meta: META } })
const contentOf = (message: unknown): unknown =>
  isObject(message) && isObject(message['result']) ? message['result']['structuredContent'] : null

describe('greenroom mcp', () => {
  it('serves tools over a mock of its own, and says its version', async () => {
    const [about, situation] = await answers(
      ['--serve', '--world', 'default'],
      { method: 'server/discover', params: { _meta: META } },
      call('make_situation', { situation: { 'meeting-room': ['locked'] } }),
    )
    expect(JSON.stringify(about)).toContain(`"version":"${await packageVersion()}"`)
    expect(contentOf(situation)).toMatchObject({ world: 'default', values: { code: expect.any(String) } })
    // Its mock has gone with it.
    await expect(fetch(String(Object(contentOf(situation)).url))).rejects.toThrow(TypeError)
  })

  it('ends once nobody reads its answers, though its input stays open', async () => {
    const reader = new AbortController()
    // oxlint-disable-next-line require-yield -- a client that says nothing
    async function* stdinChunks(signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
      reader.abort()
      if (!signal.aborted) await once(signal, 'abort')
    }
    const io = { readerGone: reader.signal, stdinChunks }
    expect(await runCli(['mcp'], {}, io)).toEqual({ code: 0, out: '', error: '' })
  })

  it('ends when it is interrupted, though its client still reads and its input stays open', async () => {
    const others = process.listeners('SIGTERM')
    async function* stdinChunks(signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
      yield new TextEncoder().encode('\n')
      // Told to the command alone, since the runner of the tests listens, too.
      for (const listener of process.listeners('SIGTERM')) if (!others.includes(listener)) listener('SIGTERM')
      if (!signal.aborted) await once(signal, 'abort')
    }
    const io = { readerGone: new AbortController().signal, stdinChunks }
    expect(await runCli(['mcp'], {}, io)).toEqual({ code: 0, out: '', error: '' })
    expect(process.listeners('SIGTERM')).toEqual(others)
  })

  it('plays a case against its mock', async () => {
    const [verified] = await answers(['--serve'], call('verify_case', { case: 'joinLivechatRoom/not-logged-in' }))
    expect(contentOf(verified)).toMatchObject({
      target: 'the mock',
      results: [{ case: 'joinLivechatRoom/not-logged-in', verdict: 'held' }],
    })
  })

  it('plays a case against a target with the credentials of its environment', async () => {
    const file = inFolder('target.yaml')
    await writeFile(
      file,
      'url: http://127.0.0.1:1\nidentities: { manager: { headers: { X-User-Id: { env: AGENT }, X-Auth-Token: { env: TOKEN } } } }\n',
      { mode: 0o600 },
    )
    const message = { jsonrpc: '2.0', id: 1, ...call('verify_case', { case: 'listLivechatRooms/listed' }) }
    const verdict = async (env: Record<string, string>): Promise<string> => {
      // oxlint-disable-next-line require-await -- all of it is there already
      async function* stdinChunks(): AsyncGenerator<Uint8Array, void> {
        yield new TextEncoder().encode(`${JSON.stringify(message)}\n`)
      }
      return (await runCli(['mcp', '--target', file], env, { stdinChunks })).out
    }
    expect(await verdict({})).toContain('is not set')
    const told = await verdict({ AGENT: 'a', TOKEN: 'a-long-enough-token' })
    expect(told).toContain('listLivechatRooms/listed')
    expect(told).not.toContain('is not set')
    expect(told).toContain(`"target":"${file}"`)
  })

  it('drops the worlds that it has made from the mock that it used', async () => {
    await using server = await startServer({ control: true })
    const at = ['--control-url', server.control.url, '--control-token', server.control.token]
    const [made] = await answers(at, call('make_situation', { situation: { 'meeting-room': [] } }))
    expect(contentOf(made)).toMatchObject({
      world: expect.stringMatching(/^agent-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/),
    })
    expect(server.mock.worlds.list().map(({ name }) => name)).toEqual(['default'])
  })

  it('ends the play of a case that its client no longer wants, though the target never answers', async () => {
    using _timers = standTimers()
    const [asked, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    await using silent = await startForeign((request) => {
      request.on('close', ended.resolve)
      asked.resolve()
    })
    const file = inFolder('silent.yaml')
    await writeFile(file, `url: ${silent.url}\n`, { mode: 0o600 })
    const say = (message: object): Uint8Array =>
      new TextEncoder().encode(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
    async function* stdinChunks(): AsyncGenerator<Uint8Array, void> {
      yield say({ id: 1, ...call('verify_case', { case: 'joinMeetingRoom/room-not-found' }) })
      await asked.promise
      yield say({ method: 'notifications/cancelled', params: { requestId: 1 } })
      await ended.promise
    }
    expect(await runCli(['mcp', '--target', file], {}, { stdinChunks })).toEqual({ code: 0, out: '', error: '' })
  })

  it('says to a call of a tool that no mock runs here', async () => {
    const [answer] = await answers([], call('list_outcomes', {}))
    expect(answer).toMatchObject({
      result: {
        isError: true,
        content: [{ text: 'list_outcomes: no greenroom is running on this machine\nStart one with greenroom serve.' }],
      },
    })
  })

  it.each([
    [['--serve', '--port', '1'], '--port has no effect with --serve\n  Drop it: the mock is its own.\n'],
    [
      ['--serve', '--control-url', 'http://a'],
      '--control-url has no effect with --serve\n  Drop it: the mock is its own.\n',
    ],
    [
      ['--serve', '--control-token', 'x'],
      '--control-token has no effect with --serve\n  Drop it: the mock is its own.\n',
    ],
    [
      ['--world', 'a b'],
      '--world takes the name of a world, not "a b"\n  Use up to 63 letters, digits and hyphens, with no hyphen at either end.\n',
    ],
  ])('refuses %j', async (args, says) => {
    const { code, error } = await runCli(['mcp', ...args], {}, { stdinChunks: nothing })
    expect([code, error]).toEqual([2, says])
  })

  it('needs standard input', async () => {
    expect(await runCli(['mcp'])).toMatchObject({
      code: 2,
      out: '',
      error: 'greenroom mcp has no standard input\n  An MCP client starts it, and writes to it.\n',
    })
  })
})

it('the version of the package is that of its manifest', async () =>
  expect(await packageVersion()).toMatch(/^\d+\.\d+\.\d+/))
