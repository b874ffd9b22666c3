import { describe, expect, it } from 'vitest'
import { timesOf } from '../socket-io/socket-context.ts'
import { createEngine } from './engine.ts'

const never = new AbortController().signal
const NEW = '/socket.io/?EIO=4&transport=polling'

/** An engine, with what its clients send and how they end. */
function begin() {
  const told: unknown[] = []
  let ids = 0
  const engine = createEngine({
    times: timesOf({}),
    limits: { packet: 100 },
    newId: () => `id-${++ids}`,
    serve(connection) {
      connection.on('message', (data) => void told.push(data))
      connection.on('closed', (reason) => void told.push(`closed: ${reason}`))
    },
  })
  const ask = async (method: string, target: string, body = '', headers: Record<string, string> = {}) => {
    const answer = await engine.request({ method, target, headers, body, gone: never }, [])
    return [answer.status, answer.body] as const
  }
  return { engine, ask, told, open: () => ask('GET', NEW) }
}
const OWN = `${NEW}&sid=id-1`

describe('a client that polls', () => {
  it('gets an id, and with it goes on', async () => {
    const { ask, open, told } = begin()
    const [status, body] = await open()
    expect([status, JSON.parse(body.slice(1))]).toMatchObject([200, { sid: 'id-1', maxPayload: 100 }])
    expect(await ask('POST', OWN, '4hello')).toEqual([200, 'ok'])
    expect(told).toEqual(['hello'])
  })

  it('is told its upgrades after it was handed to the server', async () => {
    const order: string[] = []
    const engine = createEngine({
      times: timesOf({}),
      limits: { packet: 100 },
      newId: () => 'id',
      serve: () => order.push('served'),
    })
    const asked = { method: 'GET', target: NEW, headers: {}, body: '', gone: never }
    const { body } = await engine.request(asked, ['websocket'])
    expect(JSON.parse(body.slice(1)).upgrades).toEqual(['websocket'])
    const opening = { target: NEW.replace('polling', 'websocket'), headers: {} }
    engine.connect(opening, { send: (data) => order.push(data), close: () => {} })
    expect(order).toEqual(['served', 'served', expect.stringMatching(/^0\{"sid":"id","upgrades":\[\],/)])
  })

  it.each([
    ['of an unknown transport', 'GET', '/socket.io/?EIO=4&transport=pigeon', 400, 0],
    ['with the id of nobody', 'GET', `${NEW}&sid=other`, 400, 1],
    ['that begins with a POST', 'POST', NEW, 400, 2],
    ['that goes on without a version', 'GET', OWN.replace('EIO=4&', ''), 400, 3],
    ['that asks for a WebSocket by HTTP', 'GET', NEW.replace('polling', 'websocket'), 400, 3],
    ['that wants JSONP', 'GET', `${NEW}&j=0`, 403, 4],
    ['of version 3', 'GET', NEW.replace('EIO=4', 'EIO=3'), 400, 5],
  ])('is refused, if it is one %s', async (_, method, target, status, code) => {
    const { ask, open } = begin()
    await open()
    const [got, body] = await ask(method, target)
    expect([got, JSON.parse(body).code]).toEqual([status, code])
  })

  it('may post as many bytes as allowed, and use no other method', async () => {
    const { ask, open, told } = begin()
    await open()
    expect((await ask('POST', OWN, `4${'é'.repeat(49)}`))[0]).toBe(200)
    expect((await ask('POST', OWN, `4${'é'.repeat(49)}x`))[0]).toBe(200)
    expect((await ask('POST', OWN, `4${'é'.repeat(49)}xy`))[0]).toBe(413)
    expect((await ask('POST', OWN, `4${'é'.repeat(50)}`))[0]).toBe(413)
    expect((await ask('PUT', OWN, '4x'))[0]).toBe(500)
    expect(told).toEqual(['é'.repeat(49), `${'é'.repeat(49)}x`])
  })

  it('that posts bytes has lost its connection', async () => {
    const { ask, open, told } = begin()
    await open()
    expect(await ask('POST', OWN, '4x', { 'content-type': 'application/octet-stream' })).toEqual([400, ''])
    expect(told).toEqual(['closed: forced close'])
    expect(JSON.parse((await ask('GET', OWN))[1]).message).toBe('Session ID unknown')
  })
})

it('a WebSocket is closed at once where nothing takes it, and else begins or goes on with a connection', async () => {
  const { engine, open } = begin()
  await open()
  const takes = (target: string): unknown => {
    const heard: string[] = []
    const wire = engine.connect(
      { target, headers: {} },
      { send: (data) => heard.push(data), close: () => heard.push('closed') },
    )
    return [wire !== null, heard.map((data) => data.slice(0, 6))]
  }
  const webSocket = NEW.replace('polling', 'websocket')
  expect(takes(NEW)).toEqual([false, ['closed']])
  expect(takes(`${webSocket}&sid=nobody`)).toEqual([false, ['closed']])
  expect(takes(webSocket)).toEqual([true, ['0{"sid']])
  expect(takes(`${webSocket}&sid=id-1`)).toEqual([true, []])
  expect(takes(`${webSocket}&sid=id-1`)).toEqual([false, ['closed']])
})

it('a client that has moved to a WebSocket polls no more', async () => {
  const { engine, ask, open, told } = begin()
  await open()
  const webSocket = OWN.replace('polling', 'websocket')
  const wire = engine.connect({ target: webSocket, headers: {} }, { send: () => {}, close: () => {} })
  expect(await ask('POST', OWN, '4before')).toEqual([200, 'ok'])
  wire?.receive('5')
  for (const method of ['GET', 'POST']) {
    const [status, body] = await ask(method, OWN, '4after')
    expect([status, JSON.parse(body).code]).toEqual([400, 3])
  }
  expect(told).toEqual(['before'])
})
