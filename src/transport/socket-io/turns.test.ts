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

  it('wait for the latest, also where one before it is done', async () => {
    const inTurn = createTurns()
    const done: string[] = []
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    inTurn(() => first.promise.then(() => void done.push('first')))
    inTurn(() => second.promise.then(() => void done.push('second')))
    first.resolve()
    await new Promise((resolve) => setImmediate(resolve))
    const last = new Promise<void>((end) => inTurn(() => end(void done.push('third'))))
    expect(done).toEqual(['first'])
    second.resolve()
    await last
    expect(done).toEqual(['first', 'second', 'third'])
  })
})
