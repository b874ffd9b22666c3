import { describe, expect, it } from 'vitest'
import { circles } from './circles.ts'
import { exportedNames } from './exported-names.ts'
import { functionsOf } from './functions.ts'
import { handWrittenFiles, importsOf, isOurs, sourceFiles, targetsOf } from './sources.ts'

const found = (graph: Readonly<Record<string, readonly string[]>>): string[] =>
  circles(new Map(Object.entries(graph).map(([from, to]) => [from, new Set(to)])))

describe('the circles of a graph', () => {
  it('are none in a tree, or where two ways lead to the same', () => {
    expect(found({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] })).toEqual([])
    expect(found({ a: ['elsewhere'] })).toEqual([])
  })

  it('are each named once, from where they are entered', () => {
    expect(found({ a: ['b'], b: ['c'], c: ['b'] })).toEqual(['b → c → b'])
    expect(found({ a: ['a'] })).toEqual(['a → a'])
    expect(found({ a: ['b', 'c'], b: ['a'], c: ['a'] })).toEqual(['a → b → a', 'a → c → a'])
  })
})

describe('the modules of the product', () => {
  it('are those below src, without tests and their helpers', () => {
    expect(sourceFiles).toContain('cli/main.ts')
    expect(sourceFiles.filter((file) => /\.(?:test|suite|d)\.ts$|testing\/|\.js$/.test(file))).toEqual([])
    expect(
      sourceFiles
        .filter((file) => !handWrittenFiles.includes(file))
        .every((file) => file.startsWith('contract/compiled/')),
    ).toBe(true)
  })

  it('import types, values, and what they load later; from our files, and from packages', () => {
    const imports = importsOf('cli/main.ts')
    expect(imports).toContainEqual({ target: 'cli/exit-code.ts', isType: false, isLazy: false })
    expect(imports).toContainEqual({ target: 'cli/commands/serve.ts', isType: false, isLazy: true })
    expect(importsOf('cli/commands/serve.ts')).toContainEqual({ target: 'cli/command.ts', isType: true, isLazy: false })
    expect(importsOf('contract/lint/judge/ajv.ts').map(({ target }) => target)).toContain('ajv/dist/2020.js')
    expect([isOurs('cli/main.ts'), isOurs('ajv'), isOurs('cli')]).toEqual([true, false, false])
    expect(targetsOf('cli/main.ts')).toContain('cli/commands/serve.ts')
    expect(targetsOf('contract/lint/judge/ajv.ts')).not.toContain('ajv/dist/2020.js')
  })

  it('have functions with their place and length', () => {
    const functions = functionsOf('after.ts')
    expect(functions.length).toBeGreaterThan(0)
    for (const { at, lines } of functions)
      expect([at, lines > 0]).toEqual([expect.stringMatching(/^after\.ts:\d+$/), true])
  })

  it('export names, each with the files that declare it; what generated modules are made of exports nothing', () => {
    const names = exportedNames()
    expect([names.get('createMock'), names.get('Fault'), names.get('TRANSPORTS')]).toEqual([
      ['in-process.ts'],
      ['fault.ts'],
      ['verify/model/transport.ts'],
    ])
    expect([names.get('firstNames'), names.get('controlRoutes')]).toEqual([undefined, undefined])
  })
})
