import { describe, expect, it } from 'vitest'
import { parseSource } from './source.ts'
import { createTargets, keyOf, MAX_HOPS, pointedTarget, refTarget, shownTarget } from './targets.ts'

describe('where a $ref leads', () => {
  it.each([
    ['#/a/b', { file: '/d/a.yaml', parts: ['a', 'b'] }],
    ['#', { file: '/d/a.yaml', parts: [] }],
    ['', { file: '/d/a.yaml', parts: [] }],
    ['b.yaml', { file: '/d/b.yaml', parts: [] }],
    ['../c/b.yaml#/x', { file: '/c/b.yaml', parts: ['x'] }],
    ['/abs.yaml#/x', { file: '/abs.yaml', parts: ['x'] }],
    ['file:///abs.yaml#/x', { file: '/abs.yaml', parts: ['x'] }],
    ['#/a~1b/~0c', { file: '/d/a.yaml', parts: ['a/b', '~c'] }],
    ['b%20c.yaml#/%C3%A9', { file: '/d/b c.yaml', parts: ['é'] }],
    ['https://example.com/b.yaml#/x', { file: 'https://example.com/b.yaml', parts: ['x'] }],
    ['urn:a:b', { file: 'urn:a:b', parts: [] }],
    ['#/%FF', null],
    ['%.yaml', null],
  ])('%j is %j', ($ref, target) => {
    expect(refTarget('/d/a.yaml', $ref)).toEqual(target && { ...target, anchor: null })
  })

  it('may be a name instead of a pointer', () => {
    expect(refTarget('/d/a.yaml', 'b.yaml#name')).toEqual({ file: '/d/b.yaml', parts: [], anchor: 'name' })
    expect(['#Name', '#_1', '#/name'].map((text) => refTarget('/d/a.yaml', text)?.anchor)).toEqual(['Name', '_1', null])
  })

  it('has one key', () => {
    const target = { file: '/d/a.yaml', parts: ['a/b', 'c'] }
    expect([keyOf(target), keyOf({ ...target, parts: [] })]).toEqual(['/d/a.yaml#/a~1b/c', '/d/a.yaml#'])
    expect(shownTarget({ file: `${process.cwd()}/specs/a.yaml`, parts: ['x'] })).toBe('specs/a.yaml#/x')
  })
})

describe('the value of a target', () => {
  const sources = new Map(
    Object.entries({
      '/d/a.yaml': `x: { y: 1 }
to: { $ref: 'b.yaml#/deep' }
self: { $ref: '#/self' }
list: [ { z: 2 } ]
chain: { $ref: '#/to' }
`,
      '/d/b.yaml': `deep: { here: { $ref: 'a.yaml#/x' } }
`,
    }).map(([file, text]) => [file, parseSource(text, file)]),
  )
  const { find, lookUp, targetOf } = createTargets(sources)
  const at = (file: string, ...parts: string[]) => find({ file, parts })

  it('is found in its file, through references on the way, in the file where it is', () => {
    expect(at('/d/a.yaml', 'x', 'y')).toEqual({ file: '/d/a.yaml', value: 1 })
    expect(at('/d/a.yaml', 'list', '0', 'z')?.value).toBe(2)
    expect(at('/d/a.yaml', 'to')).toEqual({ file: '/d/a.yaml', value: { $ref: 'b.yaml#/deep' } })
    expect(at('/d/a.yaml', 'to', 'here', 'y')).toEqual({ file: '/d/a.yaml', value: 1 })
    expect(at('/d/a.yaml', 'chain', 'here')).toEqual({ file: '/d/b.yaml', value: { $ref: 'a.yaml#/x' } })
    expect(at('/d/b.yaml')?.value).toEqual({ deep: { here: { $ref: 'a.yaml#/x' } } })
  })

  it('is none for a dead end, an inherited name, or a circle', () => {
    expect([
      at('/d/a.yaml', 'none'),
      at('/d/c.yaml'),
      at('/d/a.yaml', 'x', 'y', 'z'),
      at('/d/a.yaml', 'x', 'toString'),
      at('/d/a.yaml', 'self', 'x'),
    ]).toEqual([undefined, undefined, undefined, undefined, undefined])
    expect(MAX_HOPS).toBe(100)
    expect(() => lookUp({ file: '/d/a.yaml', parts: ['none'] })).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/a\.yaml#\/none: not found$/),
        fix: 'Check the $ref that names it.',
      }),
    )
    expect(lookUp({ file: '/d/a.yaml', parts: ['x', 'y'] }).value).toBe(1)
  })

  it('is that of a value that refers to one', () => {
    expect(targetOf('/d/b.yaml', { $ref: 'a.yaml#/x' })).toEqual({ file: '/d/a.yaml', parts: ['x'] })
    expect([targetOf('/d', { $ref: 1 }), targetOf('/d', null), targetOf('/d', 'x'), targetOf('/d', {})]).toEqual([
      null,
      null,
      null,
      null,
    ])
  })

  it('may lie behind a hundred references in a row, each with a part below it, and no more', () => {
    const chain = (length: number) => {
      const lines = Array.from({ length }, (_, n) => `a${n}: { $ref: '#/a${n + 1}' }\n`)
      const text = `${lines.join('')}a${length}: { x: 1 }\n`
      return createTargets(new Map([['/c', parseSource(text, '/c')]])).find({ file: '/c', parts: ['a0', 'x'] })
    }
    expect([chain(MAX_HOPS)?.value, chain(MAX_HOPS + 1)]).toEqual([1, undefined])
  })

  it('may be named by an anchor, within the same file', () => {
    const named = new Map([
      ['/e', parseSource(`a: { $ref: '#b' }\nc: { $anchor: b, d: 1 }\ne: { $ref: '#none' }\n`, '/e')],
    ])
    const own = createTargets(named)
    expect(own.find({ file: '/e', parts: ['a', 'd'] })?.value).toBe(1)
    expect([own.targetOf('/e', { $ref: '#b' }), own.targetOf('/e', { $ref: '#none' })]).toEqual([
      { file: '/e', parts: ['c'] },
      null,
    ])
    expect(own.targetOf('/f', { $ref: '/none#b' })).toBeNull()
  })
})

it('a name is that of where it is written only in the same file', () => {
  const text = `a: { $id: x, $defs: { one: { $anchor: n } } }\nb: { $anchor: n }\n`
  const files = new Map(['/g', '/h'].map((file) => [file, parseSource(text, file)]))
  const target = { file: '/g', parts: [], anchor: 'n' }
  expect(pointedTarget(target, { file: '/g', parts: ['a', 'c'] }, files)?.parts).toEqual(['a', '$defs', 'one'])
  expect(pointedTarget(target, { file: '/h', parts: ['a', 'c'] }, files)?.parts).toEqual(['b'])
})
