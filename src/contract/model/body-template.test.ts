import { describe, expect, it } from 'vitest'
import { groupNames, holeName, toBodyTemplate } from './body-template.ts'

const text = (pattern: string) => ({ type: 'string', pattern })

describe('the template of a body', () => {
  it.each([
    [{ a: [1, null, 'x'] }, '{"a":[1,null,"x"]}'],
    [[], '[]'],
    [{}, '{}'],
    [null, 'null'],
    ['a "quoted" text', '"a \\"quoted\\" text"'],
  ])('of %j, in which nothing varies, is its JSON text', (example, expected) => {
    expect(toBodyTemplate(example, {})).toBe(expected)
  })

  it('has a hole for a whole value, which is named by its pointer', () => {
    const example = { id: 'x', list: [{ at: 1 }, 2], 'a/b': 3 }
    expect(toBodyTemplate(example, { '/id': {}, '/list/0/at': {}, '/a~1b': {} })).toEqual([
      '{"id":',
      { value: 'id', as: 'json' },
      ',"list":[{"at":',
      { value: 'list/0/at', as: 'json' },
      '},2],"a/b":',
      { value: 'a~1b', as: 'json' },
      '}',
    ])
    expect(toBodyTemplate('anything', { '': {} })).toEqual([{ value: '', as: 'json' }])
  })

  it('has nothing between groups that touch, and takes a character beyond the first plane for one', () => {
    expect(toBodyTemplate({ m: '😀b' }, { '/m': text('^(?<one>.)(?<two>b)$') })).toEqual([
      '{"m":"',
      { value: 'one', as: 'text' },
      { value: 'two', as: 'text' },
      '"}',
    ])
  })

  it('has a hole for each group within a text, in the order of the text', () => {
    const varies = { '/m': text('^wait (?<s>\\d+) s, (?<who>\\w+)$') }
    expect(toBodyTemplate({ m: 'wait 5 s, Ada' }, varies)).toEqual([
      '{"m":"wait ',
      { value: 's', as: 'text' },
      ' s, ',
      { value: 'who', as: 'text' },
      '"}',
    ])
  })

  it('escapes what is constant around a group, and is JSON again once it is filled', () => {
    const example = { m: 'say "hi"\\\n5 times\t"' }
    const template = toBodyTemplate(example, { '/m': text('(?<n>\\d+)') })
    expect(template).toEqual(['{"m":"say \\"hi\\"\\\\\\n', { value: 'n', as: 'text' }, ' times\\t\\""}'])
    const filled = [...template].map((piece) => (typeof piece === 'string' ? piece : '7')).join('')
    expect(JSON.parse(filled)).toEqual({ m: 'say "hi"\\\n7 times\t"' })
  })

  it.each([
    ['a group that matches nothing', '^5(?<more> times)?$', 'more'],
    ['a group within another one', '^(?<all>(?<n>5))$', 'n'],
    ['a group that looks ahead into the next one', '^(?=(?<first>5))(?<n>5)$', 'n'],
  ])('is refused for %s, since that is no part of the text of its own', (_, pattern, group) => {
    expect(() => toBodyTemplate({ m: '5' }, { '/m': text(pattern) })).toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: `/m: the group ${group} has no part of the example's text of its own`,
        fix: 'Correct the pattern or the text.',
      }),
    )
  })

  it('may have a group that matches an empty text, wherever that is', () => {
    expect(toBodyTemplate('5', { '': text('^(?<before>)5(?<after>)$') })).toEqual([
      '"',
      { value: 'before', as: 'text' },
      '5',
      { value: 'after', as: 'text' },
      '"',
    ])
  })

  it.each(['no number', 5, null])('is refused where its pattern does not fit %j', (m) => {
    expect(() => toBodyTemplate({ m }, { '/m': text('(?<n>\\d+)') })).toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: "/m: the example's text does not match its own pattern (?<n>\\d+)",
        fix: 'Correct the pattern or the text.',
      }),
    )
  })

  it('has holes in the order of the text, whatever that of the pattern, and as many as it has groups', () => {
    expect(toBodyTemplate('ab', { '': text('(?=.(?<second>b))(?<first>a)') })).toEqual([
      '"',
      { value: 'first', as: 'text' },
      { value: 'second', as: 'text' },
      '"',
    ])
  })

  it('takes names of the prototype chain for names like any other', () => {
    expect(toBodyTemplate({ constructor: 1 }, {})).toBe('{"constructor":1}')
  })
})

it('the groups of a pattern are those with a name, and a look behind is none', () => {
  expect(groupNames(text('(?<a>x)(y)(?:z)(?<=q)(?<!r)(?<b2>s)(?<Big_1>t)'))).toEqual(['a', 'b2', 'Big_1'])
  for (const none of [{ type: 'string' }, null, 'text', { pattern: 5 }]) expect(groupNames(none)).toEqual([])
  expect(holeName('/a/b')).toBe('a/b')
})
