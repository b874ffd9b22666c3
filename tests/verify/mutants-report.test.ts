import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { mutants } from '../../bench/mutants/all.ts'
import { harmless } from '../../bench/mutants/harmless.ts'
import type { Mutant } from '../../bench/mutants/mutant.ts'
import { isOnSockets } from '../../bench/mutants/on-sockets.ts'
import { socketHarmless } from '../../bench/mutants/socket-harmless.ts'
import { whyNot } from '../../bench/mutants/why-not.ts'

const PARTS = [
  { part: 'http', file: 'bench/mutants.md', own: mutants.filter((each) => !isOnSockets(each)), calm: harmless },
  { part: 'sockets', file: 'bench/mutants-sockets.md', own: mutants.filter(isOnSockets), calm: socketHarmless },
] as const

/** The rows of the table under a heading, their cells as they read. */
function tableUnder(heading: string, text: string): string[][] {
  const [section = ''] = (text.split(`\n## ${heading}\n`)[1] ?? '').split('\n## ')
  const rows = section.split('\n').filter((line) => line.startsWith('| '))
  const cells = (line: string): string[] => line.split(/(?<!\\)\|/).slice(1, -1)
  return rows.slice(2).map((line) => cells(line).map((cell) => shown(cell.trim())))
}
const shown = (cell: string): string => cell.replaceAll('&lt;', '<').replaceAll(/\\([\\|])/g, '$1')
const nameOf = ({ operator, name }: Mutant): string => `${operator}: ${name}`.replaceAll(/\s+/g, ' ')

// Where this fails, what it says of is measured anew by `npm run mutants -- --part <part>`.
describe.each(PARTS)('what was found of mutants, part $part,', async ({ file, own, calm }) => {
  const text = await readFile(file, 'utf8')

  it('tells of every operator as many mutants as there are, and in all', () => {
    const counts = tableUnder('By operator', text).map(([operator, count]) => [operator, Number(count)])
    const expected = [...Map.groupBy(own, ({ operator }) => operator)].map(([operator, { length }]) => [
      operator,
      length,
    ])
    expect(counts).toEqual([...expected, ['all', own.length]])
  })

  it('tells how many were found, as the rows of the operators do', () => {
    const rows = tableUnder('By operator', text)
    const [, found] = /^(\d+) of \d+ found/m.exec(text) ?? []
    expect(rows.at(-1)?.[2]).toBe(found)
    expect(rows.slice(0, -1).reduce((sum, row) => sum + Number(row[2]), 0)).toBe(Number(found))
  })

  it('gives the reason of each that may survive, and of no other', () => {
    const known = new Set(own.map(nameOf))
    expect(new Map(tableUnder('Survivors', text).map(([name = '', why = '']) => [name, why]))).toEqual(
      new Map(Object.entries(whyNot).filter(([name]) => known.has(name))),
    )
  })

  it('tells of as many harmless variants as there are, and of no alarm', () => {
    expect(text).toContain(`\n${calm.length} runs, 0 false alarms.`)
  })
})

it('lists every mutant over HTTP, and those that survive as found by nothing', async () => {
  const rows = tableUnder('Every mutant', await readFile('bench/mutants.md', 'utf8'))
  const own = mutants.filter((each) => !isOnSockets(each)).map(nameOf)
  expect(rows.map(([operator, name]) => `${operator}: ${name}`)).toEqual(own)
  const survivors = rows.filter(([, , found]) => found === 'nothing').map(([operator, name]) => `${operator}: ${name}`)
  expect(survivors.sort()).toEqual(
    Object.keys(whyNot)
      .filter((name) => own.includes(name))
      .sort(),
  )
})
