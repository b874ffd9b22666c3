import type { Verifier } from '../../verifier/create-verifier.ts'
import { quoted } from '../../verifier/mock-line.ts'
import type { RunSettings } from '../../verifier/options.ts'
import type { Input } from '../command.ts'

/** The command that replays one case on the target, without secrets. */
export const reproducer =
  (input: Input, target: Pick<Verifier['target'], 'url' | 'edition'>): NonNullable<RunSettings['reproduce']> =>
  ({ id }, transport) => {
    const [url] = input.operands
    const file = input.text('target')
    const control = input.text('control-url')
    return [
      'npx greenroom verify',
      ...(url === undefined ? [] : [quoted(target.url)]),
      ...(file === undefined ? [] : [`--target ${quoted(file)}`]),
      ...(control === undefined || file !== undefined ? [] : [`--control-url ${quoted(control)}`]),
      ...(input.text('edition') !== undefined || (url === undefined && file === undefined)
        ? [`--edition ${target.edition}`]
        : []),
      ...['gate', 'ca'].flatMap((name) => {
        const value = input.text(name)
        return value === undefined ? [] : [`--${name} ${quoted(value)}`]
      }),
      ...input.list('allow-mutating').map((host) => `--allow-mutating=${quoted(host)}`),
      `--case ${quoted(id)}`,
      ...(transport === 'http' ? [] : [`--transport ${transport}`]),
    ].join(' ')
  }
