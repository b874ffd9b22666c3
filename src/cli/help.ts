import type { Command, Option } from './command.ts'
import { variableOf } from './read-input.ts'

/** The help of one command. */
export function commandHelp(command: Command): string {
  const usage = ['greenroom', command.name, command.operands, '[options]'].filter(Boolean).join(' ')
  const rows = command.options.map((option) => [left(option), `${option.help} (${variableOf(option.name)})`] as const)
  return [
    `${usage}\n\n${command.summary}\n`,
    ...(rows.length === 0 ? [] : [`Options (each can also be set by the variable in brackets):\n${table(rows)}\n`]),
    `Examples:\n${command.examples.map((example) => `  ${example}\n`).join('')}`,
  ].join('\n')
}

/** The help of greenroom itself. */
export const generalHelp = (commands: readonly Pick<Command, 'name' | 'summary'>[]): string =>
  `greenroom <command> [options]

A stateful mock of four room-joining endpoints, driven by their OpenAPI contracts.

Commands:
${table(commands.map(({ name, summary }) => [name, summary]))}

Run greenroom <command> --help for details.
Exit codes: 0 success, 1 findings, 2 wrong usage or an unreadable file, 70 a fault in greenroom; verify has more.
`

const left = ({ name, short, kind, value }: Option): string =>
  `${short === undefined ? '' : `-${short}, `}--${name}${kind === 'flag' ? '' : ` ${value ?? '<value>'}`}`

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([first]) => first.length))
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`).join('\n')
}
