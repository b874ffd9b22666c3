import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { itAtLength } from '../support/at-length.ts'
import { connecting } from '../support/meeting-room.ts'
import { openPolling } from '../support/raw-polling.ts'
import { ENGINE, openRaw } from '../support/raw-web-socket.ts'
import { listen, patient, until, type Listener } from '../support/sockets.ts'

let server: RunningServer
const faults: unknown[] = []
beforeAll(async () => {
  server = await startServer({ onFault: (fault) => faults.push(fault), sockets: patient })
})
afterAll(() => server.close())
afterEach(() => expect(faults).toEqual([]))

const join = (guestName: string) => ['join-room', { code: 'abc-def-ghi', guestName }] as const

const malformed: [string, (string | Uint8Array<ArrayBuffer>)[]][] = [
  ['an unknown engine packet', ['x']],
  ['nothing', ['']],
  ['a ping of its own', ['2']],
  ['a packet of no type', ['4abc']],
  ['an event of nothing', ['42[]']],
  ['an event without a name', ['42']],
  ['an event without a name that wants an ack', ['427']],
  ['an event that is no list', ['42{}']],
  ['JSON that is none', ['42["join-room",{]']],
  ['an id of an ack that is none', ['42-1["join-room"]']],
  ['a reserved event', ['42["connect"]']],
  ['a second connection to a namespace', ['40']],
  ['a handshake that is a list', ['40/~x,["a"]']],
  ['an event before any connection', ['42/~x,["join-room"]']],
  ['attachments without end', ['459999999999-["join-room"]']],
  ['bytes', [new Uint8Array([4, 2, 91, 93])]],
  ['lists in lists in lists', [`42["join-room",${'['.repeat(100)}${']'.repeat(100)}]`]],
  ['a hundred thousand levels', [`42["join-room",${'['.repeat(100_000)}`]],
  ['more than a packet may have', [`42["join-room","${'x'.repeat(300_000)}"]`]],
]

describe('malformed packets', () => {
  let witness: Listener
  beforeAll(async () => {
    witness = await listen(server.url, { transports: ['websocket'] })
    await witness.ask(...join('Witness'))
  })
  afterAll(() => witness.socket.disconnect())

  it.each(malformed)('%s: close that connection, which frees its seat, and no other', async (_, packets) => {
    const raw = await openRaw(server)
    raw.send(`42${JSON.stringify(join('Raw'))}`)
    await until(() => raw.heard.some((packet) => packet.startsWith('42["room-joined"')))
    for (const packet of packets) raw.send(packet)
    await raw.closed
    await until(() => witness.heard.at(-1)?.[0] === 'user-left')
    expect(witness.heard.splice(0).map(([event]) => event)).toEqual(['user-joined', 'user-left'])
    expect(witness.ends).toEqual([])
  })

  it('of bytes, which are legal, are refused like any other value that is not text, and no connection is cut', async () => {
    const raw = await openRaw(server)
    raw.send('451-8["join-room",{"code":{"_placeholder":true,"num":0}}]')
    raw.send(new Uint8Array([1, 2, 3]))
    await until(() => raw.heard.some((packet) => packet.startsWith('438')))
    expect(raw.heard.at(-1)).toBe('438[{"statusCode":400,"message":["code must be a string"]}]')
    raw.send('461-9[{"_placeholder":true,"num":0}]')
    raw.send(new Uint8Array([4]))
    raw.send('427["leave-room"]')
    await until(() => raw.heard.includes('437[{"success":true}]'))
    expect(raw.isOpen()).toBe(true)
    raw.close()
  })

  itAtLength(
    'of any text, and events of any JSON, never trouble the process, nor anybody else',
    200,
    async (numRuns) => {
      const anything = fc.oneof(
        // The same as `fc.string({ unit: 'binary' })`, which takes a second to be made.
        fc.array(fc.nat(0x10ffff)).map((points) => String.fromCodePoint(...points)),
        fc.string().map((text) => `4${text}`),
        fc.string().map((text) => `42${text}`),
        fc.tuple(fc.nat(), fc.array(fc.jsonValue())).map(([id, list]) => `42${id}${JSON.stringify(list)}`),
        fc
          .tuple(fc.constantFrom('join-room', 'leave-room', 'lock-room', 'end-room'), fc.array(fc.jsonValue()))
          .map(([event, rest]) => `421${JSON.stringify([event, ...rest])}`),
        fc.jsonValue().map((auth) => `40/~fuzz,${JSON.stringify(auth)}`),
      )
      await fc.assert(
        fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 8 }), async (packets) => {
          const raw = await openRaw(server)
          for (const packet of packets) raw.send(packet)
          raw.send('429["leave-room"]')
          await until(() => !raw.isOpen() || raw.heard.includes('439[{"success":true}]'))
          raw.close()
        }),
        { numRuns },
      )
      expect(await witness.hears()).toEqual([])
    },
  )

  it('names that every object has are no events', async () => {
    const raw = await openRaw(server)
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) raw.send(`421["${name}",{}]`)
    raw.send('420[5,{}]')
    raw.send('427["leave-room"]')
    await until(() => raw.heard.includes('437[{"success":true}]'))
    expect(raw.heard.filter((packet) => /^4[23]/.test(packet))).toEqual(['437[{"success":true}]'])
    expect(raw.isOpen()).toBe(true)
  })

  it('too large over polling are refused with 413', async () => {
    const polled = await fetch(`${server.url}${ENGINE}polling`)
    const { sid }: { sid: string } = JSON.parse((await polled.text()).slice(1))
    const answer = await fetch(`${server.url}${ENGINE}polling&sid=${sid}`, {
      method: 'POST',
      body: 'x'.repeat(300_000),
    })
    expect(answer.status).toBe(413)
  })
})

describe('a packet that is refused over polling', () => {
  const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
  const packets: [string, string][] = [
    ['a join', `42["join-room",{"code":"abc-def-ghi","guestName":"Deep","x":${deep(100)}}]`],
    [
      'a join of a hundred thousand levels',
      `42["join-room",{"code":"abc-def-ghi","guestName":"Deep","x":${deep(100_000)}}]`,
    ],
    ['a connection', `40/~deep,{"token":${deep(100_000)}}`],
  ]

  it.each(packets)('is not carried out: %s', async (_, packet) => {
    await using world = await server.world()
    using other = await connecting(world)()
    await other.ask(...join('Other'))
    const { post, get } = await openPolling(server, `40${JSON.stringify({ world: world.name })}`)
    await get()
    await post(packet)
    expect(await (await get()).text()).toContain('The payload nests too deep.')
    expect(await other.hears()).toEqual([])
    expect((await world.meetingRooms.get('abc-def-ghi')).inside).toHaveLength(1)
    expect(server.mock.worlds.get('deep')).toBeUndefined()
  })
})
