import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failStore } from '../../../tests/support/failing-store.ts'
import { listen, patient, until } from '../../../tests/support/sockets.ts'
import { startServer, type RunningServer } from '../../server.ts'
import type { Exchange } from '../exchange.ts'

const WEB_SOCKET = { transports: ['websocket'] }
const CODE = 'abc-def-ghi'
const exchanges: Exchange[] = []
const faults: unknown[] = []
let server: RunningServer
beforeAll(async () => {
  server = await startServer({
    sockets: patient,
    onExchange: (exchange) => exchanges.push(exchange),
    onFault: (fault) => faults.push(fault),
  })
})
afterAll(() => server.close())

const told = (method: string) =>
  exchanges
    .filter(({ request }) => request.method === method)
    .map(({ request, answer }) => [request.target, answer.about.outcome ?? answer.about.cause])
const connect = (world: string) => listen(`${server.url}/~${world}`, WEB_SOCKET)

describe('an event', () => {
  it('is answered by its ack, with or without a payload, and told', async () => {
    using socket = await connect('ack')
    exchanges.length = 0
    expect(await socket.ask('join-room', { code: CODE, guestName: 'Jane' })).toMatchObject({ guestName: 'Jane' })
    expect(await socket.ask('join-room')).toMatchObject({ statusCode: 400 })
    expect(await socket.ask('join-room', 1, 2, 3)).toMatchObject({ statusCode: 400 })
    expect(await socket.ask('leave-room', {})).toEqual({ success: true })
    expect(told('EVENT').map(([target]) => target)).toEqual(['join-room', 'join-room', 'join-room', 'leave-room'])
    expect(told('EVENT')[0]?.[1]).toBe('joined-as-guest')
  })

  it('without an ack is answered by an event, of its success or refusal', async () => {
    using socket = await connect('events')
    socket.socket.emit('join-room', { code: CODE, guestName: 'Jane' })
    socket.socket.emit('join-room', { code: 'none' })
    const heard = await socket.hears()
    expect(heard.map(([name]) => name)).toEqual(['room-joined', 'exception'])
  })

  it('that is unknown gets no answer, and is told with those that are known', async () => {
    using socket = await connect('unknown')
    exchanges.length = 0
    const answers: unknown[] = []
    socket.socket.emit('no-such-event', {}, (answer: unknown) => answers.push(answer))
    expect([await socket.hears(), answers]).toEqual([[], []])
    expect(told('EVENT')[0]).toEqual([
      'no-such-event',
      expect.stringMatching(/^unknown event, so no ack; known events: .*join-room/),
    ])
  })

  it('that is armed to wait is answered after that; one armed to break, never', async () => {
    const world = await server.world({ name: 'armed' })
    using socket = await connect('armed')
    await world.arm('leaveMeetingRoom', { latency: '1ms' }, { times: 1 })
    expect(await socket.ask('leave-room', {})).toEqual({ success: true })
    await world.arm('leaveMeetingRoom', { reset: true }, { times: 1 })
    socket.socket.emit('leave-room', {})
    await until(() => socket.ends.length > 0)
    expect(socket.ends).toEqual(['transport close'])
  })

  it('whose answer fails by a fault of ours is answered so', async () => {
    const own = await startServer({ sockets: patient, onFault: (fault) => faults.push(fault) })
    using socket = await listen(own.url, WEB_SOCKET)
    faults.length = 0
    failStore(own.mock)
    expect(await socket.ask('leave-room', {})).toEqual({ statusCode: 500, message: 'Internal server error' })
    expect(faults.map((fault) => Object(fault).message)).toEqual(['the store has failed'])
    await own.close()
  })
})

describe('a socket that goes', () => {
  it('gives up its seat, which is told', async () => {
    const socket = await connect('gone')
    using other = await connect('gone')
    await other.ask('join-room', { code: CODE, guestName: 'Ann' })
    await socket.ask('join-room', { code: CODE, guestName: 'Ben' })
    exchanges.length = 0
    socket.socket.disconnect()
    await until(() => other.heard.some(([name]) => name === 'user-left'))
    expect(told('DISCONNECT')).toEqual([['/~gone', 'client namespace disconnect; the seat is free again']])
  })

  it('without a seat is told, too', async () => {
    const socket = await connect('gone2')
    exchanges.length = 0
    socket.socket.disconnect()
    await until(() => told('DISCONNECT').length > 0)
    expect(told('DISCONNECT')).toEqual([['/~gone2', 'client namespace disconnect']])
  })

  it('of a dropped world tells nothing, and is disconnected', async () => {
    using socket = await connect('dropped')
    exchanges.length = 0
    void server.mock.worlds.drop('dropped')
    await until(() => socket.ends.length > 0)
    expect([socket.ends, told('DISCONNECT')]).toEqual([['io server disconnect'], []])
  })

  it('lets its world be dropped as idle, and until then does not', async () => {
    const socket = await connect('held')
    const release = server.mock.worlds.hold('held')
    release()
    void server.mock.worlds.sweep()
    expect(server.mock.worlds.get('held')).toBeDefined()
    socket.socket.disconnect()
  })
})
