import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { connect } from './client/connect.ts'
import { startServer } from './server.ts'
import { failStore } from '../tests/support/failing-store.ts'
import { listen } from '../tests/support/sockets.ts'
import { standTimers } from '../tests/support/timers.ts'

const statusAt = (url: string, path = '/api/v1/livechat/rooms', headers: Record<string, string> = {}) =>
  fetch(`${url}${path}`, { headers }).then(
    ({ status }) => status,
    () => null,
  )

/** An address of this machine that is not loopback's, if it has one. */
const OWN_ADDRESS = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address

describe('a server', () => {
  it('listens on a free port of both loopback addresses until it is closed', async () => {
    const server = await startServer()
    expect([server.url, server.control]).toEqual([`http://127.0.0.1:${server.port}`, null])
    expect([await statusAt(server.url), await statusAt(`http://[::1]:${server.port}`)]).toEqual([401, 401])
    await server.close()
    expect(await statusAt(server.url)).toBeNull()
  })

  it('listens at the port and host that it is given, and rejects if that is taken', async () => {
    await using server = await startServer({ host: '127.0.0.1' })
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`)
    await expect(startServer({ port: server.port, host: '127.0.0.1' })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await using open = await startServer({ host: '0.0.0.0' })
    expect([open.url, await statusAt(open.url)]).toEqual([`http://localhost:${open.port}`, 401])
    await using all = await startServer({ host: '::' })
    expect([all.url, await statusAt(all.url)]).toEqual([`http://localhost:${all.port}`, 401])
    await using named = await startServer({ host: 'localhost' })
    const both = [`http://127.0.0.1:${named.port}`, `http://[::1]:${named.port}`]
    expect([named.url, ...(await Promise.all(both.map((url) => statusAt(url))))]).toEqual([both[0], 401, 401])
    await using six = await startServer({ host: '::1' })
    expect([six.url, await statusAt(six.url)]).toEqual([`http://[::1]:${six.port}`, 401])
  })

  it.skipIf(OWN_ADDRESS === undefined)('may be called by pages of the address that it listens on', async () => {
    await using server = await startServer({ host: String(OWN_ADDRESS) })
    expect(server.url).toBe(`http://${OWN_ADDRESS}:${server.port}`)
    const allowed = (origin: string) => statusAt(server.url, '/api/v1/livechat/rooms', { origin })
    expect(await allowed(`http://${OWN_ADDRESS}:1`)).toBe(401)
    expect(await allowed('http://192.0.2.77:1')).toBe(403)
  })

  it('serves Socket.IO on the same port, unless it is left out', async () => {
    await using server = await startServer()
    using socket = await listen(server.url, { transports: ['websocket'] })
    expect(socket.id).not.toBe('')
    await using without = await startServer({ sockets: false })
    expect(await statusAt(without.url, '/socket.io/?EIO=4&transport=polling')).toBe(404)
  })

  it('ends at once, though a client of DDP stays connected', async () => {
    using _ = standTimers()
    const server = await startServer({ host: '127.0.0.1' })
    const client = new WebSocket(`${server.url.replace('http', 'ws')}/websocket`)
    await once(client, 'open')
    const closed = once(client, 'close')
    await server.close()
    await closed
  })

  it('has worlds by its own client, without a port for the control plane', async () => {
    await using server = await startServer()
    const world = await server.world({ name: 'qa' })
    expect([world.url, await statusAt(world.url), (await server.attach()).name]).toEqual([
      `${server.url}/~qa`,
      401,
      'default',
    ])
  })

  it('has a control plane with a console where that is asked for, and links to it', async () => {
    await using server = await startServer({ control: true })
    const { url, token } = server.control
    expect(server.mock.links.console).toBe(`${url}/console/`)
    expect(await statusAt(url, '/mock')).toBe(401)
    expect(await statusAt(url, '/mock', { authorization: `Bearer ${token}` })).toBe(200)
    expect(await statusAt(url, '/console/')).toBe(200)
    await using world = await connect(server.control).world({ name: 'far' })
    expect(world.url).toBe(`${server.url}/~far`)
    expect(await statusAt(server.url, '/mock')).toBe(404)
  })

  it('takes more in its control plane than in calls, such as snapshots', async () => {
    await using server = await startServer({ control: true, limits: { body: 10 } })
    await using world = await connect(server.control).world({ name: 'with-a-long-name' })
    await world.restore(await world.snapshot())
    const call = await fetch(`${world.url}/rooms/abc-def-ghi/join`, { method: 'POST', body: '{"guestName":"Ann"}' })
    expect(call.status).toBe(413)
  })

  it('tells each exchange, and its own faults', async () => {
    const [exchanges, faults] = [Array.of<number>(), Array.of<string>()]
    await using server = await startServer({
      onExchange: ({ answer }) => exchanges.push(answer.status),
      onFault: (fault) => faults.push(String(Object(fault).message)),
    })
    await statusAt(server.url)
    failStore(server.mock)
    expect([await statusAt(server.url), exchanges, faults]).toEqual([500, [401, 500], ['the store has failed']])
  })

  it('is called by further names, and by pages of further origins', async () => {
    await using server = await startServer({ corsOrigins: ['https://app.test'] })
    const allowed = async (origin: string) => {
      const answer = await fetch(`${server.url}/api/v1/livechat/rooms`, { headers: { origin } })
      return [answer.status, answer.headers.get('access-control-allow-origin')]
    }
    expect([await allowed('https://app.test'), await allowed('https://other.test')]).toEqual([
      [401, 'https://app.test'],
      [403, null],
    ])
  })
})
