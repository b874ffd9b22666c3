import { describe, expect, it } from 'vitest'
import { exportedNames } from '../../tools/style/exported-names.ts'
import { handWrittenFiles, textOf } from '../../tools/style/sources.ts'

/**
 * Names that are exported by more than one file, each with the reason. A reader who meets any other exported name knows which
 * one it is.
 */
const SHARED: Readonly<Record<string, string>> = {}

const declared = exportedNames()

const shared = new Map([...declared].filter(([, files]) => files.length > 1))

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
    const wrong = handWrittenFiles.flatMap((file) =>
      [...textOf(file).matchAll(restating)].map(([text]) => `${file}: ${text}`),
    )
    expect(wrong).toEqual([])
  })
})
