import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

/**
 * Names that are exported by more than one file, each with the reason. A reader who meets any other exported name knows which
 * one it is.
 */
const SHARED: Readonly<Record<string, string>> = {
  // The typed client of the control plane uses the word of what it controls, and imports nothing of it.
  Play: 'a play as the client controls it; a play in a world',
  Situation: 'a situation in the words of the types; one in the words of any case',
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  // What is generated bears the names of the contract's schemas.
  .filter((file) => file.endsWith('.ts') && !/\.(?:test|suite)\.ts$|\/testing\/|^contract\/compiled\//.test(file))

const DECLARED = /^export (?:async )?(?:abstract )?(?:const|function\*?|class|interface|type) (\w+)/gm

const declaredIn = (file: string): string[] => {
  const text = readFileSync(join('src', file), 'utf8')
  // What modules are generated from is text, and exports nothing itself.
  const own = file.startsWith('contract/compile/') ? text.replaceAll(/`(?:[^`\\]|\\.)*`/gs, '') : text
  return [...new Set([...own.matchAll(DECLARED)].map(([, name = '']) => name))]
}

/** Exported name → the files that declare it. */
const declared = Map.groupBy(
  files.flatMap((file) => declaredIn(file).map((name) => ({ name, file }))),
  ({ name }) => name,
)

const shared = new Map(
  [...declared].filter(([, all]) => all.length > 1).map(([name, all]) => [name, all.map(({ file }) => file)]),
)

describe('an exported name', () => {
  it('is declared once in all of the sources', () => {
    expect(declared.size).toBeGreaterThan(900)
    const unexplained = [...shared].filter(([name]) => !Object.hasOwn(SHARED, name))
    expect(unexplained.map(([name, all]) => `${name}: ${all.join(', ')}`)).toEqual([])
  })

  it('has no excuse that it does not need', () => {
    expect(Object.keys(SHARED).filter((name) => !shared.has(name))).toEqual([])
  })

  it('is documented by a promise, and not by what its type shows already', () => {
    const restating =
      /^\/\*\* What [^.:]*?\b(?:(?:is|are) made (?:of|from)|(?:stands?|takes?)(?: on)?(?=[.:]))[^\n]*\n(?:\/\/[^\n]*\n)*export [^\n]*/gm
    const wrong = files.flatMap((file) =>
      [...readFileSync(join('src', file), 'utf8').matchAll(restating)].map(([text]) => `${file}: ${text}`),
    )
    expect(wrong).toEqual([])
  })
})
