/**
 * `npm run bounds [-- <clients>] [--only <word>] [--against <commit>]`: what this many clients of each hostile kind, and a full world,
 * make the process hold; each kind gets a fresh process. With `--against`, the same clients at the sources of a commit, too, in one
 * table, which a run of all kinds writes into bounds.md.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { measureFullWorld, type FullWorld } from './bounds/full-world.ts'
import { measureHeld, type Held } from './bounds/held.ts'
import { hostile } from './bounds/hostile.ts'
import { toBoundsOptions } from './bounds/options.ts'
import { endChildrenWithThisProcess } from './child.ts'
import { checkOut, sources } from './code.ts'

const { clients, only, against } = toBoundsOptions(process.argv.slice(2))

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`

const heldText = (held: Held | null): string =>
  held === null
    ? 'answers nobody for 40 s'
    : `${Math.round(held.heap / clients / 1024)} kB each, ${megabytes(held.heap)}; resident ${megabytes(held.resident)}${held.answered ? '' : '; others unanswered'}`

const worldText = ({ rows, sent, heap, isFull }: FullWorld): string =>
  `${isFull ? '' : 'no end: '}${rows.toLocaleString('en')} rooms, ${megabytes(sent)} as JSON, hold ${megabytes(heap)}`

endChildrenWithThisProcess()
await using old = against === null ? null : await checkOut(against)
const codes = old ? [old, sources] : [sources]
const lines: string[] = []
const tell = (cells: readonly string[]): void => {
  lines.push(`| ${cells.join(' | ')} |`)
  console.log(lines.at(-1))
}
tell([`${clients} clients, each`, ...codes.map(({ name }) => (name === 'sources' ? 'now' : name))])
tell(['---', ...codes.map(() => '---')])
for (const kind of hostile.filter(({ name }) => name.includes(only))) {
  const cells: string[] = []
  for (const { entry } of codes) cells.push(heldText(await measureHeld(entry, kind, clients)))
  tell([kind.name, ...cells])
}
if ('a world without end'.includes(only)) {
  const cells: string[] = []
  for (const { entry } of codes) cells.push(worldText(await measureFullWorld(entry)))
  tell(['one client: a world without end', ...cells])
}
if (old && only === '')
  await writeFile(
    join(import.meta.dirname, 'bounds.md'),
    `# What hostile clients make the process hold

\`npm run bounds -- ${clients} --against ${old.name}\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.versions.node}, ${process.platform} ${process.arch}. Heap and resident memory beyond those
of a fresh process, three seconds after all clients have sent what they send; none of them reads an answer or ends its side. Another
client asks meanwhile, and is answered unless the cell says otherwise. ${old.name} is from before [the faults](../docs/faults.md) were fixed.

${lines.join('\n')}

[The limits](../docs/limits.md) behind these figures.
`,
  )
