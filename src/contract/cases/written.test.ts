import { expect, it } from 'vitest'
import { listOf, recordOf, textList, textOr } from './written.ts'

it('what is written is taken in its form, and nothing of another one', () => {
  expect([textOr('a', 'b'), textOr('', 'b'), textOr(5, 'b'), textOr(undefined, 'b')]).toEqual(['a', '', 'b', 'b'])
  expect([textList(['a', 5]), textList('a'), textList(null)]).toEqual([['a', '5'], [], []])
  expect([recordOf({ a: 1 }), recordOf('a'), recordOf(null)]).toEqual([{ a: 1 }, {}, {}])
  expect([listOf([{ a: 1 }, 5, null, 'a', {}]), listOf({ a: 1 })]).toEqual([[{ a: 1 }, {}], []])
})
