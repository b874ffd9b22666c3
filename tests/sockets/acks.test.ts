import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { tokenOf, type World } from '../support/meeting-room.ts'
import { openPolling } from '../support/raw-polling.ts'
import { openRaw, type RawWebSocket } from '../support/raw-web-socket.ts'
import { patient, until } from '../support/sockets.ts'

// A client of Socket.IO forgets a call with its first ack, and shows no second one: here every packet counts.

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ sockets: patient })
})
afterAll(() => server.close())

const LAST = '4399[{"success":true}]'

/** The packets that answer, as one whose last call is answered has heard them. */
async function answers(raw: RawWebSocket, packets: readonly string[]): Promise<string[]> {
  const before = raw.heard.length
  for (const packet of [...packets, '4299["leave-room",{"code":"no-such-one"}]']) raw.send(packet)
  await until(() => raw.heard.includes(LAST))
  raw.close()
  // Pings of the server are no answers.
  return raw.heard.slice(before).filter((packet) => packet !== '2')
}

const connect = (world: World, as: 'guest' | 'host'): Promise<RawWebSocket> =>
  openRaw(server, [`40${JSON.stringify({ world: world.name, token: tokenOf(world, as) })}`])

const SEAT =
  /^431\[\{"id":"\w+","roomId":"\w+","userId":(?:null|"\w+"),"guestName":(?:null|"Ann"),"isActive":true,"isHost":(?:true|false),"joinedAt":"[^"]+","leftAt":null\}\]$/
const DONE = '431[{"success":true}]'
const JOIN = '421["join-room",{"code":"abc-def-ghi","guestName":"Ann"}]'
const exactly = (text: string | RegExp) => (typeof text === 'string' ? text : expect.stringMatching(text))

const CALLS: readonly (readonly [string, 'guest' | 'host', string, string | RegExp])[] = [
  ['a join', 'guest', JOIN, SEAT],
  ['the join of a host', 'host', '421["join-room",{"code":"abc-def-ghi"}]', SEAT],
  [
    'a join that is refused',
    'guest',
    '421["join-room",{"code":"lck-rom-now","guestName":"Ann"}]',
    '431[{"statusCode":403,"message":"Room is locked"}]',
  ],
  [
    'a join without a payload',
    'guest',
    '421["join-room"]',
    '431[{"statusCode":400,"message":["code must be a string"]}]',
  ],
  ['leaving', 'guest', '421["leave-room"]', DONE],
  ['locking', 'host', '421["lock-room",{"code":"abc-def-ghi","locked":true}]', DONE],
  [
    'locking that is refused',
    'guest',
    '421["lock-room",{"code":"abc-def-ghi","locked":true}]',
    '431[{"statusCode":403,"message":"Not authorized"}]',
  ],
  ['ending', 'host', '421["end-room",{"code":"abc-def-ghi"}]', DONE],
]

describe('a call that asks for an ack', () => {
  it.each(CALLS)('is sent one, with one argument, and no event beside it: %s', async (_, as, packet, ack) => {
    await using world = await server.world()
    expect(await answers(await connect(world, as), [packet])).toEqual([exactly(ack), LAST])
  })

  it('is sent one over polling, too', async () => {
    await using world = await server.world()
    const { get, post } = await openPolling(server, `40${JSON.stringify({ world: world.name })}`)
    await get()
    await post(JOIN)
    await post('4299["leave-room",{"code":"no-such-one"}]')
    const packets: string[] = []
    while (!packets.includes(LAST)) packets.push(...(await (await get()).text()).split('\x1e'))
    expect(packets.filter((packet) => packet !== '2')).toEqual([expect.stringMatching(SEAT), LAST])
  })

  it('is sent each its own: two with different numbers, in their order', async () => {
    await using world = await server.world()
    const [first, second] = ['4217["leave-room"]', '425["lock-room",{"code":"abc-def-ghi","locked":true}]']
    expect(await answers(await connect(world, 'host'), [first, second])).toEqual([
      '4317[{"success":true}]',
      '435[{"success":true}]',
      LAST,
    ])
  })

  it('is sent one when the answer is late', async () => {
    await using world = await server.world()
    await world.arm('joinMeetingRoom', { latency: 5 }, { times: 1 })
    const raw = await connect(world, 'guest')
    raw.send(JOIN)
    await until(() => raw.heard.some((packet) => packet.startsWith('431')))
    expect((await answers(raw, [])).length).toBe(1)
    expect(raw.heard.filter((packet) => SEAT.test(packet))).toHaveLength(1)
  })
})

describe('a call at which the mock itself fails', () => {
  it('is answered that it has, once, and those that follow are answered as ever', async () => {
    const faults: unknown[] = []
    const clock = { fails: false, now: () => (clock.fails ? fail() : Date.parse('2026-03-03T10:30:00.000Z')) }
    await using own = await startServer({ clock, sockets: patient, onFault: (fault) => faults.push(fault) })
    await using world = await own.world({ clock: 'real' })
    const raw = await openRaw(own, [`40${JSON.stringify({ world: world.name })}`])
    clock.fails = true
    raw.send(JOIN)
    await until(() => raw.heard.length > 2)
    clock.fails = false
    expect((await answers(raw, [])).length).toBe(1)
    expect(raw.heard.slice(2)).toEqual(['431[{"statusCode":500,"message":"Internal server error"}]', LAST])
    expect(faults).toEqual([new Error('the clock has stopped')])
  })
})

const fail = (): never => {
  throw new Error('the clock has stopped')
}

describe('a call that asks for no ack', () => {
  it.each([
    [
      'a join',
      'guest',
      '42["join-room",{"code":"abc-def-ghi","guestName":"Ann"}]',
      /^42\["room-joined",\{"id":"\w+",.*\}\]$/,
    ],
    [
      'a join that is refused',
      'guest',
      '42["join-room"]',
      '42["exception",{"statusCode":400,"message":["code must be a string"]}]',
    ],
    [
      'locking that is refused',
      'guest',
      '42["lock-room",{"code":"abc-def-ghi","locked":true}]',
      '42["exception",{"statusCode":403,"message":"Not authorized"}]',
    ],
  ] as const)('is sent one event: %s', async (_, as, packet, event) => {
    await using world = await server.world()
    expect(await answers(await connect(world, as), [packet])).toEqual([exactly(event), LAST])
  })

  it.each([
    ['leaving', 'guest', '42["leave-room"]'],
    ['locking', 'host', '42["lock-room",{"code":"abc-def-ghi","locked":true}]'],
    ['ending', 'host', '42["end-room",{"code":"abc-def-ghi"}]'],
    ['an event that there is not', 'guest', '42["mute-participant",{}]'],
    ['one that there is not, for all that it asks for an ack', 'guest', '421["mute-participant",{}]'],
  ] as const)('is sent nothing where no event stands for the success: %s', async (_, as, packet) => {
    await using world = await server.world()
    expect(await answers(await connect(world, as), [packet])).toEqual([LAST])
  })
})
