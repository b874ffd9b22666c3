import { expect, it } from 'vitest'
import type { Snapshot } from '../../src/contract/compiled/types.ts'
import { differences } from './differences.ts'

type Row = Readonly<Record<string, unknown>> | null | undefined

const snapshot = (row: Row): Snapshot => ({
  format: 'greenroom-snapshot-1',
  seed: '',
  seedHash: '',
  salt: '',
  ids: {},
  rows: { people: row === undefined ? {} : { ann: row } },
  hash: '',
})
const kindsOf = (from: Row, to: Row): string[] => differences(snapshot(from), snapshot(to)).map(({ kind }) => kind)

// `null` stands for a row of the seed that was removed, as snapshots write it; a row that is not there is the seed's, if it has one.
it.each<[from: Row, to: Row, kinds: readonly string[]]>([
  [undefined, { x: 1 }, ['written']],
  [{ x: 1 }, { x: 2 }, ['changed']],
  [{ x: 1 }, undefined, ['removed']],
  [{ x: 1 }, null, ['removed']],
  [undefined, null, ['removed']],
  [null, { x: 1 }, ['written']],
  [null, undefined, ['written']],
  [{ x: 1 }, { x: 1 }, []],
  [null, null, []],
])('a row that was %j and is %j counts as %j', (from, to, kinds) => {
  expect(kindsOf(from, to)).toEqual(kinds)
})

it('of a changed row, the members that differ are shown, each no longer than a line', () => {
  const [found] = differences(snapshot({ a: 1, b: 2, c: 'x' }), snapshot({ b: 2, c: 'y'.repeat(300), d: true }))
  expect(found).toMatchObject({
    table: 'people',
    key: 'ann',
    members: [
      { name: 'a', before: '1', after: 'nothing' },
      { name: 'c', before: '"x"', after: `"${'y'.repeat(199)}` },
      { name: 'd', before: 'nothing', after: 'true' },
    ],
  })
})
