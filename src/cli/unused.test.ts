import { expect, it } from 'vitest'
import type { Command } from './command.ts'
import { readInput } from './read-input.ts'
import { refuseUnused } from './unused.ts'

const command: Command = {
  name: 'try',
  summary: '',
  options: [
    { name: 'loud', kind: 'flag', help: '' },
    { name: 'times', kind: 'number', help: '' },
  ],
  examples: [],
  run: async () => 0,
}
const refused = (args: readonly string[], env: Readonly<Record<string, string>> = {}): void =>
  refuseUnused(readInput(command, args, env), ['loud', 'times'], 'here', 'Leave it out.')

it('an argument is refused, the first that does nothing', () => {
  expect(() => refused(['--times', '2', '--loud'])).toThrow(
    expect.objectContaining({ message: '--loud has no effect here', fix: 'Leave it out.' }),
  )
})

it('a variable is not, nor what is not there', () => {
  expect(() => refused([], { GREENROOM_LOUD: '1', GREENROOM_TIMES: '2' })).not.toThrow()
})
