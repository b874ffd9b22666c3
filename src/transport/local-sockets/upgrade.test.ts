import { describe, expect, it } from 'vitest'
import { standTimers } from '../../../tests/support/timers.ts'
import { tryUpgrade } from './upgrade.ts'
import { createWebSocketWire } from './web-socket.ts'

/** A WebSocket that a client tries, with what its client hears and what its connection is told. */
function tried() {
  const [heard, told]: [string[], unknown[]] = [[], []]
  const wire = createWebSocketWire({ send: (data) => heard.push(data), close: () => heard.push('closed') }, 100)
  const say = (what: string) => (): void => void told.push(what)
  tryUpgrade(wire, {
    packet: ({ type, data }) => void told.push([type, data]),
    ready: say('ready'),
    ended: (reason) => void told.push(reason),
    probed: say('probed'),
    done: say('done'),
    failed: say('failed'),
  })
  return { wire, heard, told }
}

describe('an upgrade', () => {
  it('is done once its client has tried it and says so; only then does it carry packets', () => {
    using timers = standTimers()
    const { wire, heard, told } = tried()
    wire.receive('2probe')
    wire.receive('5')
    wire.receive('4hello')
    timers.pass(10_000)
    wire.closed()
    expect([heard, told]).toEqual([['3probe'], ['probed', 'done', ['message', 'hello'], 'transport close']])
  })

  it('fails after ten seconds, and not before', () => {
    using timers = standTimers()
    const { wire, heard, told } = tried()
    wire.receive('2probe')
    timers.pass(9_999)
    expect(told).toEqual(['probed'])
    timers.pass(1)
    wire.receive('5')
    wire.receive('4hello')
    expect([heard, told]).toEqual([
      ['3probe', 'closed'],
      ['probed', 'failed'],
    ])
  })

  it.each(['4hello', '2', '2other', '1'])('fails at once if its client says %j', (data) => {
    using timers = standTimers()
    const { wire, heard, told } = tried()
    wire.receive(data)
    expect([heard, told, timers.waiting()]).toEqual([['closed'], ['failed'], 0])
  })

  it('fails with its WebSocket', () => {
    using _ = standTimers()
    const { wire, told } = tried()
    wire.closed()
    expect(told).toEqual(['failed'])
  })
})
