import type { Io } from './command.ts'

/**
 * A text whose commands can be pasted as this process was started: `npx greenroom …` where npx did it, since a package that is a
 * dependency of a project is no command of the shell. `commands` are the names that make `greenroom …` a command and no sentence.
 */
export function asStarted(text: string, commands: readonly string[], { env }: Pick<Io, 'env'>): string {
  // npm says so to what it executes, since its version 7.
  if (env['npm_command'] !== 'exec') return text
  const command = new RegExp(
    `(?<!npx )(?<![\\w./@-])greenroom (?=(?:${commands.join('|')}|--help|<command>)(?![\\w-]))`,
    'g',
  )
  return text.replaceAll(command, 'npx greenroom ')
}
