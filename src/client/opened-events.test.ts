import { expect, it } from 'vitest'
import type { GreenroomEvent } from './events.ts'
import { openedEvents } from './opened-events.ts'

const LOST: GreenroomEvent = { kind: 'lost', data: { count: 1 } }

it('events are there once their stream is open, and then all that come', async () => {
  const told: string[] = []
  const gate = Promise.withResolvers<void>()
  async function* events(_?: AbortSignal, onOpen?: () => void): AsyncGenerator<GreenroomEvent> {
    await gate.promise
    told.push('open')
    onOpen?.()
    yield LOST
    yield LOST
  }
  const opened = openedEvents({ events }, undefined).then((stream) => {
    told.push('read')
    return stream
  })
  gate.resolve()
  const seen: GreenroomEvent[] = []
  for await (const event of await opened) seen.push(event)
  expect([told, seen]).toEqual([
    ['open', 'read'],
    [LOST, LOST],
  ])
})

it('events of a stream that ends before it is open are none, and of one that fails a rejection', async () => {
  async function* ended(): AsyncGenerator<GreenroomEvent> {}
  const seen: GreenroomEvent[] = []
  for await (const event of await openedEvents({ events: ended }, undefined)) seen.push(event)
  expect(seen).toEqual([])
  const failing = {
    events: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('refused')) }) }),
  }
  await expect(openedEvents(failing, undefined)).rejects.toThrow('refused')
})
