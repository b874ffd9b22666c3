import { describe, expect, it } from 'vitest'
import { createEventQueue } from './event-queue.ts'

describe('a queue of events', () => {
  it('is read in order, also what was put before its end, and waits for what is to come', async () => {
    const queue = createEventQueue<number>()
    const read: number[] = []
    const reading = (async () => {
      for await (const event of queue) read.push(event)
    })()
    queue.put(1)
    queue.put(2)
    await new Promise((resolve) => setImmediate(resolve))
    expect(read).toEqual([1, 2])
    queue.put(3)
    queue.end()
    await reading
    expect(read).toEqual([1, 2, 3])
  })
})
