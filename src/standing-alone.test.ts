import { expect, it } from 'vitest'
import { standsAlone } from './standing-alone.ts'

/** Whether it stands alone where it is in this text. */
const isAlone = (secret: string, text: string): boolean => {
  const from = text.indexOf(secret)
  return standsAlone(secret, text, { from, to: from + secret.length })
}

it.each([
  'hunter2',
  'it was hunter2.',
  '{"a":"hunter2"}',
  '/x/hunter2/y?a=b',
  '?a=hunter2&b=c',
  'a%20hunter2%20b',
  'a%253Dhunter2',
  '\\"hunter2\\"',
  'line\\nhunter2',
  '\\u0022hunter2\\u0022',
  '&quot;hunter2&quot;',
  'x=3Dhunter2',
  'bob:hunter2@host',
])('a short secret with a digit is a whole word in %j', (text) => expect(isAlone('hunter2', text)).toBe(true))

it.each([
  'a%0Ahunter2',
  'a%0dhunter2',
  'a%250Ahunter2',
  'a%25250dhunter2',
  'a%7Chunter2',
  'a%5bhunter2',
  'a%25252Fhunter2',
  'a\\bhunter2',
  'a\\fhunter2',
  'a\\rhunter2',
  'a\\thunter2',
  'a\\u003Dhunter2',
  'a\\u0020hunter2',
  'a\\x20hunter2',
  'a\\x3Dhunter2',
  'a=20hunter2',
  'a=3dhunter2',
  'a=7Chunter2',
])('a short secret is a whole word after the escape in %j', (text) => expect(isAlone('hunter2', text)).toBe(true))

it.each(['a%1Ahunter2', 'a%0Bhunter2', 'a%ahunter2', 'a\\dhunter2', 'a\\u20hunter2', 'a\\xhunter2', 'a=1Ahunter2'])(
  'a short secret is a part of %j, which has no such escape',
  (text) => expect(isAlone('hunter2', text)).toBe(false),
)

it.each(['xhunter2', 'hunter22', 'my-hunter2', 'hunter2_old', 'éhunter2', 'nhunter2'])(
  'a short secret is a part of %j',
  (text) => expect(isAlone('hunter2', text)).toBe(false),
)

it('a sign at the edge of a secret joins nothing', () => {
  expect(isAlone('=ab1=', 'x=ab1=y')).toBe(true)
  expect(isAlone('=ab1', 'x=ab1y')).toBe(false)
})

it('a date or an id has no parts', () => {
  expect([isAlone('2026', '2026-11-29'), isAlone('4f2a', '9b1d-4f2a-8c00'), isAlone('2026', 'in 2026, later')]).toEqual(
    [false, false, true],
  )
})

it.each([
  'locked',
  '{"a":"locked"}',
  '{\\"a\\":\\"locked\\"}',
  "{'a':'locked'}",
  '?state=locked&b=c',
  'x=locked; y=z',
  '?state=locked HTTP/1.1',
  '/rooms/locked/join',
  '/rooms/locked',
  'somebody:locked',
  '%22locked%22',
  'a%3Dlocked%26b',
  '&quot;locked&quot;',
])('a plain word is a whole value in %j', (text) => expect(isAlone('locked', text)).toBe(true))

it.each([
  '`locked`',
  "'locked'",
  'locked',
  '%22locked%22',
  '%27locked%27',
  '%2522locked%2522',
  '%252527locked%252527',
  '&quot;locked&quot;',
  '&apos;locked&apos;',
  '&#39;locked&#39;',
  '&#039;locked&#039;',
  '&#34;locked&#34;',
  '&#x22;locked&#x22;',
  '&#x27;locked&#x27;',
  '&amp;quot;locked&amp;quot;',
  '&QUOT;locked&QUOT;',
  '\\u0022locked\\u0022',
  '\\u0027locked\\u0027',
])('a plain word is a whole value between the quotes of %j', (text) => expect(isAlone('locked', text)).toBe(true))

it.each([
  'a=locked&b',
  'a=locked;b',
  'a=locked#b',
  'a=locked?b',
  'a=locked/b',
  'a=locked<b',
  'a=locked%26b',
  'a=locked\nb',
  'a=locked"',
  "a=locked'",
  'a=locked`',
  'a=locked\\n',
  'a=locked',
  'a/locked?b',
  'a:locked b',
  'a%3Alocked%20',
  'a%3dlocked&b',
  'a%2Flocked%2Fb',
  'a%252flocked%252fb',
  'a%25253dlocked',
  'a\\u003Alocked ',
  'a\\u003dlocked ',
  'a\\u002Flocked ',
])('a plain word is a whole value after the sign in %j', (text) => expect(isAlone('locked', text)).toBe(true))

it.each(['=locked.', '=locked,', '=locked-in', '-locked', '.locked', '%2Dlocked', '\\u002Dlocked', '%21locked"'])(
  'a plain word is not a whole value in %j',
  (text) => expect(isAlone('locked', text)).toBe(false),
)

it('a word in capitals is as plain as one in small letters, and one of both or with a sign is not', () => {
  const inSentence = (secret: string) => isAlone(secret, `it is ${secret} now`)
  expect(['locked', 'Locked', 'LOCKED', 'É', 'éà', 'ÉÀ'].filter(inSentence)).toEqual([])
  expect(['LockeD', 'l0cked', 'lock-ed', 'loCked'].filter((each) => !inSentence(each))).toEqual([])
})

it.each([
  'This room is locked.',
  '{"error":"locked by its host"}',
  '{"error":"it is locked"}',
  '{"locked":true}'.replace('"locked"', '"is locked"'),
  '{"a":locked,"b":1}',
  'joinMeetingRoom/locked-room',
  'locked and empty',
  'empty or locked',
])('a plain word is one of many in %j', (text) => expect(isAlone('locked', text)).toBe(false))
