import { toPlainLine, toPlainText } from './plain.ts'

/**
 * A text that may stand in the log of a CI system: plain, and without what such systems take for commands (`::set-output`, `##[`,
 * `##vso[`, `##teamcity[`), which are pulled apart by a space.
 */
export const toLogText = (text: string): string => withoutCommands(toPlainText(text))

/** The same on one line. */
export const toLogLine = (text: string): string => withoutCommands(toPlainLine(text))

// Only the start of a line makes a command of colons; an address such as `http://[::1]:4010` must stay one that can be pasted.
const withoutCommands = (text: string): string =>
  text
    .replace(/^(\s*:):/gm, '$1 :')
    .replace(/::(?=[a-z-]+(?: [^\n:]{0,200})?::)/g, ': :')
    .replace(/##(?=\w*\[)/g, '# #')
