import { describe, expect, it } from 'vitest'
import type { Command } from './command.ts'
import { commandHelp, generalHelp } from './help.ts'
import { flagOption, listOption, numberOption, textOption } from './options/option.ts'
import { readInput, variableOf } from './read-input.ts'
import { refuseUnused } from './unused.ts'

const command: Command = {
  name: 'try',
  operands: '[word]',
  summary: 'Tries.',
  options: [
    textOption('some-text', '<text>', 'a text'),
    numberOption('number', '<n>', 'a number'),
    { ...flagOption('flag', 'a flag'), short: 'f' },
    listOption('list', '<item>', 'items'),
  ],
  examples: ['greenroom try', 'greenroom try -f'],
  run: async () => 0,
}
const read = (args: readonly string[], env: Record<string, string> = {}) => readInput(command, args, env)

describe('arguments', () => {
  it('are read by kind, in whatever order', () => {
    const input = read(['a', '--list', 'x', '-f', '--number=5', '--list=y,z', 'b', '--some-text', 't'])
    expect([input.operands, input.list('list'), input.flag('flag'), input.number('number')]).toEqual([
      ['a', 'b'],
      ['x', 'y,z'],
      true,
      5,
    ])
    expect(input.text('some-text')).toBe('t')
  })

  it('go before variables, of which an empty one counts for nothing', () => {
    const env = { GREENROOM_SOME_TEXT: 'v', GREENROOM_NUMBER: '7', GREENROOM_FLAG: '1', GREENROOM_LIST: 'a, b ,c' }
    const [typed, given] = [read(['--some-text', 't', '--list', 'x'], env), read([], env)]
    expect([typed.text('some-text'), typed.list('list'), typed.number('number')]).toEqual(['t', ['x'], 7])
    expect([given.text('some-text'), given.list('list'), given.flag('flag')]).toEqual(['v', ['a', 'b', 'c'], true])
    expect(['some-text', 'number'].map((name) => typed.isTyped(name))).toEqual([true, false])
    expect(given.isTyped('some-text')).toBe(false)
    const empty = read([], { GREENROOM_SOME_TEXT: '', GREENROOM_NUMBER: '' })
    expect([empty.text('some-text'), empty.number('number'), empty.flag('flag')]).toEqual([undefined, undefined, false])
  })

  it.each([
    ['1', true],
    ['true', true],
    ['yes', true],
    ['0', false],
    ['false', false],
    ['no', false],
  ])('a flag whose variable is %s is %s', (text, on) => {
    expect(read([], { GREENROOM_FLAG: text }).flag('flag')).toBe(on)
    expect(() => read([], { GREENROOM_FLAG: `${text}?` }).flag('flag')).toThrow(
      expect.objectContaining({
        message: `--flag is on or off, not ${text}?`,
        fix: 'Write 1 or 0 in its variable.',
      }),
    )
  })

  it.each(['-5', '1.5', '1e3', 'x', '1234567890123456', ' 5'])('the number %j is refused at once', (text) => {
    const fault = expect.objectContaining({
      name: 'Fault',
      message: `--number takes a whole number, not ${text}`,
      fix: 'Fix it there, or in the variable GREENROOM_NUMBER.',
    })
    expect(() => read([`--number=${text}`])).toThrow(fault)
    expect(() => read([], { GREENROOM_NUMBER: text })).toThrow(fault)
  })

  it('that are numbers have up to fifteen digits', () => {
    expect(read(['--number', '123456789012345']).number('number')).toBe(123_456_789_012_345)
    expect(read(['--number', '007']).number('number')).toBe(7)
  })

  it('that there are not are refused, with the one that may have been meant', () => {
    const refused = (message: string, fix: string) =>
      expect.objectContaining({ name: 'Fault', message: `greenroom try: ${message}`, fix })
    const LISTS = 'greenroom try --help lists the options.'
    const meant = refused("Unknown option '--some-txet'", `Did you mean --some-text? ${LISTS}`)
    expect(() => read(['--some-txet', 'x'])).toThrow(meant)
    expect(() => read(['-f', '--number=5', 'x', '--some-txet=a-value-much-longer-than-that', '--lsit'])).toThrow(meant)
    expect(() => read(['--quite-another=x'])).toThrow(refused("Unknown option '--quite-another'", LISTS))
    const { operands: _, ...plain } = command
    expect(() => readInput(plain, ['a'], {})).toThrow(refused("Unexpected argument 'a'", LISTS))
  })

  it.each([
    [['--some-text'], '--some-text needs <text>', 'Write --some-text <text>.'],
    [['--number'], '--number needs <n>', 'Write --number <n>.'],
    [
      ['--some-text', '--flag'],
      '--some-text needs <text>',
      'Write --some-text <text>. A value that begins with a dash follows an equals sign: --some-text=-….',
    ],
    [['--flag=x'], "Option '-f, --flag' does not take an argument", 'greenroom try --help lists the options.'],
  ])('%j lacks its value, or has one too many', (args, message, fix) => {
    expect(() => read(args)).toThrow(expect.objectContaining({ message: `greenroom try: ${message}`, fix }))
  })

  it('that would do nothing are refused where they are typed, and let pass as variables', () => {
    const refuse = (args: string[], env = {}): void =>
      refuseUnused(read(args, env), ['flag', 'number'], 'here', 'Leave it out.')
    expect(() => refuse(['--number', '0'])).toThrow('--number has no effect here')
    expect(() => refuse(['--list', 'x'], { GREENROOM_NUMBER: '5', GREENROOM_FLAG: '1' })).not.toThrow()
  })
})

describe('help', () => {
  it('has a line for each option, with its letter, its value and its variable', () => {
    const lines = commandHelp(command).split('\n')
    expect(lines[0]).toBe('greenroom try [word] [options]')
    expect(lines).toContain('  --some-text <text>  a text (GREENROOM_SOME_TEXT)')
    expect(lines).toContain('  -f, --flag          a flag (GREENROOM_FLAG)')
    expect(lines.slice(-3)).toEqual(['  greenroom try', '  greenroom try -f', ''])
    expect(commandHelp({ ...command, options: [] })).not.toContain('Options')
  })

  it('lists commands in columns', () => {
    const text = generalHelp([command, { name: 'a', summary: 'Is short.' }])
    expect(text).toContain('\n  try  Tries.\n  a    Is short.\n')
    expect(variableOf('no-rate-limit')).toBe('GREENROOM_NO_RATE_LIMIT')
  })
})
