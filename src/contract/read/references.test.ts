import { describe, expect, it } from 'vitest'
import { resolveRefs } from './references.ts'
import { parseSource } from './source.ts'

const resolve = (files: Record<string, string>) =>
  resolveRefs('/d/a.yaml', new Map(Object.entries(files).map(([file, text]) => [file, parseSource(text, file)])))
const resolved = (text: string, more: Record<string, string> = {}) => resolve({ '/d/a.yaml': text, ...more })

describe('references', () => {
  it('are replaced by what they refer to, in any file', () => {
    expect(
      resolved(`a: { $ref: '#/b' }\nb: { $ref: 'b.yaml#/c' }\nlist: [ { $ref: '#/b' }, 1, null ]\n`, {
        '/d/b.yaml': `c: { d: { $ref: '#/e' } }\ne: [x]\n`,
      }),
    ).toEqual({ value: { a: { d: ['x'] }, b: { d: ['x'] }, list: [{ d: ['x'] }, 1, null] }, broken: [] })
  })

  it('to what contains them become values that contain themselves', () => {
    const { value, broken } = resolved(`node: { next: { $ref: '#/node' }, name: x }\n`)
    const { node } = Object(value)
    expect([node.next === node, node.name, broken]).toEqual([true, 'x', []])
  })

  it('may lead through references to references', () => {
    const text = `a: { $ref: '#/chain/here' }\nchain: { $ref: '#/to' }\nto: { $ref: '#/deep' }\ndeep: { here: { x: 1 } }\n`
    expect(resolved(text)).toMatchObject({ value: { a: { x: 1 } }, broken: [] })
  })

  it('in data are none', () => {
    const text = `a: { example: { $ref: '#/none' }, examples: { one: { value: { $ref: '#/none' } } } }\n`
    expect(resolved(text)).toEqual({
      value: { a: { example: { $ref: '#/none' }, examples: { one: { value: { $ref: '#/none' } } } } },
      broken: [],
    })
  })

  it('that lead nowhere are kept, and reported once, with their place', () => {
    const { value, broken } = resolved(`a: { $ref: '#/none', b: 1 }\nc: { $ref: 'x.yaml' }\nd: { $ref: '%' }\n`)
    expect(value).toEqual({ a: { $ref: '#/none', b: 1 }, c: { $ref: 'x.yaml' }, d: { $ref: '%' } })
    expect(broken).toEqual([
      {
        file: '/d/a.yaml',
        path: ['a', '$ref'],
        $ref: '#/none',
        target: { file: '/d/a.yaml', parts: ['none'], anchor: null },
        isCircle: false,
      },
      {
        file: '/d/a.yaml',
        path: ['c', '$ref'],
        $ref: 'x.yaml',
        target: { file: '/d/x.yaml', parts: [], anchor: null },
        isCircle: false,
      },
      { file: '/d/a.yaml', path: ['d', '$ref'], $ref: '%', target: null, isCircle: false },
    ])
  })

  it('that are written once, and repeated by an alias, are reported once, and lead to one value', () => {
    expect(resolved(`a: &same { $ref: '#/none' }\nb: *same\n`).broken).toHaveLength(1)
    const { value } = resolved(`a: &same { $ref: '#/c', x: 1 }\nb: *same\nc: { y: 2 }\n`)
    expect([value, Object(value).a === Object(value).b]).toEqual([
      { a: { x: 1, y: 2 }, b: { x: 1, y: 2 }, c: { y: 2 } },
      true,
    ])
  })

  it('may be a hundred in a row, and no more', () => {
    const chain = (length: number): string =>
      `${Array.from({ length }, (_, n) => `a${n}: { $ref: '#/a${n + 1}' }`).join('\n')}\na${length}: { x: 1 }\n`
    expect(resolved(chain(101)).broken).toEqual([])
    expect(resolved(chain(102)).broken).toMatchObject([{ isCircle: true }])
  })

  it('that only lead back to themselves are reported as a circle', () => {
    const { broken } = resolved(`a: { $ref: '#/b' }\nb: { $ref: '#/a' }\n`)
    expect(broken.map(({ isCircle, $ref }) => [isCircle, $ref])).toContainEqual([true, '#/b'])
    expect(broken.every(({ isCircle }) => isCircle)).toBe(true)
  })

  it('beside other members are extended by them; these go first', () => {
    expect(
      resolved(`a: { $ref: '#/b', description: own }\nb: { description: other, summary: s }\n`).value,
    ).toMatchObject({
      a: { description: 'own', summary: 's' },
    })
    expect(resolved(`a: { $ref: '#/b', required: [x] }\nb: { required: [y] }\n`).value).toMatchObject({
      a: { required: ['x'], allOf: [{ required: ['y'] }] },
    })
    expect(
      resolved(`a: { $ref: '#/b', allOf: [ { type: string } ], required: [x] }\nb: { required: [y] }\n`).value,
    ).toMatchObject({
      a: { required: ['x'], allOf: [{ required: ['y'] }, { type: 'string' }] },
    })
    expect(resolved(`a: { $ref: '#/b', description: own }\nb: text\n`).value).toMatchObject({
      a: { description: 'own' },
    })
  })

  it.each(['properties', 'patternProperties', 'required', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'enum'])(
    'beside %s, which is there too, are a part of a composition',
    (word) => {
      const { value } = resolved(`a: { $ref: '#/b', ${word}: [x] }\nb: { ${word}: [y] }\n`)
      expect(Object(value).a.allOf[0]).toEqual({ [word]: ['y'] })
    },
  )

  it('through extended ones are extended in turn', () => {
    expect(resolved(`a: { $ref: '#/b', x: 1 }\nb: { $ref: '#/c', y: 2 }\nc: { z: 3 }\n`).value).toMatchObject({
      a: { x: 1, y: 2, z: 3 },
      b: { y: 2, z: 3 },
    })
  })

  it('cannot set the prototype of anything', () => {
    const { value } = resolved(`a: { __proto__: { $ref: '#/b' } }\nb: { polluted: true }\n`)
    expect([Object(value).a.polluted, Object.getPrototypeOf(Object(value).a) === Object.prototype]).toEqual([
      undefined,
      true,
    ])
  })
})
