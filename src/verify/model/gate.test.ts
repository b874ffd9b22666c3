import { expect, it } from 'vitest'
import { GATE_WORDS, gateWord, toGate } from './gate.ts'
import { failsAt, weaker, weakestSource } from './source.ts'

it('a gate is known by its word, of which all means the weakest', () => {
  expect(GATE_WORDS.map(toGate)).toEqual(['document', 'server', 'inferred', 'inferred'])
  expect(['document', 'server', 'inferred'].map((word) => gateWord(toGate(word)))).toEqual([
    'document',
    'server',
    'all',
  ])
  for (const word of ['', 'none', 'toString'])
    expect(() => toGate(word)).toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: `there is no gate ${word}`,
        fix: expect.stringMatching(/Known: document, server, inferred, all\.$/),
      }),
    )
})

it('a source is as weak as its weakest, and fails at a gate that is no stronger', () => {
  expect([weaker('document', 'server'), weaker('inferred', 'server'), weaker('server', 'server')]).toEqual([
    'server',
    'inferred',
    'server',
  ])
  expect([weakestSource([]), weakestSource(['a#b']), weakestSource(['a#b', 'server', 'c#d'])]).toEqual([
    'document',
    'document',
    'server',
  ])
  expect([failsAt('document', 'document'), failsAt('server', 'document'), failsAt('server', 'inferred')]).toEqual([
    true,
    false,
    true,
  ])
})
