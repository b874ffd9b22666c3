import { describe, expect, it } from 'vitest'
import { parseSource } from '../read/source.ts'
import { bundleFiles } from './files.ts'

const bundled = (root: string, more: Record<string, string> = {}) =>
  bundleFiles(
    '/d/a.yaml',
    new Map(Object.entries({ '/d/a.yaml': root, ...more }).map(([file, text]) => [file, parseSource(text, file)])),
  )

describe('a bundle', () => {
  it('keeps references to components of the document, and inlines any other', () => {
    const text = `a: { $ref: '#/components/schemas/X' }
b: { $ref: '#/shared/y' }
shared: { y: { z: 1 } }
components: { schemas: { X: { type: string } } }
`
    expect(bundled(text)).toEqual({
      a: { $ref: '#/components/schemas/X' },
      b: { z: 1 },
      shared: { y: { z: 1 } },
      components: { schemas: { X: { type: 'string' } } },
    })
  })

  it('takes in components of other files under their names, with what these need', () => {
    expect(
      bundled(`a: { $ref: 'b.yaml#/components/schemas/X' }\n`, {
        '/d/b.yaml': `components: { schemas: { X: { items: { $ref: '#/components/schemas/Y' } }, Y: { type: string }, Z: {} } }\n`,
      }),
    ).toEqual({
      a: { $ref: '#/components/schemas/X' },
      components: {
        schemas: { X: { items: { $ref: '#/components/schemas/Y' } }, Y: { type: 'string' } },
      },
    })
  })

  it('gives one whose name is taken the next free one', () => {
    const text = `a: { $ref: 'b.yaml#/components/schemas/X' }
b: { $ref: 'c.yaml#/components/schemas/X' }
c: { $ref: 'b.yaml#/components/schemas/X' }
components: { schemas: { X: { type: string } } }
`
    const files = Object.fromEntries(
      ['b', 'c'].map((name) => [`/d/${name}.yaml`, `components: { schemas: { X: { title: ${name} } } }\n`]),
    )
    expect(bundled(text, files)).toEqual({
      a: { $ref: '#/components/schemas/X2' },
      b: { $ref: '#/components/schemas/X3' },
      c: { $ref: '#/components/schemas/X2' },
      components: { schemas: { X: { type: 'string' }, X2: { title: 'b' }, X3: { title: 'c' } } },
    })
  })

  it('has a component that only refers to one of another file in its place', () => {
    const text = `a: { $ref: 'b.yaml#/components/schemas/X' }
components: { schemas: { Mine: { $ref: 'b.yaml#/components/schemas/X' } } }
`
    expect(bundled(text, { '/d/b.yaml': `components: { schemas: { X: { type: string } } }\n` })).toEqual({
      a: { $ref: '#/components/schemas/Mine' },
      components: { schemas: { Mine: { type: 'string' } } },
    })
  })

  it('keeps a component that refers to another one of the document', () => {
    const text = `components: { schemas: { X: { type: string }, Mine: { $ref: '#/components/schemas/X' } } }\n`
    expect(bundled(text)).toEqual({
      components: { schemas: { X: { type: 'string' }, Mine: { $ref: '#/components/schemas/X' } } },
    })
  })

  it('keeps members beside a reference, which go first', () => {
    const text = `a: { $ref: '#/components/schemas/X', description: own }
b: { $ref: '#/y', description: own }
y: { description: other, z: 1 }
components: { schemas: { X: {} } }
`
    expect(bundled(text)).toMatchObject({
      a: { $ref: '#/components/schemas/X', description: 'own' },
      b: { description: 'own', z: 1 },
    })
    expect(bundled(`a: { $ref: '%', b: 1 }\n`)).toEqual({ a: { b: 1 } })
    expect(bundled(`a: [ { $ref: '#/b' } ]\nb: [1]\n`)).toEqual({ a: [[1]], b: [1] })
  })

  it('refuses a part that contains itself and is no component, and a reference to nothing', () => {
    expect(() => bundled(`a: { b: { $ref: '#/a' } }\n`)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/a\.yaml#\/a: contains itself$/),
        fix: 'Make it a component.',
      }),
    )
    const round = `a: { x: { $ref: '#/b' } }\nb: { y: { $ref: '#/c' } }\nc: { z: { $ref: '#/b' } }\n`
    expect(() => bundled(round)).toThrow(/a\.yaml#\/b: contains itself$/)
    expect(() => bundled(`a: { $ref: '#/none' }\n`)).toThrow(/a\.yaml#\/none: not found$/)
  })

  it('lets a component contain itself', () => {
    const text = `components: { schemas: { Node: { properties: { next: { $ref: '#/components/schemas/Node' } } } } }\n`
    expect(bundled(text)).toEqual({
      components: { schemas: { Node: { properties: { next: { $ref: '#/components/schemas/Node' } } } } },
    })
  })
})
