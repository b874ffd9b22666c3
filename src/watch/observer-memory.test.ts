import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, it, vi } from 'vitest'
import { settle, standTimers } from '../../tests/support/timers.ts'
import type { Seen } from '../passive/model/seen.ts'
import { createObserver, type Observer } from './observer.ts'
import { createTaps } from './taps.ts'

function observing(kind: 'call' | 'polling'): { readonly observer: Observer; readonly seen: Seen[] } {
  const seen: Seen[] = []
  const observer = createObserver({
    origin: 'http://a.example',
    taps: createTaps({ one: 10 * 1024 * 1024, all: 64 * 1024 * 1024 }),
    wants: () => kind,
    onSeen: (item) => void seen.push(item),
    onFault: (fault) => expect.unreachable(String(fault)),
  })
  return { observer, seen }
}

function posted(): IncomingMessage {
  const message = new IncomingMessage(new Socket())
  message.method = 'POST'
  message.url = '/x'
  return message
}

it.each([
  [8 * 1024 * 1024, 0],
  [8 * 1024 * 1024 + 1, 1],
])('with %i bytes of bodies in memory, %i calls are judged before there is a pause', async (bytes, count) => {
  using _ = standTimers()
  const { observer, seen } = observing('call')
  const tapped = observer.exchange(posted())
  tapped?.response.add(Buffer.alloc(bytes))
  tapped?.answered(200, [])
  await settle()
  expect(seen).toHaveLength(count)
})

it('what is posted by long polling counts from when it was sent', async () => {
  const { observer, seen } = observing('polling')
  vi.useFakeTimers({ toFake: ['Date'], now: 1000 })
  try {
    const message = posted()
    observer.exchange(message)
    vi.setSystemTime(5000)
    message.emit('end')
    await observer.settled()
  } finally {
    vi.useRealTimers()
  }
  expect(seen.map(({ at }) => at)).toEqual([1000])
})
