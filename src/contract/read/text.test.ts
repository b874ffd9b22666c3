import { expect, it } from 'vitest'
import { Fault } from '../../fault.ts'
import { toText } from './text.ts'

const utf16 = (text: string, isBig: boolean): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le')
  return isBig ? bytes.swap16() : bytes
}

it.each([
  ['with a mark, little-endian', utf16('\uFEFFa: 1', false), 'UTF-16'],
  ['with a mark, big-endian', utf16('\uFEFFa: 1', true), 'UTF-16'],
  ['without a mark, little-endian', utf16('a: 1', false), 'UTF-16'],
  ['without a mark, big-endian', utf16('a: 1', true), 'UTF-16'],
  ['of four bytes each', new Uint8Array([0xff, 0xfe, 0, 0, 97, 0, 0, 0]), 'UTF-32'],
  ['of four bytes each, big-endian', new Uint8Array([0, 0, 0xfe, 0xff, 0, 0, 0, 97]), 'UTF-32'],
  ['of four bytes each, without a mark', new Uint8Array([97, 0, 0, 0]), 'UTF-32'],
  ['of four bytes each, without a mark, big-endian', new Uint8Array([0, 0, 0, 97]), 'UTF-32'],
])('text %s is named as such', (_, bytes, name) => {
  expect(() => toText(bytes, 'a.yaml')).toThrow(new Fault(`a.yaml: is encoded in ${name}`, 'Save it as UTF-8.'))
})

it('Latin-1 is named with the line of the first byte that is not UTF-8', () => {
  expect(() => toText(Buffer.from('a: 1\nb: caf\xe9\n', 'latin1'), 'a.yaml')).toThrow(
    'a.yaml:2: is not encoded in UTF-8',
  )
})

it('the line of the first bad byte is found behind characters that only stand for one', () => {
  const text = Buffer.concat([
    Buffer.from('a: \ufffd\nb: é\nc: '),
    Buffer.from([0xe9, 0x0a]),
    Buffer.from('d: \ufffd\n'),
  ])
  expect(() => toText(text, 'a.yaml')).toThrow('a.yaml:3: is not encoded in UTF-8')
})

it('UTF-8 is read with or without a mark', () => {
  for (const text of ['', 'a', 'a: é', '\uFEFFa: é'])
    expect(toText(Buffer.from(text), 'a.yaml')).toBe(text.replace('\uFEFF', ''))
})

it('what to do is said for any other encoding', () => {
  for (const bytes of [utf16('a: 1', true), Buffer.from('\xe9', 'latin1')])
    expect(() => toText(bytes, 'a.yaml')).toThrow(expect.objectContaining({ name: 'Fault', fix: 'Save it as UTF-8.' }))
})

it('the bad byte may be in the first line, in the last, or behind empty ones', () => {
  const at = (text: string): unknown => {
    try {
      return toText(Buffer.from(text, 'latin1'), 'a')
    } catch (error) {
      return error instanceof Error ? error.message : error
    }
  }
  expect(['\xe9', '\xe9\n\n', '\n\n\xe9', 'a\n\xe9\nb\n\xe9'].map(at)).toEqual([
    'a:1: is not encoded in UTF-8',
    'a:1: is not encoded in UTF-8',
    'a:3: is not encoded in UTF-8',
    'a:2: is not encoded in UTF-8',
  ])
})

it('a text with NUL in it is UTF-8 where its beginning is', () => {
  for (const text of ['ab\0', 'abc\0\0', '\0', 'é']) expect(toText(Buffer.from(text), 'a')).toBe(text)
})
