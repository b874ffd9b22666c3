import { describe, expect, it } from 'vitest'
import type { Seen } from '../passive/model/seen.ts'
import { tapSocket } from './socket-tap.ts'
import { textBytes, type Teller } from './teller.ts'

/** Taps a WebSocket; what is told waits until `settle` makes it. `keeps`: whether there is room. */
function tapped(keeps: (bytes: number) => boolean = () => true) {
  const [makes, sizes, missed]: [(() => Seen | Promise<Seen>)[], number[], string[]] = [[], [], []]
  const teller: Teller = {
    tell: (make, bytes) => {
      sizes.push(bytes)
      return keeps(bytes) && makes.push(make) > 0
    },
    miss: (kind) => void missed.push(kind),
    place: () => (at) => ({ at: at === 0 ? 0 : 1, place: 'call 7' }),
  }
  const tap = tapSocket('ws://x/', [['ab', 'cde']], teller)
  return { tap, sizes, missed, settle: () => Promise.all(makes.splice(0).map(async (make) => make())) }
}
const kinds = (seen: readonly Seen[]): string[] => seen.map(({ kind }) => kind)

describe('a WebSocket that is tapped', () => {
  it('is told from its opening to its end, each message with its way, and all by one name', async () => {
    const { tap, settle } = tapped()
    tap.opened()
    expect([tap.message('sent', 'a'), tap.message('received', new Uint8Array([1]))]).toEqual([true, true])
    tap.closed()
    const [at, wire] = [{ at: 1, place: 'call 7' }, 'call 7']
    expect(await settle()).toEqual([
      { kind: 'socket', wire, url: 'ws://x/', headers: [['ab', 'cde']], ...at },
      { kind: 'frame', wire, way: 'sent', data: 'a', ...at },
      { kind: 'frame', wire, way: 'received', data: new Uint8Array([1]), ...at },
      { kind: 'close', wire, ...at },
    ])
  })

  it('ends once', async () => {
    const { tap, settle } = tapped()
    tap.opened()
    tap.closed()
    tap.closed()
    expect(kinds(await settle())).toEqual(['socket', 'close'])
  })

  it('takes room for its address and headers, and for each message and what comes with it', () => {
    const { tap, sizes } = tapped()
    tap.opened()
    tap.message('sent', 'ab')
    tap.message('sent', new Uint8Array(3))
    tap.closed()
    expect(sizes).toEqual([12, 404, 403, 0])
  })

  it('that never opened shows nothing', async () => {
    const { tap, settle, missed } = tapped()
    expect(tap.message('sent', 'a')).toBe(false)
    tap.closed()
    expect([await settle(), missed]).toEqual([[], []])
  })

  it('for whose opening there is no room is missed, with all of its messages', async () => {
    const { tap, settle, missed } = tapped(() => false)
    tap.opened()
    expect(tap.message('sent', 'a')).toBe(false)
    tap.closed()
    expect([await settle(), missed]).toEqual([[], ['connections']])
  })

  it('is over with a message for which there is no room, and missed once', async () => {
    const { tap, settle, missed } = tapped((bytes) => bytes < 500)
    tap.opened()
    expect([tap.message('sent', 'x'.repeat(100)), tap.message('sent', 'a')]).toEqual([false, false])
    tap.closed()
    expect([kinds(await settle()), missed]).toEqual([['socket', 'close'], ['connections']])
  })

  it('goes on after a message that is not told', async () => {
    const { tap, settle, missed } = tapped()
    tap.opened()
    expect([tap.message('sent', null), tap.message('sent', 'a')]).toEqual([true, true])
    expect([kinds(await settle()), missed]).toEqual([['socket', 'frame'], ['messages']])
  })

  it('may have 5,000 items that wait to be told, and as many again once they were', async () => {
    const { tap, settle, missed } = tapped()
    const messages = (count: number): boolean[] => Array.from({ length: count }, () => tap.message('sent', 'a'))
    tap.opened()
    expect(messages(4999).every(Boolean)).toBe(true)
    await settle()
    expect(messages(5000).every(Boolean)).toBe(true)
    expect([...messages(1), missed]).toEqual([false, ['connections']])
  })
})

it('a text takes two bytes a character, bytes one, and nothing none', () => {
  expect([textBytes('abc'), textBytes(new Uint8Array(3)), textBytes(null)]).toEqual([6, 3, 0])
})
