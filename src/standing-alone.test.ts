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
  'This room is locked.',
  '{"error":"locked by its host"}',
  '{"error":"it is locked"}',
  '{"locked":true}'.replace('"locked"', '"is locked"'),
  '{"a":locked,"b":1}',
  'joinMeetingRoom/locked-room',
  'locked and empty',
  'empty or locked',
])('a plain word is one of many in %j', (text) => expect(isAlone('locked', text)).toBe(false))
