import { describe, expect, it } from 'vitest'
import { anchorsIn } from './anchors.ts'

describe('the named schemas of a file', () => {
  it('are found by $anchor or $dynamicAnchor, at any depth, in lists too', () => {
    const { find } = anchorsIn({ a: { $anchor: 'one' }, list: [{ deep: { $dynamicAnchor: 'two' } }], $anchor: 'top' })
    expect([find('one', []), find('two', ['a']), find('top', []), find('three', [])]).toEqual([
      ['a'],
      ['list', '0', 'deep'],
      [],
      undefined,
    ])
  })

  it('are none where a name is no text, or stands in data', () => {
    const { find } = anchorsIn({ a: { $anchor: 5 }, b: { example: { $anchor: 'data' }, default: { $anchor: 'data' } } })
    expect([find('5', []), find('data', [])]).toEqual([undefined, undefined])
  })

  it('may be named so, and are then no data', () => {
    const { find } = anchorsIn({ properties: { example: { $anchor: 'named' } } })
    expect(find('named', [])).toEqual(['properties', 'example'])
  })

  it('are known within their own schema with an $id alone', () => {
    const { find } = anchorsIn({
      $anchor: 'outer',
      inner: { $id: 'inner.json', $anchor: 'same', part: { $anchor: 'inside' } },
      other: { $id: 'other.json', part: { deep: { $anchor: 'same' } } },
      plain: { $anchor: 'same' },
    })
    const from = (name: string) =>
      [[], ['inner', 'part'], ['other', 'part', 'deep'], ['plain']].map((at) => find(name, at))
    expect(from('same')).toEqual([['plain'], ['inner'], ['other', 'part', 'deep'], ['plain']])
    expect(from('inside')).toEqual([undefined, ['inner', 'part'], undefined, undefined])
    expect(from('outer')).toEqual([[], undefined, undefined, []])
  })

  it('are not kept apart by a member that is only called $id', () => {
    const { find } = anchorsIn({ properties: { $id: { type: 'string' }, a: { $anchor: 'x' } } })
    expect(find('x', [])).toEqual(['properties', 'a'])
  })

  it('of a schema with an $id within another are its own', () => {
    const { find } = anchorsIn({ a: { $id: 'a', $anchor: 'x', b: { $id: 'b', c: { $anchor: 'x' } } } })
    expect([find('x', ['a']), find('x', ['a', 'b']), find('x', ['a', 'b', 'c'])]).toEqual([
      ['a'],
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ])
  })
})
