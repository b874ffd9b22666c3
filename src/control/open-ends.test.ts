import { expect, it } from 'vitest'
import { createOpenEnds } from './open-ends.ts'

it('what is open is ended once each, and no more once it was taken out', () => {
  const ended: string[] = []
  const ends = createOpenEnds()
  ends.add(() => ended.push('a'))
  const takeOut = ends.add(() => ended.push('b'))
  const own = ends.add(() => {
    own()
    ended.push('c')
  })
  takeOut()
  ends.endAll()
  ends.endAll()
  expect(ended).toEqual(['a', 'c', 'a'])
})
