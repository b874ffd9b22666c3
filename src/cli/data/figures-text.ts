import { Fault } from '../../fault.ts'
import type { DataFigures, KeptFigures } from '../../store/log/data-figures.ts'

/** What is kept, with its worlds in columns. */
export function figuresText({ place, format, edition, bytes, wasCut, users, worlds }: DataFigures): string {
  const rows = worlds.map(rowOf)
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '))
  const head = [
    `${place}: format ${format}`,
    `edition ${edition}`,
    kibibytes(bytes),
    ...(wasCut ? ['not closed by its last server'] : []),
    ...(users > 0 ? [`in use by ${users} ${users === 1 ? 'mock' : 'mocks'}`] : []),
  ].join(', ')
  return `${[head, ...lines].map((line) => line.trimEnd()).join('\n')}\n`
}

const rowOf = ({ name, seed, entries, bytes, exchanges, damage }: KeptFigures): readonly string[] => [
  name,
  seed,
  `${entries} ${entries === 1 ? 'change' : 'changes'} since its snapshot`,
  kibibytes(bytes),
  `${exchanges} call${exchanges === 1 ? '' : 's'} in its journal`,
  ...(damage === null ? [] : ['damaged']),
]

const kibibytes = (bytes: number): string => `${Math.ceil(bytes / 1024).toLocaleString('en')} KiB`

/** Which worlds are damaged, and how; null: none. */
export function damageFault({ worlds }: Pick<DataFigures, 'worlds'>): Fault | null {
  const damaged = worlds.filter(({ damage }) => damage !== null)
  if (damaged.length === 0) return null
  return new Fault(
    damaged.map(({ name, damage }) => `of the world ${name}, ${damage}`).join('; '),
    'Restore it from a copy, or give up the world: greenroom data drop <world>, or import <world> <snapshot> --replace. Nothing was changed.',
  )
}
