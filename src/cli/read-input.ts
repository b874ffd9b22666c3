import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { Fault } from '../fault.ts'
import type { Command, Input, Io } from './command.ts'
import { nearestWord } from '../contract/model/nearest.ts'

/** The variable of an option: `--allowed-host` → `GREENROOM_ALLOWED_HOST`. */
export const variableOf = (name: string): string => `GREENROOM_${name.toUpperCase().replaceAll('-', '_')}`

/** Parses a command's arguments; variables fill in for missing ones. Throws a Fault that names the wrong one. */
export function readInput(command: Command, args: readonly string[], env: Io['env']): Input {
  const { values, positionals } = parse(command, args)
  const given = (name: string): string[] => {
    const value = values[name]
    if (value !== undefined) return (Array.isArray(value) ? value : [value]).map(String)
    const option = command.options.find((each) => each.name === name)
    const text = option && env[variableOf(option.name)]
    return text ? (option.kind === 'list' ? text.split(',').map((part) => part.trim()) : [text]) : []
  }
  const number = (name: string): number | undefined => toNumber(name, given(name)[0])
  const input: Input = {
    operands: positionals,
    text: (name) => given(name)[0],
    number,
    flag: (name) => toFlag(name, given(name)[0]),
    list: given,
    isTyped: (name) => values[name] !== undefined,
    env,
  }
  for (const { name, kind } of command.options) if (kind === 'number') number(name)
  return input
}

function parse(command: Command, args: readonly string[]): { values: Record<string, unknown>; positionals: string[] } {
  const options: ParseArgsOptionsConfig = Object.fromEntries([
    ['help', { type: 'boolean', short: 'h' }],
    ...command.options.map(({ name, kind, short }) => [
      name,
      {
        ...(kind === 'flag' ? { type: 'boolean' } : { type: 'string', multiple: kind === 'list' }),
        ...(short === undefined ? {} : { short }),
      },
    ]),
  ])
  try {
    return parseArgs({ args: [...args], options, allowPositionals: command.operands !== undefined })
  } catch (error) {
    const valueless = withoutValue(command, error)
    if (valueless !== null) throw valueless
    throw new Fault(`greenroom ${command.name}: ${messageOf(error)}`, suggestion(command, args), { cause: error })
  }
}

/** An option was given no value, or the next option stands where it should be; null for any other error. */
function withoutValue(command: Command, error: unknown): Fault | null {
  const [, name, how] =
    /^Option '(?:-\w, )?--([\w-]+)(?: <value>)?' argument (missing|is ambiguous)/.exec(messageOf(error)) ?? []
  const option = command.options.find((each) => each.name === name)
  if (!option) return null
  const { value = '<value>' } = option
  const dashed = how === 'missing' ? '' : ` A value that begins with a dash follows an equals sign: --${name}=-….`
  return new Fault(`greenroom ${command.name}: --${name} needs ${value}`, `Write --${name} ${value}.${dashed}`, {
    cause: error,
  })
}

/** Node's message without its hint on escaping, which doesn't help here. */
const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message.split(/\. |\n/)[0] : String(error)) ?? ''

function suggestion(command: Command, args: readonly string[]): string {
  const names = command.options.map(({ name }) => `--${name}`)
  const unknown = args.find((arg) => arg.startsWith('--') && !names.includes(arg.split('=')[0] ?? ''))
  const meant = unknown === undefined ? undefined : nearestWord(unknown.split('=')[0] ?? '', names)
  return `${meant ? `Did you mean ${meant}? ` : ''}greenroom ${command.name} --help lists the options.`
}

const toNumber = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  if (!/^\d{1,15}$/.test(text))
    throw new Fault(
      `--${name} takes a whole number, not ${text}`,
      `Fix it there, or in the variable ${variableOf(name)}.`,
    )
  return Number(text)
}

const toFlag = (name: string, text: string | undefined): boolean => {
  if (text === undefined || ['', '0', 'false', 'no'].includes(text)) return false
  if (['1', 'true', 'yes'].includes(text)) return true
  throw new Fault(`--${name} is on or off, not ${text}`, 'Write 1 or 0 in its variable.')
}
