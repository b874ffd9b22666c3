import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { settle, standTimers } from '../../tests/support/timers.ts'
import type { Seen } from '../passive/model/seen.ts'
import type { Tapped } from './forward.ts'
import { createObserver, type Observer, type ObserverParts } from './observer.ts'
import { createTaps } from './taps.ts'

function observing(kind: 'call' | 'polling' | ObserverParts['wants']): {
  readonly observer: Observer
  readonly seen: Seen[]
} {
  const seen: Seen[] = []
  const observer = createObserver({
    origin: 'http://a.example',
    taps: createTaps({ one: 10 * 1024 * 1024, all: 64 * 1024 * 1024 }),
    wants: typeof kind === 'function' ? kind : () => kind,
    onSeen: (item) => void seen.push(item),
    onFault: (fault) => expect.unreachable(String(fault)),
  })
  return { observer, seen }
}

function asked(method: string, url = '/x'): IncomingMessage {
  const message = new IncomingMessage(new Socket())
  message.method = method
  message.url = url
  return message
}

it.each([
  [8 * 1024 * 1024, 0],
  [8 * 1024 * 1024 + 1, 1],
])('with %i bytes of bodies in memory, %i calls are judged before there is a pause', async (bytes, count) => {
  using _ = standTimers()
  const { observer, seen } = observing('call')
  const tapped = observer.exchange(asked('POST'))
  tapped?.response.add(Buffer.alloc(bytes))
  tapped?.answered(200, [])
  await settle()
  expect(seen).toHaveLength(count)
})

describe('what is asked at second 1 and over at second 5', () => {
  async function told(kind: 'call' | 'polling', method: string, ends: (tapped: Tapped) => void): Promise<Seen[]> {
    const { observer, seen } = observing(kind)
    vi.useFakeTimers({ toFake: ['Date', 'performance'], now: 0 })
    try {
      vi.advanceTimersByTime(1000)
      const message = asked(method)
      const tapped = observer.exchange(message)
      vi.advanceTimersByTime(4000)
      message.emit('end')
      if (tapped) ends(tapped)
      await observer.settled()
    } finally {
      vi.useRealTimers()
    }
    return seen
  }
  const answered = (tapped: Tapped): void => tapped.answered(200, [])
  const [sent, over] = [
    { at: 1000, place: 'call 1 at 00:00:01' },
    { at: 5000, place: 'call 1 at 00:00:05' },
  ]

  it('counts as a call from its end, with the time that it took', async () => {
    expect(await told('call', 'GET', answered)).toMatchObject([{ ...over, sentAt: 1000, received: { ms: 4000 } }])
    expect(await told('call', 'GET', (tapped) => tapped.lost('it broke'))).toMatchObject([{ ...over, sentAt: 1000 }])
  })

  it('counts as long polling from when it was sent, if it was posted, and else from its answer', async () => {
    expect(await told('polling', 'POST', answered)).toMatchObject([{ ...sent, way: 'sent' }])
    expect(await told('polling', 'GET', answered)).toMatchObject([{ ...over, way: 'received' }])
  })
})

it.each<[what: string, end: (tapped: Tapped) => void]>([
  ['the headers of its answer', (tapped) => tapped.answered(200, ['X-Long', 'x'.repeat(4000)])],
  ['what was sent', (tapped) => (tapped.request.add(Buffer.alloc(2000)), tapped.lost('it broke'))],
])('a call takes room for %s, without which it is left out', async (_, end) => {
  const { observer } = observing((_method, url) => (url.endsWith('/socket') ? 'polling' : 'call'))
  const socket = observer.socket(asked('GET', '/socket'))
  socket?.opened()
  // All but 3,000 bytes.
  socket?.message('sent', 'x'.repeat(8 * 1024 * 1024 - 1700))
  const tapped = observer.exchange(asked('POST'))
  if (tapped) end(tapped)
  observer.exchange(asked('POST'))?.answered(200, [])
  await observer.settled()
  expect(observer.missed()).toEqual({ others: 0, calls: 1, connections: 0, messages: 0 })
})
