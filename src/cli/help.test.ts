import { describe, expect, it } from 'vitest'
import type { Command } from './command.ts'
import { commandHelp, generalHelp } from './help.ts'

const COMMAND: Command = {
  name: 'try',
  operands: '<file…>',
  summary: 'Tries it.',
  options: [
    { name: 'follow', short: 'f', kind: 'flag', help: 'go on' },
    { name: 'max-worlds', kind: 'number', value: '<n>', help: 'how many' },
    { name: 'name', kind: 'text', help: 'its name' },
  ],
  examples: ['greenroom try a', 'greenroom try b'],
  run: () => Promise.resolve(0),
}

describe('the help of a command', () => {
  it('has its usage, its options with their variables in one column, and examples', () => {
    expect(commandHelp(COMMAND)).toBe(`greenroom try <file…> [options]

Tries it.

Options (each can also be set by the variable in brackets):
  -f, --follow      go on (GREENROOM_FOLLOW)
  --max-worlds <n>  how many (GREENROOM_MAX_WORLDS)
  --name <value>    its name (GREENROOM_NAME)

Examples:
  greenroom try a
  greenroom try b
`)
  })

  it('without operands and options does not speak of them', () => {
    const { operands: _, ...rest } = COMMAND
    expect(commandHelp({ ...rest, options: [], examples: ['greenroom try'] })).toBe(
      'greenroom try [options]\n\nTries it.\n\nExamples:\n  greenroom try\n',
    )
  })
})

it('the general help lists the commands, and says what exit codes mean', () => {
  expect(
    generalHelp([
      { name: 'serve', summary: 'run the mock' },
      { name: 'a', summary: 'b' },
    ]),
  ).toBe(`greenroom <command> [options]

A stateful mock of four room-joining endpoints, driven by their OpenAPI contracts.

Commands:
  serve  run the mock
  a      b

Run greenroom <command> --help for details.
Exit codes: 0 success, 1 findings, 2 wrong usage or an unreadable file, 70 a fault in greenroom; verify has more.
`)
})
