import { toPlainLine, toPlainText } from './plain.ts'

/**
 * Makes a text safe for the log of a CI system: plain, and with a space inside anything that such systems interpret as a command
 * (`::set-output`, `##[`, `##vso[`, `##teamcity[`).
 */
export const toLogText = (text: string): string => withoutCommands(toPlainText(text))

/** The same on one line. */
export const toLogLine = (text: string): string => withoutCommands(toPlainLine(text))

// Colons are a command only at the start of a line; an address such as `http://[::1]:4010` must remain usable.
const withoutCommands = (text: string): string =>
  text
    .replace(/^(\s*:):/gm, '$1 :')
    .replace(/::(?=[a-z-]+(?: [^\n:]{0,200})?::)/g, ': :')
    .replace(/##(?=\w*\[)/g, '# #')
