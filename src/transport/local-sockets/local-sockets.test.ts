import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { settle, standTimers } from '../../../tests/support/timers.ts'
import { createCore, type MockOptions } from '../../mock/core.ts'
import type { Exchange } from '../exchange.ts'
import type { SocketOptions } from '../socket-io/socket-context.ts'
import { createLocalSockets } from './local-sockets.ts'

const JOIN = '["join-room",{"code":"abc-def-ghi","guestName":"Jane"}]'

/** Clients of a mock without a server, each on a WebSocket. */
function begin(options: SocketOptions = {}, wanted: MockOptions = {}) {
  const core = createCore(wanted)
  const [exchanges, faults]: [Exchange[], unknown[]] = [[], []]
  const engine = createLocalSockets({
    mock: core,
    options,
    onExchange: (exchange) => exchanges.push(exchange),
    onFault: (fault) => faults.push(fault),
  })
  /** A client that polls. */
  const polling = async () => {
    const target = '/socket.io/?EIO=4&transport=polling'
    const gone = new AbortController().signal
    const opened = await engine.request({ method: 'GET', target, headers: {}, body: '', gone }, [])
    const { sid }: { readonly sid: string } = JSON.parse(opened.body.slice(1))
    const ask = async (method: string, body = ''): Promise<string> =>
      (await engine.request({ method, target: `${target}&sid=${sid}`, headers: {}, body, gone }, [])).body
    return { poll: () => ask('GET'), post: (body: string) => ask('POST', body) }
  }
  const open = (query = '', headers: Readonly<Record<string, string>> = {}) => {
    const heard: string[] = []
    const target = `/socket.io/?EIO=4&transport=websocket${query}`
    const wire = engine.connect(
      { target, headers },
      { send: (data) => heard.push(data), close: () => heard.push('closed') },
    )
    if (!wire) throw new Error('it is refused')
    /** Sends packets, and gives what comes of them. */
    const say = async (...packets: unknown[]): Promise<string[]> => {
      heard.length = 0
      for (const packet of packets) wire.receive(packet)
      await settle()
      return [...heard]
    }
    return { say, wire, heard }
  }
  return { core, open, polling, exchanges, faults }
}

const seats = async ({ store }: ReturnType<typeof begin>['core'], world = 'default'): Promise<unknown> =>
  store.change(world, ({ meetingRooms }) => ({
    result: meetingRooms.get('abc-def-ghi')?.inside.filter(({ guestName }) => guestName === 'Jane').length,
    writes: [],
  }))

describe('a client of sockets without a server', () => {
  it('has an id of its own, as long as those of a server, for its connection and each namespace', async () => {
    const { open } = begin()
    const [one, other] = [open(), open()]
    const ids = [one, other].map(({ heard }) => JSON.parse(String(heard[0]).slice(1)).sid)
    const [entered = ''] = await one.say('40')
    ids.push(JSON.parse(entered.slice(2)).sid)
    expect(new Set(ids).size).toBe(3)
    for (const id of ids) expect(id).toMatch(/^[\w-]{20}$/)
  })

  it.each([
    [[0xff], '_'],
    [[0xfb, 0xef, 0xbe], '-'],
  ])('has an id that needs no escapes in a URL: of the bytes %j', (bytes, letter) => {
    const drawn = vi.spyOn(crypto, 'getRandomValues')
    onTestFinished(() => drawn.mockRestore())
    drawn.mockImplementation((array) => {
      if (array instanceof Uint8Array) array.set(array.map((_, at) => bytes[at % bytes.length] ?? 0))
      return array
    })
    expect(JSON.parse(String(begin().open().heard[0]).slice(1)).sid).toBe(letter.repeat(20))
  })

  it('enters, asks, and is answered by acks', async () => {
    const { open, core, exchanges } = begin()
    const { say } = open()
    expect(await say('40')).toEqual([expect.stringMatching(/^40\{"sid":/)])
    const [answer = ''] = await say(`427${JOIN}`)
    expect([answer.slice(0, 3), JSON.parse(answer.slice(3))]).toEqual([
      '437',
      [expect.objectContaining({ guestName: 'Jane' })],
    ])
    expect(await seats(core)).toBe(1)
    expect(exchanges.map(({ request }) => [request.method, request.address])).toEqual([
      ['CONNECT', '127.0.0.1'],
      ['EVENT', '127.0.0.1'],
    ])
  })

  it('is in several namespaces of one connection, each a world, of which it may leave one', async () => {
    const { open, core } = begin()
    const { say } = open()
    await say('40', '40/~one,', '40/~two,')
    await say(`42/~one,${JOIN}`, `42/~two,${JOIN}`)
    expect([await seats(core), await seats(core, 'one'), await seats(core, 'two')]).toEqual([0, 1, 1])
    expect(await say('41/~one,', `42/~two,1["leave-room",{"code":"abc-def-ghi"}]`)).toEqual([
      expect.stringMatching(/^43\/~two,1/),
    ])
    expect([await seats(core, 'one'), await seats(core, 'two')]).toEqual([0, 0])
    expect(await say('40/~one,')).toEqual([expect.stringMatching(/^40\/~one,\{"sid":/)])
  })

  it('names its world in the query, in a header, or in auth', async () => {
    for (const [query, headers, packet] of [
      ['&world=qa', {}, '40'],
      ['', { 'x-greenroom-world': 'qa' }, '40'],
      ['', {}, '40{"world":"qa"}'],
    ] as const) {
      const { open, core } = begin()
      await open(query, headers).say(packet)
      expect(core.worlds.list().map(({ name }) => name)).toEqual(['default', 'qa'])
    }
  })

  it('is told of a namespace that there is not, and why it may not enter one', async () => {
    const { open } = begin()
    const { say } = open()
    expect(await say('40/other,')).toEqual(['44/other,{"message":"Invalid namespace"}'])
    const [refusal = ''] = await say('40{"token":"no token"}')
    expect(JSON.parse(refusal.slice(2))).toMatchObject({ message: 'Unauthorized', data: { statusCode: 401 } })
    expect(await say('40')).toEqual([expect.stringMatching(/^40\{"sid":/)])
  })

  it.each([
    ['what it says before it has entered', [], `42${JOIN}`],
    ['a second entrance', ['40'], '40'],
    ['a refusal, which only a server sends', ['40'], '44{"message":"no"}'],
    ['what is no packet', ['40'], '4x'],
    ['what is no packet, before it has entered', [], '4x'],
    ['bytes that nobody has announced', ['40'], new Uint8Array([1])],
  ])('is cut for %s', async (_, before, packet) => {
    const { open, core } = begin()
    const { say } = open()
    await say(...before)
    if (before.length > 0) await say(`42${JOIN}`)
    expect((await say(packet)).at(-1)).toBe('closed')
    expect(await seats(core)).toBe(0)
  })

  it('that sends what is no packet, and polls no more, is cut after a second', async () => {
    using timers = standTimers()
    const { polling, core } = begin()
    const { poll, post } = await polling()
    await post('40')
    await poll()
    await post(`420${JOIN}`)
    // The ack waits for a poll.
    await post('4x')
    timers.pass(999)
    await settle()
    expect(await seats(core)).toBe(1)
    timers.pass(1)
    await settle()
    expect(await seats(core)).toBe(0)
  })

  it('is told why it is cut: what it sent nests too deep', async () => {
    const { open } = begin()
    const { say } = open()
    await say('40')
    const heard = await say(`42["join-room",${'['.repeat(100)}${']'.repeat(100)}]`)
    expect(heard[0]).toMatch(/^42\["exception",\{"statusCode":400,"message":"The payload nests too deep\./)
    expect(heard.slice(1)).toEqual(['closed', 'closed'])
  })

  it('gives up its seats with its connection, once', async () => {
    const { open, core, exchanges, faults } = begin()
    const { say, wire } = open()
    await say('40')
    await say(`42${JOIN}`)
    wire.closed()
    wire.closed()
    await settle()
    expect([await seats(core), faults]).toEqual([0, []])
    expect(exchanges.filter(({ request }) => request.method === 'DISCONNECT')).toHaveLength(1)
  })

  it('hears what others do', async () => {
    const { open } = begin()
    const [watcher, other] = [open(), open()]
    await watcher.say('40')
    await watcher.say(`42${JOIN}`)
    watcher.heard.length = 0
    await other.say('40')
    await other.say(`42${JOIN.replace('Jane', 'Ben')}`)
    expect(watcher.heard).toEqual([expect.stringMatching(/^42\["user-joined".*"Ben"/)])
  })

  it('is cut if it enters no namespace in time, and not if it has', async () => {
    using timers = standTimers()
    const { open } = begin({ connectTimeoutMs: 500, pingIntervalMs: 600_000 })
    const [late, inTime] = [open(), open()]
    expect(await inTime.say('40')).toHaveLength(1)
    timers.pass(499)
    await settle()
    expect(late.heard).not.toContain('closed')
    timers.pass(1)
    await settle()
    expect([late.heard.at(-1), inTime.heard.includes('closed')]).toEqual(['closed', false])
  })

  it('that has gone while it was let in enters nothing, so that its world may be dropped as idle', async () => {
    const { open, core } = begin({}, { worldIdleMinutes: 0 })
    const [gone, there] = [open(), open()]
    gone.wire.receive('40/~gone,')
    gone.wire.closed()
    await there.say('40/~there,')
    for (let turn = 0; turn < 2; turn++) await core.worlds.sweep()
    expect(core.worlds.list().map(({ name }) => name)).toEqual(['default', 'there'])
  })
})
