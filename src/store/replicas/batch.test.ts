import { expect, it } from 'vitest'
import { readBatch, toBatchText } from './batch.ts'

it('a batch as text has its mark first and each of its lines after it', () => {
  expect(toBatchText({ mark: 'me 1', lines: ['{"a":1}', '{"b":2}'] })).toBe('me 1\n{"a":1}\n{"b":2}')
})

it.each([[[]], [['{"a":"x\\ny"}']], [['a', 'b', 'c']]])('a batch of %j is the same again', (lines) => {
  expect(readBatch(toBatchText({ mark: 'me 12', lines }))).toEqual({ mark: 'me 12', lines })
})
