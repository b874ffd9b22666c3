import { describe, expect, it } from 'vitest'
import type { Seen } from '../model/seen.ts'
import { createSessions, type Sessions, type SocketMoment } from './sessions.ts'

const AT = { at: 5, place: 'here' }
const POLLING = 'http://a.example/socket.io/?EIO=4&transport=polling'
const SOCKET = 'ws://a.example/socket.io/?EIO=4&transport=websocket'

const polled = (way: 'sent' | 'received', body: string, sid?: string): Seen => ({
  kind: 'payload',
  url: sid === undefined ? POLLING : `${POLLING}&sid=${sid}`,
  headers: [['x', '1']],
  way,
  body,
  ...AT,
})
const socket = (wire: string, url = SOCKET): Seen => ({ kind: 'socket', wire, url, headers: [['x', '1']], ...AT })
const frame = (wire: string, way: 'sent' | 'received', data: string | Uint8Array): Seen => ({
  kind: 'frame',
  wire,
  way,
  data,
  ...AT,
})
const close = (wire: string): Seen => ({ kind: 'close', wire, ...AT })

const sessions = (): Sessions => createSessions({ url: null, prefixes: {}, path: '/socket.io/' })
const seeAll = ({ see }: Sessions, items: readonly Seen[]): SocketMoment[] =>
  items.flatMap((item) => (item.kind === 'exchange' ? [] : see(item)))
const short = (moments: readonly SocketMoment[]) =>
  moments.map(({ way, packet, session }) => [session.transport, way, packet?.type ?? 'over'])

describe('long polling', () => {
  it('belongs together by the id that its first answer gave', () => {
    const all = sessions()
    const moments = seeAll(all, [
      polled('received', '0{"sid":"s"}'),
      polled('sent', '40', 's'),
      polled('received', '2\u001e40{"sid":"c"}', 's'),
    ])
    expect(short(moments)).toEqual([
      ['polling', 'sent', 'connect'],
      ['polling', 'received', 'alive'],
      ['polling', 'received', 'connect'],
    ])
    expect(new Set(moments.map(({ session }) => session)).size).toBe(1)
    expect(moments[0]).toMatchObject({ ...AT, session: { key: 'http://a.example s', isWhole: true } })
  })

  it('of the same id below another path is another', () => {
    const all = createSessions({ url: null, prefixes: {}, path: '/socket.io/' })
    const below = { ...polled('sent', '40', 's'), url: POLLING.replace('/socket', '/qa/socket') + '&sid=s' }
    const keys = seeAll(all, [polled('sent', '40', 's'), below]).map(({ session }) => session.key)
    expect(keys).toEqual(['http://a.example s', 'http://a.example/qa s'])
  })

  it('whose beginning was not seen is known as such', () => {
    expect(seeAll(sessions(), [polled('sent', '40', 's')])).toMatchObject([{ session: { isWhole: false } }])
  })

  it('that opens nothing is left out', () => {
    expect(seeAll(sessions(), [polled('received', '{"code":0}'), polled('received', '0[]')])).toEqual([])
  })

  it('is over once a client says so, and begins anew with what follows', () => {
    const moments = seeAll(sessions(), [polled('sent', '40\u001e1', 's'), polled('sent', '40', 's')])
    expect(short(moments)).toEqual([
      ['polling', 'sent', 'connect'],
      ['polling', 'received', 'over'],
      ['polling', 'sent', 'connect'],
    ])
    expect(moments[0]?.session).not.toBe(moments[2]?.session)
  })

  it('may go on as a WebSocket, and then is over with it', () => {
    const moments = seeAll(sessions(), [
      polled('received', '0{"sid":"s"}'),
      polled('sent', '40', 's'),
      socket('w', `${SOCKET}&sid=s`),
      frame('w', 'sent', '2probe'),
      frame('w', 'received', '3probe'),
      frame('w', 'sent', '5'),
      frame('w', 'sent', '420["a"]'),
      close('w'),
      frame('w', 'sent', '421["a"]'),
    ])
    expect(short(moments)).toEqual([
      ['upgraded', 'sent', 'connect'],
      ['upgraded', 'sent', 'event'],
      ['upgraded', 'received', 'over'],
    ])
    expect(moments.map(({ session }) => session.isWhole)).toEqual([true, true, true])
  })

  it('below a path may go on as a WebSocket there, and as none below another', () => {
    const [polling, webSocket] = [POLLING, SOCKET].map((url) => `${url.replace('/socket', '/qa/socket')}&sid=s`)
    const below = { ...polled('sent', '40'), url: polling ?? '' }
    const moments = seeAll(sessions(), [
      below,
      socket('w', webSocket),
      frame('w', 'sent', '5'),
      socket('x', `${SOCKET}&sid=s`),
      frame('x', 'sent', '40'),
    ])
    expect(moments.map(({ session }) => [session.key, session.transport])).toEqual([
      ['http://a.example/qa s', 'upgraded'],
      ['http://a.example s', 'websocket'],
    ])
  })

  it('outlives a WebSocket that was only probed', () => {
    const moments = seeAll(sessions(), [
      polled('received', '0{"sid":"s"}'),
      socket('w', `${SOCKET}&sid=s`),
      frame('w', 'sent', '2probe'),
      close('w'),
      polled('sent', '40', 's'),
    ])
    expect(short(moments)).toEqual([['polling', 'sent', 'connect']])
  })
})

describe('a WebSocket', () => {
  it('is a connection of its own, whole from its opening on', () => {
    const moments = seeAll(sessions(), [
      socket('w'),
      frame('w', 'received', '0{"sid":"s"}'),
      frame('w', 'sent', '40'),
      close('w'),
    ])
    expect(short(moments)).toEqual([
      ['websocket', 'sent', 'connect'],
      ['websocket', 'received', 'over'],
    ])
    expect(moments[0]?.session).toMatchObject({ key: 'w', isWhole: true, headers: [['x', '1']] })
    expect(moments.map(({ at, place }) => [at, place])).toEqual([
      [5, 'here'],
      [5, 'here'],
    ])
  })

  it('without its opening is not whole; a question of the client shows nothing', () => {
    const moments = seeAll(sessions(), [socket('w'), frame('w', 'sent', '2'), frame('w', 'received', '2')])
    expect(short(moments)).toEqual([['websocket', 'received', 'alive']])
    expect(moments[0]?.session.isWhole).toBe(false)
  })

  it('of another address, and a frame of no known wire, are left out', () => {
    expect(
      seeAll(sessions(), [socket('w', 'ws://a.example/hmr'), frame('w', 'sent', '40'), frame('x', 'sent', '40')]),
    ).toEqual([])
  })

  it('keeps the two directions apart', () => {
    const moments = seeAll(sessions(), [
      socket('w'),
      frame('w', 'sent', '451-["file",{"_placeholder":true,"num":0}]'),
      frame('w', 'received', '42["text"]'),
      frame('w', 'sent', new Uint8Array([1])),
    ])
    expect(short(moments)).toEqual([
      ['websocket', 'received', 'event'],
      ['websocket', 'sent', 'event'],
    ])
  })

  it('counts what cannot be read', () => {
    const all = sessions()
    seeAll(all, [socket('w'), frame('w', 'sent', '49'), frame('w', 'sent', 'x'), frame('w', 'sent', '42["a"]')])
    expect(all.unread()).toBe(2)
  })
})

it.each<[(n: number) => Seen, key: string]>([
  [(n) => polled('sent', '6', `s${n}`), 'http://a.example s0'],
  [(n) => socket(`w${n}`), 'w0'],
])('of more than ten thousand connections, the oldest is over', (opening, key) => {
  const { see } = sessions()
  const open = (n: number): SocketMoment[] => seeAll({ see, unread: () => 0 }, [opening(n)])
  for (let n = 0; n < 10_000; n++) expect(open(n)).toEqual([])
  expect(open(10_000)).toMatchObject([{ ...AT, way: 'received', packet: null, session: { key } }])
})
