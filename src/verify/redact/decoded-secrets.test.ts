import { expect, it } from 'vitest'
import { createDecodedSearch } from './decoded-secrets.ts'

const never = (): boolean => false
const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64')
const hex = (text: string | Uint8Array): string => Buffer.from(text).toString('hex')
const isFound = (text: string, ...secrets: readonly string[]): boolean =>
  createDecodedSearch(secrets, never).find(`<${text}>`).length > 0

const SECRET = 'S3cret-tök'

it('finds the whole run that decodes to a secret, with its place', () => {
  const encoded = base64('user:S3cret-word-12345')
  expect(createDecodedSearch(['S3cret-word-12345'], never).find(`x ${encoded} y`)).toMatchObject([
    { from: 2, to: 2 + encoded.length },
  ])
})

it.each([
  ['in UTF-8', Buffer.from(SECRET, 'utf8')],
  ['in Latin 1', Buffer.from(SECRET, 'latin1')],
  ['in UTF-16', Buffer.from(SECRET, 'utf16le')],
  ['in UTF-16, big end first', Buffer.from(SECRET, 'utf16le').swap16()],
  ['backwards', Buffer.from([...SECRET].toReversed().join(''))],
])('finds a secret %s, in base64 and in hex', (_, bytes) => {
  expect([isFound(base64(bytes), SECRET), isFound(hex(bytes), SECRET)]).toEqual([true, true])
})

it('finds one that was encoded up to three times', () => {
  const [once, twice, thrice] = [base64(SECRET), base64(base64(SECRET)), hex(base64(base64(SECRET)))]
  expect([once, twice, thrice, base64(thrice)].map((text) => isFound(text, SECRET))).toEqual([true, true, true, false])
  // Again in UTF-16.
  expect(isFound(base64(Buffer.from(base64(SECRET), 'utf16le')), SECRET)).toBe(true)
})

it('looks for secrets from four characters on, and backwards from eight on', () => {
  expect(createDecodedSearch(['abc', ''], () => true).find(base64('abc'.repeat(9)))).toEqual([])
  expect([isFound(hex('abcd'), 'abcd'), isFound(hex('dcba'), 'abcd')]).toEqual([true, false])
  expect([isFound(hex('7654321'), '1234567'), isFound(hex('87654321'), '12345678')]).toEqual([false, true])
})

it('finds a long secret without the bits that its neighbours share, but not half of one', () => {
  // Its first and last byte are cut off.
  expect(isFound(base64('234567890'), '12345678901')).toBe(true)
  expect(isFound(base64('34567890'), '12345678901')).toBe(false)
  expect(isFound(base64('23456789'), '123456789')).toBe(false)
})

it('finds each of several, and none in an innocent text', () => {
  const { find: search } = createDecodedSearch(['first-secret', 'other-one.'], never)
  const [first, second] = [base64('first-secret'), hex('other-one.')]
  expect(search(`${first} and ${second}`).map(({ from }) => from)).toEqual([0, first.length + 5])
  expect(search(`${base64('nothing of the sort')} other-twos ${hex('other-twos')}`)).toEqual([])
})

it('asks of every text that is decoded whether it spells a secret, but of no mere bytes', () => {
  const asked: string[] = []
  const { find: search } = createDecodedSearch(['secret words'], (text) => {
    asked.push(text)
    return text.includes('secret%20words')
  })
  expect(search(base64('x=secret%20words'))).toHaveLength(1)
  expect(search(base64('x=sekret%20words'))).toEqual([])
  expect(asked).toContain('x=secret%20words')
  asked.length = 0
  expect(search(base64(Uint8Array.from({ length: 20 }, (_, at) => at % 8)))).toEqual([])
  expect(asked.filter((text) => text.includes('\u0001'))).toEqual([])
})

it('learns further secrets; of one that may be a word, only the text that spells it counts', () => {
  const search = createDecodedSearch([], (text) => text === 'word5')
  expect(search.find(base64('my word5!'))).toEqual([])
  search.learn(['word5'], 'alone')
  expect([search.find(base64('swords, word55')), search.find(base64('word5')).length]).toEqual([[], 1])
  search.learn(['a long secret'], 'alone')
  search.learn(['word6'], 'anywhere')
  expect([base64('the a long secret'), hex('xword6y')].map((text) => search.find(text).length)).toEqual([1, 1])
})
