import fc from 'fast-check'
import { expect, it } from 'vitest'
import { itAtLength } from '../../tests/support/at-length.ts'
import type { IdKind } from '../domain/operation.ts'
import { idOf } from './ids.ts'

const LOOKS: Readonly<Record<IdKind, RegExp>> = {
  subscription: /^[2-9A-HJ-NP-TW-Za-km-z]{17}$/,
  message: /^[2-9A-HJ-NP-TW-Za-km-z]{17}$/,
  person: /^[2-9A-HJ-NP-TW-Za-km-z]{17}$/,
  'livechat-room': /^[2-9A-HJ-NP-TW-Za-km-z]{17}$/,
  visitor: /^[0-9a-f]{24}$/,
  call: /^[0-9a-f]{24}$/,
  participant: /^c[0-9a-z]{24}$/,
  'meeting-room': /^c[0-9a-z]{24}$/,
  arm: /^[2-9A-HJ-NP-TW-Za-km-z]{17}$/,
  'login-token': /^[-_2-9A-HJ-NP-TW-Za-km-z]{43}$/,
  'meeting-code': /^[a-z]{3}-[a-z]{3}-[a-z]{3}$/,
}
const kinds = Object.keys(LOOKS).filter((kind): kind is IdKind => kind in LOOKS)

it.each(kinds)('ids of the kind %s look like those of the real server', (kind) => {
  fc.assert(fc.property(fc.string(), fc.nat(), (source, n) => LOOKS[kind].test(idOf(source, kind, n))))
})

it('an id depends on source, kind and number, and on nothing else', () => {
  expect(idOf('seed/salt', 'participant', 3)).toBe(idOf('seed/salt', 'participant', 3))
  expect(idOf('seed/salt', 'participant', 0)).toBe('c5yiaxaz091fuvmpsukuufzu2')
})

it.each<[IdKind, string]>([
  ['subscription', 'Q5S2Fy9Dvp9ihv3Qw'],
  ['visitor', '535cb7768fd61ad7c299ec67'],
  ['participant', 'czb0xlktlq2yamij70u8se9lc'],
  ['login-token', 'Cr-JxW6an5fKsgzTF7QazAcWviyHbECP7kHuH4KbW_g'],
  ['meeting-code', 'ddb-dqo-uza'],
])('ids of the kind %s are the same in every version', (kind, id) => {
  expect(idOf('seed/salt', kind, 7)).toBe(id)
})

itAtLength('no two ids are the same, over numbers and over neighbouring sources', 100_000, (runs) => {
  const ids = new Set<string>()
  for (let n = 0; n < runs; n++) ids.add(idOf('a', 'participant', n))
  for (let n = 0; n < runs; n++) ids.add(idOf(`b${n}`, 'participant', 0))
  expect(ids.size).toBe(2 * runs)
})
