import type { Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createControl } from '../../src/control/control.ts'
import { createCore } from '../../src/mock/core.ts'
import { createFetchHandler } from '../../src/transport/fetch.ts'
import { itAtLength } from '../support/at-length.ts'
import { closeUnforced } from '../support/close-unforced.ts'
import { JOIN_ROOM, startPlane, type Plane } from '../support/plane.ts'
import { sendUnread } from '../support/raw-socket.ts'
import { until } from '../support/until.ts'
import { watchPort } from '../support/watch-port.ts'

// What would have ended the process, had no test runner been there to catch it.
const crashes: unknown[] = []
const crashed = (error: unknown): void => void crashes.push(error)

beforeAll(() => void process.on('uncaughtExceptionMonitor', crashed))
beforeEach(() => void (crashes.length = 0))
afterAll(() => void process.off('uncaughtExceptionMonitor', crashed))

interface Told {
  readonly event: string
  readonly data: Readonly<Record<string, unknown>>
}

/** The events in a piece of a stream, whatever it was sent in. */
const eventsIn = (text: string): readonly Told[] =>
  [...text.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)].map(([, event = '', data = '']) => ({
    event,
    data: JSON.parse(data),
  }))

/** How many exchanges a stream has told of to the end, those included of which it only told that they were lost. */
function countIn(text: string): number {
  const lost = [...text.matchAll(/event: lost\ndata: \{"count":(\d+)\}\n\n/g)].map(([, count]) => Number(count))
  const exchanges = [...text.matchAll(/event: exchange\ndata: .*\n\n/g)].length
  return lost.reduce((sum, count) => sum + count, exchanges)
}

const authorized = ({ token }: Plane): Record<string, string> => ({ authorization: `Bearer ${token}` })

const urlOf = ({ server }: Plane): string => server.control?.url ?? ''

const portOf = ({ server }: Plane): number => server.control?.port ?? 0

/** Follows a stream through fetch, as a tool would. */
async function follow(plane: Plane, path: string): Promise<{ text: () => string; ended: Promise<void> }> {
  const answer = await fetch(`${urlOf(plane)}${path}`, { headers: authorized(plane) })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  let text = ''
  const read = async (): Promise<void> => {
    for await (const piece of (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) text += piece
  }
  return { text: () => text, ended: read() }
}

const join = (plane: Plane, guestName: string, world?: string): Promise<unknown> =>
  plane.call(JOIN_ROOM, { method: 'POST', body: { guestName }, ...(world === undefined ? {} : { world }) })

/** Follows all worlds without reading a byte. */
const followUnread = (plane: Plane): Promise<Socket> =>
  sendUnread(
    portOf(plane),
    `GET /events HTTP/1.1\r\nHost: localhost:${portOf(plane)}\r\nAuthorization: Bearer ${plane.token}\r\n\r\n`,
  )

describe('the stream of events', () => {
  it('tells of exchanges and of worlds, in the order in which they happen', async () => {
    await using plane = await startPlane()
    const all = await follow(plane, '/events')
    await plane.control('PUT', '/worlds/one')
    await join(plane, 'Jane', 'one')
    await plane.control('DELETE', '/worlds/one')
    await until(() => eventsIn(all.text()).length === 3)
    expect(eventsIn(all.text())).toMatchObject([
      { event: 'world', data: { kind: 'made', world: 'one' } },
      { event: 'exchange', data: { n: 1, world: 'one', operation: 'joinMeetingRoom', status: 201 } },
      { event: 'world', data: { kind: 'dropped', world: 'one' } },
    ])
  })

  it('of one world tells of that one alone, and ends with it', async () => {
    await using plane = await startPlane()
    await plane.control('PUT', '/worlds/one')
    const one = await follow(plane, '/worlds/one/events')
    await join(plane, 'Joe', 'two')
    await join(plane, 'Jane', 'one')
    await plane.control('DELETE', '/worlds/one')
    await one.ended
    expect(eventsIn(one.text()).map(({ event, data }) => [event, data['world']])).toEqual([
      ['exchange', 'one'],
      ['world', 'one'],
    ])
  })

  it('that has ended is written to no more: the world may come back in the same packet', async () => {
    await using plane = await startPlane()
    await plane.control('PUT', '/worlds/one')
    const one = await follow(plane, '/worlds/one/events')
    const head = `Host: localhost:${portOf(plane)}\r\nAuthorization: Bearer ${plane.token}\r\nContent-Type: application/json\r\n\r\n`
    const socket = await sendUnread(
      portOf(plane),
      `DELETE /worlds/one HTTP/1.1\r\n${head}PUT /worlds/one HTTP/1.1\r\n${head}`,
    )
    await one.ended
    expect((await plane.control('GET', '/worlds/one')).status).toBe(200)
    socket.destroy()
    expect(crashes).toEqual([])
  })
})

describe('a stream without a server', () => {
  /** A mock and its control plane, each called by a function. */
  const begin = () => {
    const core = createCore()
    const control = createControl(
      core,
      () => 'http://localhost',
      () => 'w-1',
    )
    const ask = createFetchHandler({ dispatch: control.answer, limits: core.limits })
    const call = createFetchHandler({ dispatch: core.answer, limits: core.limits })
    const joined = async (guestName: string): Promise<number> =>
      (await call(new Request(`http://localhost${JOIN_ROOM}`, { method: 'POST', body: JSON.stringify({ guestName }) })))
        .status
    return { control, joined, streamed: () => ask(new Request('http://localhost/events')) }
  }

  it('that has ended is written to no more, and the mock goes on answering', async () => {
    const { control, joined, streamed } = begin()
    const stream = await streamed()
    const before = await joined('Jane')
    control.endAll()
    expect([await joined('Jane'), before]).toEqual([before, before])
    expect(eventsIn(await stream.text())).toHaveLength(1)
  })

  it('that nobody wants any more leaves no timer, not even where its reader has lost events', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      const { joined, streamed } = begin()
      const stream = await streamed()
      // Fewer bytes than a body may have, and three times what waits for a reader.
      for (let n = 0; n < 30; n++) await joined('x'.repeat(100_000))
      // One that keeps the connection alive, one that tells of what was lost.
      expect(vi.getTimerCount()).toBe(2)
      await stream.body?.cancel()
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a reader that reads nothing', () => {
  const BYTES = 900_000

  /** Calls with bodies that make the events large, eight at a time, and tells of each that was answered. */
  const callOften = async (plane: Plane, calls: number, answered = (): void => {}): Promise<void> => {
    const guestName = 'x'.repeat(BYTES)
    let left = calls
    const work = async (): Promise<void> => {
      while (left-- > 0) {
        await join(plane, guestName)
        answered()
      }
    }
    await Promise.all(Array.from({ length: 8 }, work))
  }

  itAtLength(
    'costs the server a few events, and hears as soon as it reads again how many it has lost',
    600,
    async (calls) => {
      await using plane = await startPlane({ rateLimit: false })
      using watch = watchPort(portOf(plane))
      const socket = await followUnread(plane)
      await until(() => watch.arrived.length === 1)
      const [stream] = watch.arrived
      const buffered: number[] = []
      await callOften(plane, calls, () => buffered.push(stream?.response.writableLength ?? 0))
      expect(Math.max(...buffered)).toBeGreaterThan(0)
      expect(Math.max(...buffered)).toBeLessThan(4 * BYTES)
      let text = ''
      socket.on('data', (chunk) => (text += chunk.toString()))
      socket.resume()
      // Nothing more happens; what it has missed it has to hear all the same.
      const unchunked = (): string => text.replaceAll(/\r\n[\da-f]+\r\n/g, '')
      await until(() => countIn(unchunked()) === calls)
      const lost = eventsIn(unchunked()).find(({ event }) => event === 'lost')
      expect(lost?.data['count']).toBeGreaterThan(calls / 4)
      socket.destroy()
    },
  )

  it('and fifty of its kind hold up neither the mock nor a reader that reads', async () => {
    await using plane = await startPlane({ rateLimit: false })
    const sockets = await Promise.all(Array.from({ length: 50 }, () => followUnread(plane)))
    const reader = await follow(plane, '/events')
    await callOften(plane, 24)
    // It reads, but may be slow at times: what it loses it hears of.
    await until(() => countIn(reader.text()) === 24)
    await join(plane, 'the last one')
    await until(() => reader.text().includes('the last one'))
    expect((await plane.control('GET', '/mock')).status).toBe(200)
    for (const socket of sockets) socket.destroy()
  })

  it('does not keep the server from ending', async () => {
    const plane = await startPlane({ rateLimit: false })
    const socket = await followUnread(plane)
    await callOften(plane, 24)
    await closeUnforced(plane.server)
    socket.destroy()
  })
})

describe('ending a server', () => {
  it('ends streams and waits at once, and in good order', async () => {
    const plane = await startPlane()
    await plane.control('PUT', '/worlds/one')
    const streams = await Promise.all(
      ['/events', '/events', '/worlds/one/events', '/worlds/default/events'].map((path) => follow(plane, path)),
    )
    const waits = ['default', 'one'].map((world) => plane.control('GET', `/worlds/${world}/journal?wait=60000`))
    using watch = watchPort(portOf(plane))
    await until(() => watch.arrived.filter(({ request }) => request.url?.includes('wait')).length === 2)
    await closeUnforced(plane.server)
    await Promise.all(streams.map(({ ended }) => ended))
    expect((await Promise.all(waits)).map(({ status, body }) => [status, body])).toEqual([
      [200, '{"entries":[],"forgotten":0,"last":0}\n'],
      [200, '{"entries":[],"forgotten":0,"last":0}\n'],
    ])
  })

  it('while calls are under way that it would have told of writes to no stream that has ended', async () => {
    const plane = await startPlane({ rateLimit: false })
    const streams = await Promise.all(Array.from({ length: 20 }, () => follow(plane, '/events')))
    const calls = Array.from({ length: 200 }, (_, n) => join(plane, `G${n}`).catch(() => undefined))
    await plane.server.close()
    await Promise.all([...calls, ...streams.map(({ ended }) => ended)])
    expect(crashes).toEqual([])
    expect(plane.faults).toEqual([])
  })
})
