import { expect, it } from 'vitest'
import { boundedDepth } from './bounded-depth.ts'

const TOO_DEEP = '(nested deeper than 64 levels)'
/** A value inside this many lists. */
const under = (levels: number, value: unknown): unknown => (levels === 0 ? value : [under(levels - 1, value)])

it.each<[string, unknown]>([
  ['a text', 'x'],
  ['nothing', undefined],
  ['null', null],
  ['an empty list', []],
  ['objects and lists', { a: [{ b: null }, 1], c: {} }],
  ['64 levels', under(64, 'x')],
  ['64 levels of objects', JSON.parse('{"a":'.repeat(64) + '1' + '}'.repeat(64))],
  ['bytes at the deepest level', under(64, Buffer.from('abc'))],
  ['many at one level', Array.from({ length: 1000 }, () => [])],
])('what a target sends stays as it is: %s', (_, value) => expect(boundedDepth(value)).toBe(value))

it.each<[string, unknown]>([
  ['65 levels', under(65, 'x')],
  ['an empty list below 64 levels, which could hold another', under(64, [null])],
  ['65 levels of objects', JSON.parse('{"a":'.repeat(65) + '1' + '}'.repeat(65))],
  ['one deep part among others', { a: 1, b: [[], under(70, 1)] }],
  ['5000 levels', under(5000, 1)],
])('a text stands for what is nested deeper: %s', (_, value) => expect(boundedDepth(value)).toBe(TOO_DEEP))
