import { expect, it } from 'vitest'
import { atMost } from './at-most.ts'
import type { Command } from './command.ts'
import { readInput } from './read-input.ts'

const COMMAND: Command = {
  name: 'try',
  operands: '<what…>',
  summary: '',
  options: [],
  examples: [],
  run: () => Promise.resolve(0),
}

it.each<[string[], number]>([
  [[], 0],
  [['a'], 1],
  [['a'], 2],
])('%j are not too many where %i may be given', (operands, count) => {
  expect(() => atMost(readInput(COMMAND, operands, {}), count, 'Name one.')).not.toThrow()
})

it.each<[string[], number, string]>([
  [['a'], 0, 'a'],
  [['a', 'b'], 1, 'b'],
  [['a', 'b', 'c', 'd'], 2, 'c'],
])('%j are too many where %i may be given, and a fault names the first of those', (operands, count, first) => {
  expect(() => atMost(readInput(COMMAND, operands, {}), count, 'Name one.')).toThrow(
    expect.objectContaining({ message: `unexpected argument ${first}`, fix: 'Name one.' }),
  )
})
