import { expect, it } from 'vitest'
import { createSecretSearch } from './secret-search.ts'

const { find: search } = createSecretSearch(['hunter-22/x', 'abcd'])
/** The parts of a text to be removed, in order. */
const found = (text: string): string[] =>
  search(text)
    .toSorted((a, b) => a.from - b.from)
    .map(({ from, to }) => text.slice(from, to))

it('finds every spelling of every secret, as often as it is there', () => {
  expect(found('abcd hunter-22%2Fx abcd')).toEqual(['abcd', 'hunter-22%2Fx', 'abcd'])
})

it('finds a secret that is encoded, and the spelling of one', () => {
  const [once, spelled] = [btoa('hunter-22/x'), btoa('x=hunter-22%2Fx')]
  expect(found(`a ${once} b ${spelled}`)).toEqual([once, spelled])
})

it('finds one over line breaks, with all that stands between', () => {
  expect(found('x hun\r\n  ter-22/x y')).toEqual(['hun\r\n  ter-22/x'])
  expect(found('x hunter-22/\\nx')).toEqual(['hunter-22/\\nx'])
  const encoded = btoa('hunter-22/x')
  expect(found(`${encoded.slice(0, 6)}\n${encoded.slice(6)}.`)).toEqual([`${encoded.slice(0, 6)}\n${encoded.slice(6)}`])
})

it('finds one on a single line of several, too', () => {
  expect(new Set(found('one\nabcd\ntwo'))).toEqual(new Set(['abcd']))
})

it('finds nothing in other texts, nor without secrets', () => {
  expect([found(''), found('hunter-23/x'), found('one\ntwo')]).toEqual([[], [], []])
  expect(createSecretSearch([]).find('hunter-22/x\nabcd')).toEqual([])
})

it('learns further secrets, and still knows the first', () => {
  const { find, learn } = createSecretSearch(['first-secret'])
  const text = `first-secret ${btoa('other-secret')} third%2Dsecret`
  expect(find(text)).toHaveLength(1)
  learn(['other-secret', 'third-secret'])
  expect(find(text)).toHaveLength(3)
})
