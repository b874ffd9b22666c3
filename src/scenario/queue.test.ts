import { describe, expect, it } from 'vitest'
import { createQueue } from './queue.ts'

describe('a queue', () => {
  it('does one thing after the other, and what fails keeps nothing else from being done', async () => {
    const [inTurn, seen] = [createQueue(), new Array<string>()]
    const first = Promise.withResolvers<string>()
    const one = inTurn(() => first.promise)
    const two = inTurn(async () => void seen.push('two'))
    const three = inTurn(() => Promise.reject(new Error('three')))
    const four = inTurn(async () => seen.push('four'))
    await Promise.resolve()
    expect(seen).toEqual([])
    first.resolve('one')
    expect(await one).toBe('one')
    await two
    await expect(three).rejects.toThrow('three')
    await four
    expect(seen).toEqual(['two', 'four'])
  })
})
