import fc from 'fast-check'
import { dump } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../fault.ts'
import { parseSource } from './source.ts'

const lines = `a: 1
"b/c":
  - x
  - {q: 2, r: [1, 2]}
~d: &z
  e: |
    text
f: *z
g:
  -
h:
  - x
  - *z
`

/** Few aliases that expand to many values. */
const BOMB = [
  'a: &a [x,x,x,x,x,x,x,x,x]',
  ...'bcdefghi'.split('').map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(',')}]`),
].join('\n')

describe('a source', () => {
  it.each([
    ['/a', 1],
    ['/b~1c', 2],
    ['/b~1c/0', 3],
    ['/b~1c/1', 4],
    ['/b~1c/1/q', 4],
    ['/b~1c/1/r/1', 4],
    ['/~0d', 5],
    ['/~0d/e', 6],
    ['/f', 8],
    ['/g/0', 9],
    ['/h/1', 13],
    ['/b~1c/1/nope', 4],
    ['/nope', 1],
    ['', 1],
  ])('knows the line of %s', (pointer, line) => expect(parseSource(lines, 'x.yaml').lineOf(pointer)).toBe(line))

  it('knows the line of the nearest parent, not of a key that begins alike', () => {
    const source = parseSource('a:\n  x: 1\n  no: 2\nb: 3\n', 'x.yaml')
    expect(['/a/nope', '/a/no/pe', '/a/x/y/z', '/bc', '/b/c'].map((at) => source.lineOf(at))).toEqual([1, 3, 2, 1, 4])
  })

  it('knows a line for each key of any document', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.jsonValue({ maxDepth: 2 }), { minKeys: 1 }),
        (value) => {
          const text = dump(value)
          const source = parseSource(text, 'x.yaml')
          for (const key of Object.keys(value))
            expect(text.split('\n')[source.lineOf(`/${key}`) - 1]).toMatch(new RegExp(`^["']?${key}["']?:`))
        },
      ),
    )
  })

  it('may be 64 levels deep, its text included, and have a hundred aliases, and no more', () => {
    const deep = (levels: number) => () => parseSource(`${'['.repeat(levels)}${']'.repeat(levels)}`, 'x.yaml')
    const aliased = (count: number) => () =>
      parseSource(`a: &a 1\nb: [${Array(count).fill('*a').join(', ')}]`, 'x.yaml')
    for (const fine of [deep(63), aliased(100)]) expect(fine).not.toThrow()
    for (const more of [deep(64), aliased(101)]) expect(more).toThrow(Fault)
  })

  it.each([
    ['broken YAML', 'a: [1\nb: }', 'x.yaml:2: '],
    ['a key twice', 'a: 1\na: 2', 'x.yaml:2: the key a is already in line 1'],
    [
      'a key twice further down',
      'b: { a: 1 }\nc:\n  d: 1\n  a: 1\n  "d": 2',
      'x.yaml:5: the key d is already in line 3',
    ],
    ['two keys twice in one line', '{"a": 1,\n"b": 1, "a": 2, "b": 2}', 'x.yaml:2: the key a is already in line 1'],
    ['a key of JSON twice', '{"a": 1,\n "b": [{"c": 1, "c": 2}]}', 'x.yaml:2: the key c is already in line 2'],
    [
      'a key twice within the value of another one',
      'a: 1\na:\n  b: 1\n  b: 2',
      'x.yaml:4: the key b is already in line 3',
    ],
    ['a key twice by an alias', 'a: &k x\n*k : 1\n*k : 2', 'x.yaml:3: a key is written twice'],
    ['two documents', 'a: 1\n---\nb: 2', 'x.yaml: contains 2 documents'],
    ['nothing', '', 'x.yaml: is empty'],
    ['a tag that would run code', 'a: !!js/function "function(){}"', 'x.yaml:1'],
    ['an alias of nothing', 'a: *b', 'x.yaml:1'],
    ['1,000 levels', '['.repeat(1000), 'x.yaml:1'],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
        .split('')
        .map((name, at) => `${name}: &${name} [${Array(20).fill(`*${'abcdefg'[at]}`).join(',')}]`)
        .join('\n')}`,
      'alias',
    ],
    ['an alias bomb under the limit of aliases', BOMB, 'x.yaml: its aliases expand to too many values'],
    ['one character more than 5 MiB', `#${'x'.repeat(5 * 1024 * 1024)}`, 'x.yaml: larger than 5 MiB'],
    ['a comment of 5 MiB', `#${'x'.repeat(5 * 1024 * 1024 - 1)}`, 'is empty'],
  ])('of %s is a Fault that says where', (_, text, where) => {
    const parse = () => parseSource(text, 'x.yaml')
    expect(parse).toThrow(Fault)
    expect(parse).toThrow(where)
  })

  it('says what to do about several documents, none, and one that is too large', () => {
    for (const [text, fix] of [
      ['a: 1\n---\nb: 2', 'Keep one document per file.'],
      ['', 'Write a document into it.'],
      [`#${'x'.repeat(5 * 1024 * 1024)}`, 'Split the file.'],
      ['a: 1\na: 2', 'Rename or remove one of them.'],
      ['a: [1', 'Fix the YAML or JSON there.'],
      [BOMB, 'Write them out, or use fewer.'],
    ] as const)
      expect(() => parseSource(text, 'x.yaml')).toThrow(expect.objectContaining({ fix }))
  })
})
