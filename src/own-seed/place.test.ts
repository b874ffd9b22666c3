import { describe, expect, it } from 'vitest'
import { mergedRows, unknownName } from './place.ts'

interface Row {
  readonly key: string
  readonly n: number
}
const merged = (base: readonly Row[], own: readonly Row[]): Row[] =>
  mergedRows(
    base,
    own,
    ({ key }) => key,
    (index) => `rooms.yaml:${index}`,
  )
const row = (key: string, n = 0): Row => ({ key, n })

describe('rows of one’s own', () => {
  it('take the place of those of the same key, and others follow', () => {
    expect(merged([row('a'), row('b'), row('c')], [row('d', 1), row('b', 2)])).toEqual([
      row('a'),
      row('b', 2),
      row('c'),
      row('d', 1),
    ])
  })

  it('may be none, or all', () => {
    expect(merged([row('a')], [])).toEqual([row('a')])
    expect(merged([], [row('a')])).toEqual([row('a')])
    expect(merged([], [])).toEqual([])
  })

  it('are refused if two have one key, at the place of the second', () => {
    expect(() => merged([row('a')], [row('b'), row('a'), row('b')])).toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: 'rooms.yaml:2: b is listed twice',
        fix: 'Remove one of them.',
      }),
    )
  })
})

it('a word that names nothing is told with the nearest ones; if there are none, to add one', () => {
  expect(unknownName('rooms.yaml:3', 'person', 'benn', ['ben', 'ann'])).toMatchObject({
    name: 'Fault',
    message: 'rooms.yaml:3: there is no person benn',
    fix: 'Nearest: ben, ann.',
  })
  expect(unknownName('rooms.yaml:3', 'person', 'benn', [])).toMatchObject({ fix: 'Add one to the file.' })
})
