import { io } from 'socket.io-client'
import { expect, it } from 'vitest'
import type { Received, Send } from '../model/exchange.ts'
import { pollingBy } from './polling.ts'

const OPEN = '0{"sid":"s","upgrades":[],"pingInterval":60000,"pingTimeout":60000,"maxPayload":1000}'

/** What a client comes to that polls by this `send`: `open` or `refused`, and the trouble that was reported. */
async function polled(
  send: Send,
  extraHeaders: Readonly<Record<string, unknown>> = {},
): Promise<{ end: string; trouble: string[] }> {
  const [trouble, controller] = [[] as string[], new AbortController()]
  const polling = pollingBy({
    send,
    signal: controller.signal,
    onExchange: () => {},
    onTrouble: ({ message }) => void trouble.push(message),
  })
  const given = JSON.parse(JSON.stringify(extraHeaders))
  const socket = io('http://h.example', {
    transports: [polling],
    reconnection: false,
    forceNew: true,
    extraHeaders: given,
  })
  const end = await new Promise<string>((resolve) => {
    socket.on('connect_error', () => resolve('refused'))
    socket.io.engine.on('open', () => resolve('open'))
  })
  socket.disconnect()
  return { end, trouble }
}

const received = (status: number, headers: Received['headers'] = []): Received => ({
  status,
  headers,
  body: OPEN,
  ms: 1,
})

it.each([201, 204, 302, 400])('an answer of %i to a poll is trouble, whatever it contains', async (status) => {
  const { end, trouble } = await polled(async () => received(status))
  const message = `h.example answered ${status} to Socket.IO at /socket.io/; check that it is served there.`
  expect([end, trouble]).toEqual(['refused', [message]])
})

it('later requests bear the cookies of earlier answers, the last of each name, without their attributes', async () => {
  const sent: (string | undefined)[] = []
  const cookies: Received['headers'] = [
    ['set-cookie', 'lb=one; Path=/; HttpOnly'],
    ['set-cookie', 'lb=two'],
    ['set-cookie', 'other=a=b'],
    ['x-other', 'no=cookie'],
  ]
  const { end } = await polled(async ({ headers }) => {
    sent.push(headers['Cookie'])
    return sent.length === 1 ? received(200, cookies) : received(500)
  })
  expect([end, ...sent.slice(0, 2)]).toEqual(['open', undefined, 'lb=two; other=a=b'])
})

it('each request bears the headers of its client, texts and figures, and says what a body is', async () => {
  const sent: unknown[] = []
  const send: Send = async ({ method, headers }) => {
    sent.push([method, headers['X-World'], headers['X-N'], headers['Content-Type']])
    return sent.length === 1 ? received(200) : received(500)
  }
  const { end } = await polled(send, { 'X-World': 'qa', 'X-N': 7 })
  expect([end, sent[0]]).toEqual(['open', ['GET', 'qa', '7', undefined]])
  expect(sent).toContainEqual(['POST', 'qa', '7', 'text/plain;charset=UTF-8'])
})

it('each request goes to the path and query of its client, with two minutes for a poll, and bears the body', async () => {
  const sent: unknown[] = []
  const send: Send = async ({ target, body }, { baseUrl, timeoutMs }) => {
    const [path, query = ''] = target.split('?')
    sent.push([baseUrl, path, new URLSearchParams(query).get('sid'), body, timeoutMs])
    return sent.length === 1 ? received(200) : received(500)
  }
  await polled(send)
  expect(sent[0]).toEqual(['http://h.example', '/socket.io/', null, null, 120_000])
  expect(sent).toContainEqual(['http://h.example', '/socket.io/', 's', '40', 120_000])
})
