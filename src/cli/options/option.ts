import type { Option } from '../command.ts'

/** An option without a value. */
export const flagOption = (name: string, help: string): Option => ({ name, kind: 'flag', help })

/** An option with a text; `value` is its placeholder in the help: `<file>`. */
export const textOption = (name: string, value: string, help: string): Option => ({ name, kind: 'text', value, help })

/** An option with a whole number. */
export const numberOption = (name: string, value: string, help: string): Option => ({
  name,
  kind: 'number',
  value,
  help,
})

/** An option that may be repeated. */
export const listOption = (name: string, value: string, help: string): Option => ({ name, kind: 'list', value, help })
