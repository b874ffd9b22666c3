import { expect, it } from 'vitest'
import { latestTexts } from './latest-texts.ts'

it('keeps the latest few texts; one that comes again counts from then on', () => {
  const texts = latestTexts(3)
  for (const text of ['a', 'b', 'c', 'a', 'd']) texts.add(text)
  expect(['a', 'b', 'c', 'd'].filter(texts.has)).toEqual(['a', 'c', 'd'])
  texts.delete('c')
  texts.add('e')
  expect(['a', 'c', 'd', 'e'].filter(texts.has)).toEqual(['a', 'd', 'e'])
})
