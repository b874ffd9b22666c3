import { expect, it } from 'vitest'
import { asPointer, asPointers, pointerOf } from './pointer.ts'
import { valueOfData } from './yaml-value.ts'

const data = (value: unknown) => valueOfData(value, 'ack')

it.each(['', '/', '/data', '/a/b/0', '/a~0b/~1', '//', '/é 😀'])('%j is a JSON Pointer', (pointer) => {
  expect([asPointer(data(pointer)), pointerOf(pointer, data(null))]).toEqual([pointer, pointer])
})

it.each(['data', 'a/b', '/a~2', '/a~', '#/data', ' /data'])('%j is none', (pointer) => {
  const fault = expect.objectContaining({
    name: 'Fault',
    message: `ack: ${pointer} is not a JSON Pointer`,
    fix: "Write its path in the answer: /data, or '' for the whole.",
  })
  expect(() => asPointer(data(pointer))).toThrow(fault)
  expect(() => pointerOf(pointer, data({ a: 1 }))).toThrow(fault)
})

it.each([5, null, {}, '  '])('%j is not even a text', (value) => {
  expect(() => asPointer(data(value))).toThrow(
    expect.objectContaining({ name: 'Fault', message: 'ack: ack is not a string' }),
  )
})

it('several are a list, and one is a list of one', () => {
  expect(asPointers(data('/data'))).toEqual(['/data'])
  expect(asPointers(data(''))).toEqual([''])
  expect(asPointers(data(['/data', '']))).toEqual(['/data', ''])
  expect(asPointers(data([]))).toEqual([])
  expect(() => asPointers(data(['/data', 'x']))).toThrow(
    expect.objectContaining({ message: 'ack.1: x is not a JSON Pointer' }),
  )
})
