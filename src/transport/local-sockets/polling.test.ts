import { describe, expect, it } from 'vitest'
import { standTimers } from '../../../tests/support/timers.ts'
import { createPolling } from './polling.ts'

const never = new AbortController().signal

/** What polls, with what it tells its connection. */
function bound() {
  const polling = createPolling()
  const told: unknown[] = []
  polling.bind({
    packet: ({ type, data }) => void told.push([type, data]),
    ready: () => void told.push('ready'),
    ended: (reason) => void told.push(reason),
  })
  return { polling, told }
}

describe('a client that polls', () => {
  it('is ready while it waits for an answer, and gets one for each poll', async () => {
    const { polling, told } = bound()
    expect(polling.isReady()).toBe(false)
    const poll = polling.poll(never)
    expect([polling.isReady(), told]).toEqual([true, ['ready']])
    polling.send([
      { type: 'message', data: 'a' },
      { type: 'message', data: 'b' },
    ])
    expect(await poll).toEqual({ status: 200, type: 'text/plain; charset=UTF-8', body: '4a\u001E4b' })
    expect(polling.isReady()).toBe(false)
  })

  it('has each packet of what it posts read, in order', () => {
    const { polling, told } = bound()
    expect(polling.post('4a\u001E3\u001E4b')).toEqual({ status: 200, type: 'text/html', body: 'ok' })
    expect(told).toEqual([
      ['message', 'a'],
      ['pong', undefined],
      ['message', 'b'],
    ])
  })

  it('that says it ends gets its poll answered with nothing, and has ended', async () => {
    const { polling, told } = bound()
    const poll = polling.poll(never)
    expect(polling.post('1').body).toBe('ok')
    expect((await poll).body).toBe('6')
    expect(told).toEqual(['ready', 'transport close'])
  })

  it('is told of the end by its poll, or by the next one', async () => {
    for (const isPolling of [true, false]) {
      const { polling, told } = bound()
      const first = isPolling ? polling.poll(never) : null
      polling.end(() => void told.push('ended'))
      expect((await (first ?? polling.poll(never))).body, String(isPolling)).toBe(isPolling ? '1' : '6\u001E1')
      polling.cut()
      expect(told).toEqual(['ready', 'ended'])
    }
  })
})

it('a poll that is given up has an end, too, for who has passed it on', async () => {
  const polling = createPolling()
  const ends: string[] = []
  polling.bind({ packet() {}, ready() {}, ended: (reason) => ends.push(reason) })
  const gone = new AbortController()
  const answer = polling.poll(gone.signal)
  gone.abort()
  expect([await Promise.race([answer, Promise.resolve('none')]), ends]).toEqual([
    { status: 400, type: 'text/plain', body: '' },
    ['transport error'],
  ])
})

it('a poll that was answered can no longer be given up', async () => {
  const { polling, told } = bound()
  const gone = new AbortController()
  const answer = polling.poll(gone.signal)
  polling.send([{ type: 'ping' }])
  await answer
  const next = polling.poll(never)
  gone.abort()
  expect([told, polling.isReady()]).toEqual([['ready', 'ready'], true])
  polling.send([{ type: 'ping' }])
  expect((await next).body).toBe('2')
})

it('what is cut while it waits for a last poll has ended at once, and once', () => {
  using timers = standTimers()
  const { polling, told } = bound()
  polling.end(() => void told.push('ended'))
  polling.cut()
  expect(told).toEqual(['ended'])
  timers.pass(60_000)
  expect([told, timers.waiting()]).toEqual([['ended'], 0])
})

it('a client that never polls again is not waited for longer than a second', () => {
  using timers = standTimers()
  const { polling, told } = bound()
  polling.end(() => void told.push('ended'))
  timers.pass(999)
  expect(told).toEqual([])
  timers.pass(1)
  expect(told).toEqual(['ended'])
})
