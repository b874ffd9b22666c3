import { expect, it } from 'vitest'
import { BORN, readSeal, toSealText } from './seal.ts'

it('the last line of a log says what comes in its place, and no other line does', () => {
  const next = { is: 'ended', name: 'w', why: 'asked' } as const
  expect(readSeal(toSealText(next))).toEqual(next)
  expect([BORN, '{"at":1,"writes":[]}', 'nonsense'].map(readSeal)).toEqual([null, null, null])
  expect(() => readSeal('{"seal":{"name":7}}')).toThrow('the end of a log cannot be read: {"seal":{"name":7}}')
  const long = `{"seal":${'x'.repeat(300)}`
  expect(() => readSeal(long)).toThrow(
    expect.objectContaining({ message: `the end of a log cannot be read: ${long.slice(0, 200)}` }),
  )
})
