import { mkdir, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { runCli, serveCli } from '../../../tests/support/run-cli.ts'

const inFolder = ownFolder()

async function targetFile(text: string): Promise<string> {
  const file = inFolder('target.yaml')
  await writeFile(file, text, { mode: 0o600 })
  return file
}

const show = async (...args: string[]): Promise<string> => {
  const { code, out, error } = await runCli(['show', ...args])
  expect([code, error]).toEqual([0, ''])
  return out
}

describe('greenroom show', () => {
  it('prints a call in the language that is asked for, curl by default', async () => {
    expect(await show('room-locked')).toMatch(/^curl [^]*http:\/\/127\.0\.0\.1:4010\/rooms\/lck-rom-now\/join[^]*\n$/)
    expect(await show('room-locked', '--as', 'curl')).toBe(await show('joinMeetingRoom/room-locked'))
    expect(await show('room-locked', '--as', 'fetch', '--url', 'http://h:1')).toMatch(/await fetch\([^]*http:\/\/h:1\//)
    expect(await show('room-locked', '--as', 'python')).toMatch(/^import /)
    expect(await show('room-locked', '--as', 'powershell')).toContain('Invoke-WebRequest')
    expect(await show('room-locked', '--as', 'socket')).toMatch(/join-room/)
    expect(await show('room-locked', '--as', 'playwright')).toMatch(/^await page\.route\(/)
    expect(await show('connected')).toBe(await show('connectMeetingRooms/connected', '--as', 'socket'))
  })

  it('lists the cases of an outcome or of all, in columns', async () => {
    const list = await show('joinMeetingRoom/room-locked', '--list')
    expect(list.split('\n')[0]).toMatch(/^joinMeetingRoom\/room-locked +as guest, meeting-room: \[locked\]$/)
    expect(
      new Set(
        list
          .trimEnd()
          .split('\n')
          .map((line) => line.indexOf(' as ')),
      ).size,
    ).toBe(1)
    expect((await show('--list')).split('\n').length).toBeGreaterThan(100)
    expect(await show('joinMeetingRoom/room-locked:last-seat', '--list')).toBe(list)
  })

  it('goes by the edition of the mock that it finds', async () => {
    const env = { XDG_RUNTIME_DIR: inFolder('run') }
    await mkdir(env.XDG_RUNTIME_DIR, { recursive: true })
    const serving = await serveCli(['--edition', '8.0'], env)
    await serving.wrote('Ctrl-C')
    const ran = await runCli(['show', 'mac-limit-reached'], env)
    const file = await targetFile('url: https://chat.example.org\n')
    const ofTarget = await runCli(['show', 'mac-limit-reached', '--target', file], env)
    await serving.stop()
    expect(ofTarget).toMatchObject({ code: 2, error: expect.stringContaining('the edition current documents no') })
    expect(ran).toMatchObject({ code: 0, error: '' })
    expect(ran.out).toMatch(/npx greenroom set 'livechat-room: \[over-limit\]'.*\ncurl /)
  })

  it('goes by the edition of a target, unless another is asked for', async () => {
    const file = await targetFile('url: https://chat.example.org\nauthority: { edition: "8.0" }\n')
    const shown = (...args: string[]) => runCli(['show', 'mac-limit-reached', '--list', '--target', file, ...args])
    expect(await shown()).toMatchObject({ code: 0, error: '' })
    expect(await shown('--edition', 'current')).toMatchObject({ code: 2, out: '' })
  })

  it('says beside the program what a reader should know', async () => {
    const { code, out, error } = await runCli(['show', 'joinLivechatRoom/joined', '--edition', '2022'])
    expect([code, out.startsWith('curl '), error]).toEqual([
      0,
      true,
      'This needs a mock of that edition: greenroom serve --edition 2022\n',
    ])
  })

  it('leaves to a target how it comes into a situation: the program takes what it lacks from variables', async () => {
    const file = await targetFile('url: https://chat.example.org\nidentities: { guest: { headers: {} } }\n')
    const { code, out, error } = await runCli(['show', 'room-full', '--target', file])
    expect([code, out, error]).toEqual([
      0,
      expect.stringMatching(/^curl .*chat\.example\.org\/rooms\/.*CODE/),
      expect.stringMatching(/^[^\n]+; or set CODE\n$/),
    ])
  })

  it('has no use for a target in a route of playwright', async () => {
    const file = await targetFile('url: https://chat.example.org\n')
    const { code, error } = await runCli(['show', 'room-locked', '--as', 'playwright', '--target', file])
    expect([code, error]).toEqual([
      2,
      '--target has no effect with --as playwright\n  Drop it: the route answers whatever URL the page calls.\n',
    ])
  })

  it.each([
    [[], 'greenroom show takes an outcome\n  greenroom outcomes lists them.\n'],
    [['a', 'b'], 'unexpected argument b\n  greenroom show takes one outcome.\n'],
    [
      ['room-locked', '--as', 'perl'],
      /^there is no language perl\n.*curl, powershell, fetch, python, socket, playwright\.\n$/,
    ],
    [['room-locked', '--as', 'toString'], /^there is no language toString\n/],
    [['room-lokced'], 'there is no outcome room-lokced\n  Did you mean room-locked? greenroom outcomes lists them.\n'],
    [
      ['joinMeetingRoom/code-missing', '--as', 'playwright'],
      'joinMeetingRoom/code-missing exists only on sockets, and playwright makes calls over HTTP\n  Drop --as, or write --as socket.\n',
    ],
    [['room-locked', '--target', 'x.yaml', '--port', '1'], '--port and --target both name a server\n  Drop --port.\n'],
    [['--list', '--url', 'http://h'], '--url has no effect with --list\n  Drop one of them.\n'],
    [['--list', '--port', '1'], '--port has no effect with --list\n  Drop one of them.\n'],
    [['--list', '--as', 'curl'], '--as has no effect with --list\n  Drop one of them.\n'],
    [
      ['room-locked', '--as', 'playwright', '--port', '1'],
      '--port has no effect with --as playwright\n  Drop it: the route answers whatever URL the page calls.\n',
    ],
    [
      ['room-locked', '--target', 'x.yaml', '--url', 'http://h'],
      '--url and --target both name a server\n  Drop --url.\n',
    ],
    [['room-locked', '--url', 'http://h', '--port', '1'], '--url and --port both name the mock\n  Drop one of them.\n'],
    [['room-locked', '--edition', '2021'], /^there is no edition 2021\n/],
  ])('%j is refused', async (args, error) => {
    expect(await runCli(['show', ...args])).toEqual({
      code: 2,
      out: '',
      error: typeof error === 'string' ? error : expect.stringMatching(error),
    })
  })
})
