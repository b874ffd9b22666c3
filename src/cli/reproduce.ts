import type { Asked } from './verify-run.ts'
import { callsOf } from '../verify/plan.ts'
import type { Input } from './command.ts'
import { playLine } from './shown-languages.ts'

/** The lines by which a result is had again: on the target by playing its case alone, on a mock by hand. No secret is in either. */
export const reproducer =
  (input: Input): Asked['reproduce'] =>
  ({ target }) =>
  ({ found, transport }) => {
    const [url] = input.operands
    const file = input.text('target')
    const control = input.text('control-url')
    const words = [
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
      `--case ${quoted(found.id)}`,
      ...(transport === 'http' ? [] : [`--transport ${transport}`]),
    ]
    const edition = target.edition === 'current' ? '' : ` --edition ${target.edition}`
    const shown = `npx greenroom show ${quoted(found.id)}${edition}${transport === 'http' ? '' : ' --as socket'}`
    if (callsOf(found).some(({ set }) => set !== null)) return { target: words.join(' '), mock: playLine(found) }
    return { target: words.join(' '), mock: shown }
  }

/** For a POSIX shell; what needs no quotes stays bare. */
const quoted = (text: string): string => (/^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
