import { expect, it } from 'vitest'
import { createProtocol } from './protocol.ts'
import { serveMessages } from './serve.ts'

async function answersTo(text: string): Promise<object[]> {
  const sent: object[] = []
  const protocol = createProtocol({
    tools: [],
    version: '1.0.0',
    instructions: '',
    send: (message) => void sent.push(message),
    onFault: (fault) => expect(fault).toBeUndefined(),
  })
  // oxlint-disable-next-line require-await -- a stream that has all of its bytes at once
  const chunks = (async function* () {
    yield new TextEncoder().encode(text)
  })()
  await serveMessages(chunks, protocol, new AbortController().signal)
  return sent
}

const ping = (id: number): string => JSON.stringify({ jsonrpc: '2.0', id, method: 'ping' })

it('each line is a message; empty lines are none, and a wrong one does not keep the next from being answered', async () => {
  expect(await answersTo(`${ping(1)}\n\n  \r\n{\n${ping(2)}\r\n${ping(3)}`)).toEqual([
    { jsonrpc: '2.0', id: 1, result: {} },
    { jsonrpc: '2.0', error: { code: -32700, message: 'This line is not JSON.' } },
    { jsonrpc: '2.0', id: 2, result: {} },
    { jsonrpc: '2.0', id: 3, result: {} },
  ])
})

it('a message of more than a megabyte is refused', async () => {
  expect(await answersTo(`${'x'.repeat(1024 * 1024 + 1)}\n${ping(1)}\n`)).toEqual([
    { jsonrpc: '2.0', error: { code: -32600, message: 'A message has at most 1048576 bytes.' } },
    { jsonrpc: '2.0', id: 1, result: {} },
  ])
})

it('at the end of the stream, subscriptions end, and calls under way are waited for; at the signal they are stopped', async () => {
  const [done, answer, end]: [string[], PromiseWithResolvers<void>, AbortController] = [
    [],
    Promise.withResolvers<void>(),
    new AbortController(),
  ]
  const says = (what: string) => (): void => void done.push(what)
  const protocol = { receive: () => answer.promise.then(says('answered')), end: says('ended'), stop: says('stopped') }
  // oxlint-disable-next-line require-await -- a stream that has all of its bytes at once
  const chunks = (async function* () {
    yield new TextEncoder().encode(ping(1))
  })()
  const served = serveMessages(chunks, protocol, end.signal).then(says('served'))
  await new Promise((resolve) => setImmediate(resolve))
  end.abort()
  answer.resolve()
  await served
  expect(done).toEqual(['ended', 'stopped', 'answered', 'served'])
})
