import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { listening } from '../../../tests/support/node-server.ts'
import { openPolling } from '../../../tests/support/raw-polling.ts'
import { rawAnswer } from '../../../tests/support/raw-answer.ts'
import { listen, patient, refusal } from '../../../tests/support/sockets.ts'
import { createCore } from '../../mock/core.ts'
import { startServer } from '../../server.ts'
import { createSocketGate } from './gate.ts'

describe('the gate of Socket.IO', () => {
  it.each([
    ['/socket.io/', true],
    ['/socket.io/?EIO=4', true],
    ['/socket.io/socket.io.js', true],
    ['/~qa/socket.io/', true],
    ['/%7Eqa/socket.io/?a', true],
    ['/%7eqa/socket.io/', true],
    ['/socket.io', false],
    ['/socket.iox/', false],
    ['/Socket.IO/', false],
    ['/a/socket.io/', false],
    ['/~qa/a/socket.io/', false],
    ['/~qa?/socket.io/', false],
    ['/~a_b/socket.io/', false],
    ['/~/socket.io/', false],
    ['/', false],
  ])('takes %s: %s', (target, expected) => {
    const gate = createSocketGate({ mock: createCore(), options: {}, onFault: () => {} })
    expect(gate.takes(target)).toBe(expected)
  })

  it('that nobody came through has nothing to close', async () => {
    const gate = createSocketGate({
      mock: createCore(),
      options: {},
      onFault: (fault) => expect.unreachable(String(fault)),
    })
    expect(await gate.close()).toBeUndefined()
  })
})

describe('the path of a session', () => {
  it('names its world', async () => {
    await using server = await startServer({ sockets: patient })
    const worlds = () => server.mock.worlds.list().map(({ name }) => name)
    using _ = await listen(server.url, { path: '/~qa/socket.io/', transports: ['polling'] })
    using __ = await listen(server.url, { path: '/~ws/socket.io/', transports: ['websocket'] })
    using ___ = await listen(server.url, { path: '/socket.io/', transports: ['websocket'] })
    expect(worlds()).toEqual(['default', 'qa', 'ws'])
  })

  it('and a header may name the same world, and no other', async () => {
    await using server = await startServer({ sockets: patient })
    const options = (world: string) => ({ path: '/~qa/socket.io/', extraHeaders: { 'X-Greenroom-World': world } })
    for (const transports of [['polling'], ['websocket']]) {
      using _ = await listen(server.url, { ...options('QA'), transports })
      const { message } = await refusal(server.url, { ...options('other'), transports })
      expect(message, String(transports)).toBe(
        'The call names the world "other" in one way, and "qa" in another. Name it in one way.',
      )
    }
    expect(server.mock.worlds.list().map(({ name }) => name)).toEqual(['default', 'qa'])
  })

  it('may have a query, which is kept', async () => {
    await using server = await startServer({ sockets: patient })
    const opened = await fetch(`${server.url}/~qa/socket.io/?EIO=4&transport=polling&a=b?c`)
    expect([opened.status, (await opened.text()).startsWith('0{"sid"')]).toEqual([200, true])
    expect((await fetch(`${server.url}/~qa/socket.io/`)).status).toBe(400)
  })
})

it('a body in thousands of pieces is cut, and one in a few is not', async () => {
  await using server = await startServer({ sockets: patient })
  const { sid } = await openPolling(server)
  const head = (length: number) =>
    `POST /socket.io/?EIO=4&transport=polling&sid=${sid} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\nX-Length: ${length}\r\n\r\n`
  const pieces = (count: number): string => '1\r\n3\r\n'.repeat(count)
  expect(await rawAnswer(server.port, [head(1), `${pieces(1)}0\r\n\r\n`])).toMatch(/^HTTP\/1\.1 200 /)
  expect(await rawAnswer(server.port, [head(5_000), pieces(5_000)])).toBe('')
})

it('what could not be loaded is told, cuts who waited for it, and is loaded again for the next', async () => {
  const faults: unknown[] = []
  let fails = true
  const sockets = createSocketGate(
    { mock: createCore(), options: {}, onFault: (fault) => faults.push(String(fault)) },
    () => {
      if (fails) throw new Error('it is not there')
      return []
    },
  )
  await using at = await listening(createServer((request, response) => sockets.request(request, response)))
  const open = (): Promise<number> =>
    fetch(`${at.url}/socket.io/?EIO=4&transport=polling`).then(
      ({ status }) => status,
      () => 0,
    )
  expect([await open(), faults]).toEqual([0, ['Error: it is not there']])
  fails = false
  expect([await open(), faults.length]).toEqual([200, 1])
  await sockets.close()
})
