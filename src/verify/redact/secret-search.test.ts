import { expect, it } from 'vitest'
import { withoutCuts } from './cuts.ts'
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
  learn(['other-secret', 'third-secret'], 'anywhere')
  expect(find(text)).toHaveLength(3)
})

it('what is learned as a secret only where it stands alone is no part of a word, also encoded', () => {
  const { find, learn } = createSecretSearch([])
  learn(['pass-7', 'locked', 'a-secret-of-many'], 'alone')
  const parts = (text: string): string[] => find(text).map(({ from, to }) => text.slice(from, to))
  expect(parts('pass-77 is locked')).toEqual([])
  expect(parts('pass-7 or {"a":"locked"}')).toEqual(expect.arrayContaining(['pass-7', 'locked']))
  expect(parts('xa-secret-of-manyx')).toEqual(['a-secret-of-many'])
  const [pair, other] = [btoa('bob:pass-7'), btoa('bob:pass-77')]
  expect([parts(`Basic ${pair}`), parts(`Basic ${other}`)]).toEqual([[pair], []])
  expect(new Set(parts(`/a/${btoa('locked')}/b`))).toEqual(new Set([btoa('locked')]))
  expect(parts(Buffer.from('pass-7').toString('hex'))).toHaveLength(1)
  expect(parts('p%61ss-7 pass\\u002d7 pass&#45;7')).toHaveLength(3)
})

it('a short secret that is encoded with more around it is found as a segment of a path', () => {
  const { find, learn } = createSecretSearch([])
  learn(['Xq7z'], 'alone')
  const parts = (text: string): string[] => find(text).map(({ from, to }) => text.slice(from, to))
  const pair = btoa('user:Xq7z')
  for (const path of [`/a/${pair}/b`, `a%2F${pair}%2Fb`, `"\\/a\\/${pair}\\/b"`, `\\u002f${pair}\\u002fb`])
    expect(parts(path)).toEqual([pair])
  expect(parts(`/a/${btoa('me:Xq7z')}/b`)).toEqual([btoa('me:Xq7z')])
  expect(parts(`/a/${btoa('user:Xq7zz')}/b`)).toEqual([])
})

it('what is cut out of JSON leaves the escape before it whole', () => {
  const { find, learn } = createSecretSearch([])
  learn(['Xq7z', 'a-secret-of-many'], 'alone')
  const secrets = ['Xq7z', 'user:Xq7z', 'a-secret-of-many']
  for (const encoded of secrets.flatMap((each) => [btoa(each), Buffer.from(each).toString('hex')]))
    for (const before of ['\n', '\t', '\f', '\b', '\u0001', '\\', 'a\n']) {
      const json = JSON.stringify(JSON.stringify(`${before}${encoded}\nb`))
      const left = withoutCuts(json, find(json), '[redacted]')
      // Over line breaks, more may be taken out.
      const text: unknown = JSON.parse(String(JSON.parse(left)))
      expect(text).toMatch(/^[^]{0,2}\[redacted\]={0,2}(?:\nb)?$/)
    }
})
