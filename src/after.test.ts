import { expect, it } from 'vitest'
import { after } from './after.ts'

it('what is there is passed on at once, and a promise once it is kept', async () => {
  expect(after(1, (n) => n + 1)).toBe(2)
  const later = after(Promise.resolve(1), (n) => n + 1)
  expect(later).toBeInstanceOf(Promise)
  expect(await later).toBe(2)
})
