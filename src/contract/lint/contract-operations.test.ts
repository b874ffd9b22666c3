import { expect, it } from 'vitest'
import { isSuccessStatus, outcomePath } from './contract-operations.ts'

it('a success is what begins with 2, and an outcome has its place in the list', () => {
  expect(['200', '299', '2XX', '302', '429', 'default', '12'].filter(isSuccessStatus)).toEqual(['200', '299', '2XX'])
  expect(outcomePath({ path: ['a'], value: {} }, 3)).toEqual(['a', 'x-outcomes', '3'])
})
