import { describe, expect, it } from 'vitest'
import { runCli } from '../../tests/support/run-cli.ts'

const COMMANDS =
  'serve console worlds rooms room set lock unlock end fill who call play arm reset clock log seed data outcomes verify read watch report target show mcp token diff lint spec'

describe('greenroom', () => {
  it('lists its commands when asked for help, and as an error when it is asked nothing', async () => {
    const help = await runCli(['--help'])
    expect([help.code, help.error]).toEqual([0, ''])
    expect([...help.out.matchAll(/^ {2}(\w+) {2,}\w/gm)].map(([, name]) => name).join(' ')).toBe(COMMANDS)
    for (const word of ['-h', 'help']) expect(await runCli([word])).toEqual(help)
    expect(await runCli([])).toEqual({ code: 2, out: '', error: help.out })
  })

  it('prints the help of each command, by its own option or by help', async () => {
    for (const name of COMMANDS.split(' ')) {
      const { code, out, error } = await runCli([name, '--help'])
      expect([code, error, out.startsWith(`greenroom ${name} `)], name).toEqual([0, '', true])
      expect((await runCli(['help', name])).out).toBe(out)
    }
  })

  it('prints the help of a command whatever else is wrong with it', async () => {
    const help = await runCli(['help', 'clock'])
    expect(help).toMatchObject({ code: 0, out: expect.stringMatching(/^greenroom clock /), error: '' })
    for (const word of ['-h', '--help']) expect(await runCli(['clock', '--no-such-option', word, '--'])).toEqual(help)
  })

  it('takes what follows -- for operands, even a word for help', async () => {
    for (const word of ['--help', '-h'])
      expect(await runCli(['verify', '--', word])).toEqual({
        code: 2,
        out: '',
        error:
          'the URL to verify: not an http or https URL\n  Write scheme, host and path: https://chat.example.org.\n',
      })
  })

  it('writes no argument so that the log of a CI system takes it for a command', async () => {
    const { error } = await runCli(['verify', '--target', 'a\n::set-output name=b::c\n##[set-output name=b;]c'])
    expect(error).toBe(
      'a\n: :set-output name=b::c\n# #[set-output name=b;]c: no such file\n  greenroom target init <url> writes one.\n',
    )
  })

  it('prints its version', async () => {
    for (const option of ['--version', '-v'])
      expect(await runCli([option])).toEqual({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), error: '' })
  })

  it('suggests a command for an unknown one', async () => {
    expect(await runCli(['serv'])).toEqual({
      code: 2,
      out: '',
      error: 'greenroom has no command serv\n  Did you mean serve? greenroom --help lists the commands.\n',
    })
    for (const name of ['zzzzzz', 'toString', '__proto__'])
      expect((await runCli([name])).error).toBe(
        `greenroom has no command ${name}\n  greenroom --help lists the commands.\n`,
      )
    expect(await runCli(['help', 'serv'])).toEqual(await runCli(['serv']))
  })

  it('says that a fault of its own should not have happened', async () => {
    const out = (): never => {
      throw new Error('no paper')
    }
    const { code, error } = await runCli(['--version'], {}, { out })
    expect([code, error]).toEqual([
      70,
      expect.stringMatching(/^greenroom: this should not have happened\nError: no paper\n {4}at /),
    ])
  })

  it('names its commands as npx started them: in helps, and in what to do about a refusal', async () => {
    const env = { npm_command: 'exec' }
    for (const args of [['--help'], ['help', 'clock'], ['clock', '--help']]) {
      const [here, byNpx] = [await runCli(args), await runCli(args, env)]
      expect(byNpx.out, args.join(' ')).toContain('npx greenroom ')
      expect(byNpx.out.replaceAll('npx greenroom ', 'greenroom ')).toBe(
        here.out.replaceAll('npx greenroom ', 'greenroom '),
      )
    }
    expect((await runCli(['serv'], env)).error).toBe(
      'greenroom has no command serv\n  Did you mean serve? npx greenroom --help lists the commands.\n',
    )
  })
})
