import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Seen } from '../passive/model/seen.ts'
import { createObserver, type Observer } from './observer.ts'
import { createTaps, type Taps } from './taps.ts'

const PLACE = /^call \d+ at \d\d:\d\d:\d\d$/

interface Observed {
  readonly seen: Seen[]
  readonly faults: unknown[]
  readonly taps: Taps
  readonly observer: Observer
}

function observing(kind: 'call' | 'polling' | null, onSeen?: (item: Seen) => void): Observed {
  const [seen, faults]: [Seen[], unknown[]] = [[], []]
  const taps = createTaps({ one: 100, all: 1000 })
  const observer = createObserver({
    origin: 'http://a.example',
    taps,
    wants: (method, url) =>
      url.includes('/socket-') ? 'polling' : method === 'GET' && url.includes('/other') ? null : kind,
    onSeen: onSeen ?? ((item) => void seen.push(item)),
    onFault: (fault) => void faults.push(fault),
  })
  return { seen, faults, taps, observer }
}

function request(method: string, url: string): IncomingMessage {
  const message = new IncomingMessage(new Socket())
  message.method = method
  message.url = url
  message.rawHeaders.push('X-Name', 'value')
  return message
}

/** Passes an exchange with these bytes, and its answer. */
function passed({ observer }: Observed, method: string, path: string, [sent, got]: readonly string[]) {
  const message = request(method, path)
  const tapped = observer.exchange(message)
  if (!tapped) throw new Error('it was not tapped')
  tapped.request.add(Buffer.from(sent ?? ''))
  message.emit('end')
  tapped.response.add(Buffer.from(got ?? ''))
  return tapped
}

describe('a call that passes', () => {
  it('is told whole, in lower case, with its time, once it was answered', async () => {
    const watched = observing('call')
    const before = Date.now()
    passed(watched, 'POST', '/x', ['asked', 'answered']).answered(201, ['X-Other', 'one'])
    await watched.observer.settled()
    expect(watched.seen).toEqual([
      {
        kind: 'exchange',
        method: 'POST',
        url: 'http://a.example/x',
        headers: [['x-name', 'value']],
        body: 'asked',
        received: { status: 201, headers: [['x-other', 'one']], body: 'answered', ms: expect.any(Number) },
        lost: null,
        sentAt: expect.any(Number),
        at: expect.any(Number),
        place: expect.stringMatching(PLACE),
      },
    ])
    const [item] = watched.seen
    expect(item?.kind === 'exchange' && item.sentAt >= before && item.at >= item.sentAt).toBe(true)
    expect(watched.taps.kept()).toBe(0)
  })

  it('is decoded, and judged by nothing where that fails or one of them is too long', async () => {
    const watched = observing('call')
    const answer = (chunk: Uint8Array, coding: string): void => {
      const tapped = watched.observer.exchange(request('GET', '/x'))
      tapped?.response.add(chunk)
      tapped?.answered(200, ['Content-Encoding', coding])
    }
    answer(gzipSync('plain'), 'gzip')
    answer(Buffer.from('no zip'), 'gzip')
    answer(Buffer.alloc(101), 'identity')
    passed(watched, 'POST', '/x', ['x'.repeat(101), 'ok']).answered(200, [])
    await watched.observer.settled()
    const lost = 'its answer is too long, or in an unknown coding'
    expect(watched.seen).toMatchObject([
      { received: { body: 'plain' }, lost: null },
      { received: null, lost },
      { received: null, lost },
      { received: null, lost: 'its request is too long' },
    ])
    expect(watched.taps.kept()).toBe(0)
  })

  it('without an answer is told with the reason, and what was asked', async () => {
    const watched = observing('call')
    passed(watched, 'POST', '/x', ['asked', 'half']).lost('it broke')
    await watched.observer.settled()
    expect(watched.seen).toMatchObject([{ received: null, lost: 'it broke', body: 'asked' }])
    expect(watched.taps.kept()).toBe(0)
  })

  it('of no interest is counted without its body', async () => {
    const { observer, seen } = observing('call')
    expect(observer.exchange(request('GET', '/other'))).toBeNull()
    await observer.settled()
    expect(seen).toMatchObject([
      {
        kind: 'exchange',
        method: 'GET',
        url: 'http://a.example/other',
        received: null,
        lost: 'it is no call',
        body: null,
      },
    ])
  })

  it('has a number of its own, and is told in the order of the answers, however long decoding takes', async () => {
    const watched = observing('call')
    const [first, second] = [
      passed(watched, 'POST', '/1', ['', gzipSync('first').toString('latin1')]),
      passed(watched, 'POST', '/2', ['', 'second']),
    ]
    first.answered(200, ['content-encoding', 'gzip'])
    second.answered(200, [])
    await watched.observer.settled()
    expect(watched.seen.map(({ place }) => place.split(' ')[1])).toEqual(['1', '2'])
  })

  it('that cannot be told is a fault, and the next is told', async () => {
    const told: Seen[] = []
    const watched = observing('call', (item) => {
      told.push(item)
      if (told.length === 1) throw new Error('not now')
    })
    passed(watched, 'GET', '/1', []).answered(200, [])
    passed(watched, 'GET', '/2', []).answered(200, [])
    await watched.observer.settled()
    expect([told.length, watched.faults]).toEqual([2, [new Error('not now')]])
  })
})

describe('long polling that passes', () => {
  it('is told when it was posted whole, before its answer', async () => {
    const watched = observing('polling')
    const tapped = passed(watched, 'POST', '/poll', ['40', 'ok'])
    await watched.observer.settled()
    const posted = {
      kind: 'payload',
      way: 'sent',
      body: '40',
      url: 'http://a.example/poll',
      headers: [['x-name', 'value']],
    }
    expect(watched.seen).toMatchObject([posted])
    tapped.answered(200, [])
    await watched.observer.settled()
    expect([watched.seen.length, watched.taps.kept()]).toEqual([1, 0])
  })

  it('is told with what was polled, if it succeeded', async () => {
    const watched = observing('polling')
    passed(watched, 'GET', '/poll', ['', '40{}']).answered(200, [])
    passed(watched, 'GET', '/poll', ['', 'no']).answered(400, [])
    passed(watched, 'GET', '/poll', ['', 'half']).lost('it broke')
    await watched.observer.settled()
    expect(watched.seen).toMatchObject([{ kind: 'payload', way: 'received', body: '40{}' }])
    expect([watched.seen.length, watched.taps.kept()]).toEqual([1, 0])
  })

  it('is counted where it is too long to be read', async () => {
    const watched = observing('polling')
    passed(watched, 'POST', '/poll', ['4'.repeat(101), 'ok']).answered(200, [])
    passed(watched, 'GET', '/poll', ['', '4'.repeat(101)]).answered(200, [])
    await watched.observer.settled()
    expect(watched.observer.missed().messages).toBe(2)
  })
})

describe('a WebSocket that passes', () => {
  it('is told with its messages, which share its wire, and its end; too long ones are left out and counted', async () => {
    const { observer, seen } = observing('polling')
    const tap = observer.socket(request('GET', '/socket'))
    tap?.opened()
    tap?.message('sent', '40')
    tap?.message('received', null)
    tap?.message('received', '40{}')
    tap?.closed()
    await observer.settled()
    const wire = seen[0]?.kind === 'socket' ? seen[0].wire : ''
    expect(seen).toMatchObject([
      { kind: 'socket', wire, url: 'http://a.example/socket', headers: [['x-name', 'value']] },
      { kind: 'frame', wire, way: 'sent', data: '40' },
      { kind: 'frame', wire, way: 'received', data: '40{}' },
      { kind: 'close', wire },
    ])
    expect(seen.every(({ place }) => PLACE.test(place))).toBe(true)
    expect(observer.missed().messages).toBe(1)
  })

  it('has a wire that no other has', async () => {
    const { observer, seen } = observing('polling')
    for (const url of ['/1', '/2']) observer.socket(request('GET', url))?.opened()
    await observer.settled()
    expect(new Set(seen.map((item) => item.kind === 'socket' && item.wire)).size).toBe(2)
  })

  it('that is none of Socket.IO is of no interest', () => {
    expect(observing('call').observer.socket(request('GET', '/x'))).toBeNull()
    expect(observing(null).observer.socket(request('GET', '/x'))).toBeNull()
  })

  it('and sends more at once than can be judged is followed no further, and no other suffers', async () => {
    const { observer, seen } = observing('polling')
    const [greedy, other] = ['/1', '/2'].map((url) => observer.socket(request('GET', url)))
    greedy?.opened()
    other?.opened()
    const isWanted = Array.from({ length: 6000 }, () => greedy?.message('sent', '40'))
    expect([isWanted.indexOf(false), isWanted.lastIndexOf(true)]).toEqual([5000, 4999])
    expect(other?.message('sent', '40')).toBe(true)
    greedy?.closed()
    await observer.settled()
    expect(seen.slice(-2)).toMatchObject([{ kind: 'close' }, { kind: 'frame' }])
    expect(seen.filter(({ kind }) => kind === 'close').length).toBe(1)
    expect(observer.missed()).toEqual({ others: 0, calls: 0, connections: 1, messages: 0 })
  })
})

describe('more than can be judged at once', () => {
  const LONG = 'x'.repeat(4 * 1024 * 1024)
  /** Takes nearly all of the room. */
  const fill = ({ observer }: Observed): void => {
    for (const url of ['/socket-1', '/socket-2']) {
      const tap = observer.socket(request('GET', url))
      tap?.opened()
      tap?.message('sent', LONG.slice(0, -1000))
    }
  }
  const long = (method: string, url: string): IncomingMessage => {
    const message = request(method, url)
    message.rawHeaders.push('X-Long', 'x'.repeat(4000))
    return message
  }

  it('leaves out calls, which are counted and keep nothing', async () => {
    const watched = observing('call')
    fill(watched)
    const tapped = watched.observer.exchange(long('GET', '/x'))
    tapped?.response.add(Buffer.from('answered'))
    tapped?.answered(200, [])
    watched.observer.exchange(long('GET', '/y'))?.lost('it broke')
    await watched.observer.settled()
    expect([watched.observer.missed(), watched.taps.kept()]).toEqual([
      { others: 0, calls: 2, connections: 0, messages: 0 },
      0,
    ])
  })

  it('leaves out what is no call, and counts it as that', async () => {
    const watched = observing(null)
    fill(watched)
    watched.observer.exchange(request('GET', `/${'x'.repeat(4000)}`))
    await watched.observer.settled()
    expect(watched.observer.missed()).toEqual({ others: 1, calls: 0, connections: 0, messages: 0 })
  })

  it('ends a connection of long polling of which it leaves something out', async () => {
    const watched = observing('polling')
    fill(watched)
    const message = long('POST', '/poll')
    const posted = watched.observer.exchange(message)
    message.emit('end')
    posted?.answered(200, [])
    const polled = watched.observer.exchange(long('GET', '/poll'))
    polled?.response.add(Buffer.from('4'))
    expect(watched.taps.kept()).toBe(1)
    polled?.answered(200, [])
    await watched.observer.settled()
    expect(watched.seen.slice(4)).toMatchObject([
      { kind: 'payload', body: '1' },
      { kind: 'payload', body: '1' },
    ])
    expect([watched.observer.missed(), watched.taps.kept()]).toEqual([
      { others: 0, calls: 0, connections: 2, messages: 0 },
      0,
    ])
  })

  it('says that a connection ends only where its address can be told', async () => {
    const watched = observing('polling')
    fill(watched)
    const before = watched.observer.missed()
    const path = (length: number): string => `/${'x'.repeat(length - 'http://a.example/'.length)}`
    for (const length of [4096, 4097]) watched.observer.exchange(request('GET', path(length)))?.answered(200, [])
    await watched.observer.settled()
    expect(watched.seen.slice(4).map((item) => item.kind === 'payload' && item.url.length)).toEqual([4096])
    expect([before.connections, watched.observer.missed().connections]).toEqual([0, 2])
  })
})
