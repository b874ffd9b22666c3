import { describe, expect, it } from 'vitest'
import { createTurns } from './turns.ts'

describe('turns', () => {
  it('come at once if nothing is under way, and else after what is', async () => {
    const inTurn = createTurns()
    const done: string[] = []
    const { promise, resolve } = Promise.withResolvers<void>()
    inTurn(() => void done.push('first'))
    expect(done).toEqual(['first'])
    inTurn(() => promise.then(() => void done.push('second')))
    inTurn(() => void done.push('third'))
    const all = new Promise<void>((end) => inTurn(end))
    expect(done).toEqual(['first'])
    resolve()
    await all
    expect(done).toEqual(['first', 'second', 'third'])
    await Promise.resolve()
    inTurn(() => void done.push('fourth'))
    await new Promise<void>((end) => inTurn(end))
    expect(done.at(-1)).toBe('fourth')
  })
})
