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
    expect((await runCli(['clock', '--no-such-option', '-h'])).out).toMatch(/^greenroom clock /)
  })

  it('takes what follows -- for operands, even a word for help', async () => {
    expect(await runCli(['verify', '--', '--help'])).toMatchObject({ code: 2, out: '' })
  })

  it('writes no argument so that the log of a CI system takes it for a command', async () => {
    const { error } = await runCli(['verify', '--target', 'a\n::set-output name=b::c\n##[set-output name=b;]c'])
    expect(error).toContain('set-output')
    expect(error).not.toMatch(/^\s*::|##\[/m)
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
    expect((await runCli(['help', 'serv'])).code).toBe(2)
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
})
