// The statements of the Socket.IO protocol, version 5, one by one, against the product's own set-up with an echo behind it.
// Exception: the product has only the namespaces of worlds; the echo has one of its own in their place.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEcho, type EchoServer } from '../support/protocol/echo-server.ts'
import { openWire, type Heard, type Wire } from '../support/protocol/wire.ts'
import { patient } from '../support/sockets.ts'

const SOCKET = 'EIO=4&transport=websocket'

let server: EchoServer
beforeAll(async () => {
  server = await startEcho('events', { ...patient, pingIntervalMs: 600_000 })
})
afterAll(() => server[Symbol.asyncDispose]())

/** A wire whose Engine.IO handshake has come. */
async function opened(port = server.port): Promise<Wire> {
  const wire = openWire(port, SOCKET)
  expect(String(await wire.next())).toMatch(/^0\{/)
  return wire
}

/** The same in the main namespace. */
async function connected(): Promise<Wire> {
  const wire = await opened()
  wire.send('40')
  expect([String(await wire.next()).slice(0, 2), await wire.next()]).toEqual(['40', '42["auth",{}]'])
  return wire
}

const heard = async (wire: Wire, count: number): Promise<Heard[]> => {
  const all: Heard[] = []
  while (all.length < count) all.push(await wire.next())
  return all
}

const [FIRST, SECOND] = [new Uint8Array([1, 2, 3]), new Uint8Array([4, 5, 6])]
const PLACES = '{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}'

describe('the protocol of Socket.IO', { tags: ['full'] }, () => {
  describe('a connection', () => {
    it.each([
      ['the main namespace', '40', '40', '42["auth",{}]'],
      ['the main namespace, with credentials', '40{"token":"123"}', '40', '42["auth",{"token":"123"}]'],
      ['another namespace', '40/other,', '40/other,', '42/other,["auth",{}]'],
      [
        'another namespace, with credentials',
        '40/other,{"token":"abc"}',
        '40/other,',
        '42/other,["auth",{"token":"abc"}]',
      ],
    ])('enters %s', async (_, packet, prefix, told) => {
      const wire = await opened()
      wire.send(packet)
      const entered = String(await wire.next())
      expect([entered.slice(0, prefix.length), JSON.parse(entered.slice(prefix.length))]).toEqual([
        prefix,
        { sid: expect.any(String) },
      ])
      expect(await wire.next()).toBe(told)
      wire.close()
    })

    it('to an unknown namespace is refused, and stays open', async () => {
      const wire = await opened()
      wire.send('40/nowhere')
      expect(await wire.next()).toBe('44/nowhere,{"message":"Invalid namespace"}')
      wire.send('40')
      expect(String(await wire.next())).toMatch(/^40\{/)
      wire.close()
    })

    it('that begins with no handshake is ended', async () => {
      const wire = await opened()
      wire.send('4abc')
      await wire.ended
    })

    it('that never enters a namespace is ended after its time', async () => {
      await using strict = await startEcho('events', { ...patient, connectTimeoutMs: 100 })
      await (
        await opened(strict.port)
      ).ended
    })

    it('that leaves its namespace stays open, and may enter again', async () => {
      const wire = await connected()
      wire.send('41', '40/other,')
      expect((await heard(wire, 2)).at(-1)).toBe('42/other,["auth",{}]')
      wire.send('40')
      expect(String(await wire.next())).toMatch(/^40\{/)
      wire.close()
    })

    it('that leaves one namespace stays in the other', async () => {
      const wire = await connected()
      wire.send('40/other,')
      expect((await heard(wire, 2)).at(-1)).toBe('42/other,["auth",{}]')
      wire.send('41/other,', '42["tell","still here"]')
      expect(await wire.next()).toBe('42["told","still here"]')
      wire.close()
    })
  })

  describe('an event', () => {
    it('carries any JSON', async () => {
      const wire = await connected()
      wire.send('42["tell",1,"2",{"3":[true,null]},"é世🙂"]')
      expect(await wire.next()).toBe('42["told",1,"2",{"3":[true,null]},"é世🙂"]')
      wire.close()
    })

    it('is acked with its own number', async () => {
      const wire = await connected()
      wire.send('42456["tell",1,"2",{"3":[false]}]', '420["tell"]')
      expect(await heard(wire, 2)).toEqual(['43456[1,"2",{"3":[false]}]', '430[]'])
      wire.close()
    })

    it('carries bytes in attachments', async () => {
      const wire = await connected()
      wire.send(`452-["tell",${PLACES}]`, FIRST, SECOND)
      expect(await heard(wire, 3)).toEqual([`452-["told",${PLACES}]`, [1, 2, 3], [4, 5, 6]])
      wire.close()
    })

    it('with bytes is acked with bytes', async () => {
      const wire = await connected()
      wire.send(`452-789["tell",${PLACES}]`, FIRST, SECOND)
      expect(await heard(wire, 3)).toEqual([`462-789[${PLACES}]`, [1, 2, 3], [4, 5, 6]])
      wire.close()
    })

    it('with bytes in another namespace goes there', async () => {
      const wire = await connected()
      wire.send('40/other,')
      await heard(wire, 2)
      wire.send('451-/other,["tell",{"_placeholder":true,"num":0}]', FIRST)
      expect(await heard(wire, 2)).toEqual(['451-/other,["told",{"_placeholder":true,"num":0}]', [1, 2, 3]])
      wire.close()
    })

    it.each([
      ['of no known type', ['4abc']],
      ['whose payload is no list', ['42{}']],
      ['whose payload is no JSON', ['42["tell",{]']],
      ['whose number is none', ['42abc["tell",1]']],
      ['in a namespace that was not entered', ['42/other,["tell",1]']],
      ['whose attachment is text', [`451-["tell",{"_placeholder":true,"num":0}]`, '42["tell"]']],
      ['that is bytes alone', [FIRST]],
    ])('%s ends the connection', async (_, packets) => {
      const wire = await connected()
      wire.send(...packets)
      await wire.ended
    })
  })

  it('holds over polling, too: bytes are base64 there', async () => {
    const { openPoller } = await import('../support/protocol/poller.ts')
    const { post, poll } = await openPoller(server.url)
    await post('40')
    let text = ''
    while (!text.includes('"auth"')) text += `${(await poll()).text}\x1e`
    await post('451-7["tell",{"_placeholder":true,"num":0}]\x1ebAQID')
    expect((await poll()).text).toBe('461-7[{"_placeholder":true,"num":0}]\x1ebAQID')
  })
})
