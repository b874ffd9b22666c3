import { expect, it } from 'vitest'
import { failsAt, weaker, weakestSource } from './source.ts'

it.each([
  ['document', 'document', 'document'],
  ['document', 'server', 'server'],
  ['server', 'document', 'server'],
  ['server', 'inferred', 'inferred'],
  ['inferred', 'document', 'inferred'],
] as const)('the weaker of %s and %s is %s', (a, b, expected) => expect(weaker(a, b)).toBe(expected))

it.each([
  [[], 'document'],
  [['003_x.txt#Error'], 'document'],
  [['003_x.txt#Error', 'server'], 'server'],
  [['server', '003_x.txt#Error'], 'server'],
  [['inferred', 'server', '003_x.txt#Error'], 'inferred'],
  [['servers'], 'document'],
] as const)('the weakest source of %j is %s', (texts, expected) => expect(weakestSource(texts)).toBe(expected))

it.each([
  ['document', 'document', true],
  ['server', 'document', false],
  ['inferred', 'document', false],
  ['document', 'server', true],
  ['server', 'server', true],
  ['inferred', 'server', false],
  ['document', 'inferred', true],
  ['inferred', 'inferred', true],
] as const)('a breach of what is from %s, with the gate %s, fails the run: %s', (source, gate, expected) =>
  expect(failsAt(source, gate)).toBe(expected),
)
