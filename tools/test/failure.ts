import { relative } from 'node:path'
import type { SerializedError, TestError } from 'vitest'
import type { TestCase, TestModule, TestSuite } from 'vitest/node'

/** A failed test, and the command that runs it alone. */
export interface Failure {
  readonly title: string
  /** file:line in our own code, or only the file. */
  readonly place: string
  readonly message: string
  readonly command: string
}

/** `null` means an error outside any test, such as an unhandled rejection. */
export function failureOf(task: TestCase | TestSuite | TestModule | null, error: SerializedError | TestError): Failure {
  const file = task === null ? '' : task.type === 'module' ? task.relativeModuleId : task.module.relativeModuleId
  const title = task === null ? 'outside of any test' : task.type === 'module' ? 'the file itself' : task.fullName
  return {
    title,
    place: placeOf(error) ?? file,
    message: shortened(messageOf(error)),
    command: commandOf(file, task?.type === 'test' ? task.name : undefined),
  }
}

/** The failure as lines, indented below its title. */
export const failureText = ({ title, place, message, command }: Failure): string =>
  [`✗ ${title}`, `  ${place}`, ...message.split('\n').map((line) => `  ${line}`), `  ${command}`, ''].join('\n')

function placeOf({ stacks = [] }: SerializedError | TestError): string | undefined {
  const own = stacks.find(({ file }) => !file.includes('node_modules'))
  return own && `${relative(process.cwd(), own.file)}:${own.line}`
}

/** The start of a long diff is enough; the command shows all of it. */
const SHOWN_LINES = 40
const shortened = (text: string): string => {
  const lines = text.split('\n')
  return lines.length <= SHOWN_LINES
    ? text
    : [...lines.slice(0, SHOWN_LINES), `… and ${lines.length - SHOWN_LINES} more lines`].join('\n')
}

const messageOf = (error: SerializedError | TestError): string => {
  const diff = 'diff' in error && typeof error.diff === 'string' ? `\n${error.diff}` : ''
  const cause = error.cause ? `\ncaused by ${messageOf(error.cause)}` : ''
  return `${error.message}${diff}${cause}`
}

const commandOf = (file: string, name: string | undefined): string =>
  `npm test -- ${file}${name === undefined ? '' : ` -t ${quoted(asPattern(name))}`}`

/** `-t` takes a regular expression. */
const asPattern = (name: string): string => name.replaceAll(/[\\^$.*+?()[\]{}|]/g, '.')
const quoted = (text: string): string => `'${text.replaceAll("'", '.')}'`
