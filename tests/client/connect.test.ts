import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { connect, type GreenroomEvent } from '../../src/client/connect.ts'
import { toMilliseconds } from '../../src/client/duration.ts'
import { Fault } from '../../src/fault.ts'
import { startServer } from '../../src/server.ts'
import { closeUnforced } from '../support/close-unforced.ts'
import { hear } from '../support/hear.ts'
import { JOIN_ROOM } from '../support/plane.ts'
import { connected, faultOf } from '../support/ways.ts'

describe('connecting', () => {
  it('lists worlds, tells of the mock and of events of all worlds', async () => {
    await using server = await startServer({ control: {} })
    const greenroom = connected(server)
    const work = async (): Promise<void> => {
      const world = await greenroom.world({ name: 'one' })
      await fetch(`${world.url}${JOIN_ROOM}`, { method: 'POST' })
      await fetch(`${server.url}/~first-use${JOIN_ROOM}`, { method: 'POST' })
      await world.drop()
    }
    const isDrop = ({ kind, data }: GreenroomEvent): boolean => kind === 'world' && data.kind === 'dropped'
    const heard = await hear(greenroom.events(), await greenroom.attach(), work, isDrop)
    expect(heard.map(({ kind, data }) => [kind, 'world' in data && data.world, 'why' in data ? data.why : ''])).toEqual(
      [
        ['world', 'one', 'asked'],
        ['exchange', 'one', ''],
        ['world', 'first-use', 'first use'],
        ['exchange', 'first-use', ''],
        ['world', 'one', 'asked'],
      ],
    )
    expect((await greenroom.worlds()).map(({ name }) => name)).toEqual(['default', 'first-use'])
    expect((await faultOf(() => greenroom.attach('a/b?c'))).message).toContain('There is no world "a/b?c"')
    expect(await greenroom.mock()).toMatchObject({ edition: 'current', seed: 'documented', url: server.url })
  })

  it('ends events when the server ends, in good order', async () => {
    const server = await startServer({ control: {} })
    const world = await connected(server).world()
    expect(await hear(world.events(), world, () => closeUnforced(server))).toEqual([])
  })

  it('with a wrong token, or none that fits, is a Fault that says so', async () => {
    await using server = await startServer({ control: {} })
    const url = server.control?.url ?? ''
    for (const token of ['wrong', '', 'x'.repeat(64)])
      expect((await faultOf(() => connect({ url, token }).worlds())).message).toContain('401')
    expect((await faultOf(() => connect({ url }).worlds())).message).toContain('go together')
    expect((await faultOf(() => connect({ token: 'x' }).worlds())).message).toContain('go together')
    expect((await faultOf(() => connect({ url: server.url, token: 'x' }).worlds())).message).toContain('refused')
  })

  it('that loses its token is told so, even by a drop, which minds no world that is gone', async () => {
    await using server = await startServer({ control: {} })
    const { url, token } = server.control
    const greenroom = connect({
      url,
      token,
      fetch: (to, init) => fetch(to, init.method === 'DELETE' ? { method: 'DELETE' } : init),
    })
    const world = await greenroom.world()
    expect((await faultOf(() => world.drop())).message).toContain('401')
  })

  it('hears events to the letter, in whatever pieces they come', async () => {
    const event = { kind: 'changed', world: 'w', why: 'asked', what: 'wrote person é😀' }
    const bytes = new TextEncoder().encode(`: greenroom\n\nevent: world\ndata: ${JSON.stringify(event)}\n\n`)
    const inBytes = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    const greenroom = connect({ url: 'http://localhost', token: 'x', fetch: async () => new Response(inBytes) })
    expect(await collect(greenroom.events())).toEqual([{ kind: 'world', data: event }])
  })

  it('to a server that has ended is a Fault that names its address', async () => {
    const server = await startServer({ control: {} })
    const greenroom = connected(server)
    const world = await greenroom.world()
    await server.close()
    for (const work of [
      () => greenroom.worlds(),
      () => world.drop(),
      () => world.reset(),
      () => collect(world.events()),
    ])
      expect((await faultOf(work)).message).toContain(`no control plane answers at ${server.control?.url}`)
  })

  it.each<[string, number, string]>([
    ['HTML', 200, '<!doctype html><title>not greenroom</title>'],
    ['nothing', 200, ''],
    ['HTML of an error', 500, '<h1>Oops</h1>'],
    ['a redirect', 302, ''],
  ])('to something else, which answers %s, is a Fault', async (_, status, body) => {
    const other = createServer((_request, response) =>
      response.writeHead(status, { location: 'http://example.test/' }).end(body),
    )
    await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' ? address?.port : 0
    try {
      const greenroom = connect({ url: `http://127.0.0.1:${port}`, token: 'x' })
      expect((await faultOf(() => greenroom.worlds())).message).toMatch(/GET \/worlds/)
    } finally {
      other.closeAllConnections()
      other.close()
    }
  })
})

const collect = async (events: AsyncIterable<GreenroomEvent>): Promise<GreenroomEvent[]> => {
  const all = []
  for await (const event of events) all.push(event)
  return all
}

describe('a span of time', () => {
  it.each<[number | string, number]>([
    [5, 5],
    [-5, -5],
    ['500ms', 500],
    ['5s', 5000],
    ['2m', 120_000],
    ['1h', 3_600_000],
    ['3d', 259_200_000],
    ['-1.5s', -1500],
    ['+1s', 1000],
    ['0.4ms', 0],
  ])('%s is %i ms', (text, ms) => expect(toMilliseconds(text)).toBe(ms))

  it.each([NaN, Infinity, '', 's', '5 s', '5S', '5w', '1e3', '1,5s', '--1s', '0x10', '9'.repeat(30), '5ss'])(
    'cannot be %s',
    (text) => expect(() => toMilliseconds(text)).toThrow(Fault),
  )
})
