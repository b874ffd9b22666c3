import { describe, expect, it } from 'vitest'
import { Fault } from '../fault.ts'
import { readMessage } from './message.ts'
import { createProtocol } from './protocol.ts'
import type { Tool } from './tool.ts'

const toolNamed = (name: string, run: Tool['run']): Tool => ({
  name,
  title: `To ${name}`,
  description: `It can ${name}.`,
  inputSchema: { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  run,
})

const TOOLS = [
  toolNamed('echo', async (args) => ({ args })),
  toolNamed('refuse', () => Promise.reject(new Fault('it is closed', 'Open it.'))),
  toolNamed('fail', () => Promise.reject(new Error('a secret place'))),
  toolNamed(
    'wait',
    (_, signal) => new Promise((_done, stop) => signal.addEventListener('abort', () => stop(signal.reason))),
  ),
]

function started() {
  const sent: unknown[] = []
  const faults: unknown[] = []
  const { receive, end, stop } = createProtocol({
    tools: TOOLS,
    version: '1.2.3',
    instructions: 'do',
    send: (message) => void sent.push(message),
    onFault: (fault) => void faults.push(fault),
  })
  const ask = async (method: string, params: object = {}, id: unknown = 1): Promise<unknown> => {
    const before = sent.length
    await receive(readMessage(JSON.stringify({ jsonrpc: '2.0', id, method, params })))
    return sent[before]
  }
  return { ask, receive, end, stop, sent, faults }
}

const META = {
  _meta: {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
  },
}
const ABOUT = { 'io.modelcontextprotocol/serverInfo': { name: 'greenroom', title: 'greenroom', version: '1.2.3' } }
const shaken = async () => {
  const all = started()
  await all.ask('initialize', {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'a', version: '1' },
  })
  return all
}

describe('with a handshake', () => {
  it('the revision is offered that is spoken, whichever was asked for', async () => {
    for (const protocolVersion of ['2025-11-25', '2024-11-05'])
      expect(await started().ask('initialize', { protocolVersion })).toEqual({
        jsonrpc: '2.0',
        id: 1,
        result: {
          protocolVersion: '2025-11-25',
          capabilities: { tools: {} },
          serverInfo: { name: 'greenroom', title: 'greenroom', version: '1.2.3' },
          instructions: 'do',
        },
      })
  })

  it('nothing but a ping is answered before it', async () => {
    const { ask } = started()
    expect(await ask('ping')).toMatchObject({ result: {} })
    expect(await ask('tools/list')).toMatchObject({
      error: {
        code: -32602,
        message: 'Send initialize first, for revision 2025-11-25, or state revision 2026-07-28 in _meta.',
      },
    })
  })

  it('results have only what that revision knows', async () => {
    const { ask } = await shaken()
    expect(await ask('tools/call', { name: 'echo', arguments: { a: 'b' } })).toEqual({
      jsonrpc: '2.0',
      id: 1,
      result: { content: [{ type: 'text', text: '{"args":{"a":"b"}}' }], structuredContent: { args: { a: 'b' } } },
    })
    for (const method of ['resources/list', 'toString'])
      expect(await ask(method)).toMatchObject({ error: { code: -32601, message: `Unknown method: ${method}` } })
  })
})

describe('without one', () => {
  it('the server says what it speaks and can', async () => {
    expect(await started().ask('server/discover', META)).toEqual({
      jsonrpc: '2.0',
      id: 1,
      result: {
        resultType: 'complete',
        _meta: ABOUT,
        supportedVersions: ['2026-07-28'],
        capabilities: { tools: {} },
        instructions: 'do',
        ttlMs: 3_600_000,
        cacheScope: 'public',
      },
    })
  })

  it('each result says that it is complete, and whose it is; lists say how long they may be kept', async () => {
    const { ask } = started()
    expect(await ask('tools/list', META)).toMatchObject({
      result: {
        resultType: 'complete',
        _meta: ABOUT,
        ttlMs: 3_600_000,
        cacheScope: 'public',
        tools: ['echo', 'refuse', 'fail', 'wait'].map((name) => ({
          name,
          title: `To ${name}`,
          description: `It can ${name}.`,
        })),
      },
    })
    expect(await ask('tools/call', { ...META, name: 'echo' })).toMatchObject({
      result: { resultType: 'complete', _meta: ABOUT, structuredContent: { args: {} } },
    })
  })

  it('what the revision has given up is unknown', async () => {
    for (const method of ['initialize', 'ping', 'resources/list'])
      expect(await started().ask(method, META), method).toMatchObject({ error: { code: -32601 } })
  })

  it('a subscription is acknowledged with nothing in it, and ends when the client or the server ends it', async () => {
    const { ask, receive, end, sent } = started()
    const acknowledged = {
      jsonrpc: '2.0',
      method: 'notifications/subscriptions/acknowledged',
      params: { _meta: { 'io.modelcontextprotocol/subscriptionId': 's' }, notifications: {} },
    }
    expect(await ask('subscriptions/listen', { ...META, notifications: { toolsListChanged: true } }, 's')).toEqual(
      acknowledged,
    )
    await ask('subscriptions/listen', META, 't')
    await receive(readMessage('{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"t"}}'))
    end()
    expect(sent.slice(2)).toEqual([
      {
        jsonrpc: '2.0',
        id: 's',
        result: { resultType: 'complete', _meta: { 'io.modelcontextprotocol/subscriptionId': 's' } },
      },
    ])
  })
})

describe('a call', () => {
  it('that a model can set right is a result, and says how', async () => {
    const { ask } = await shaken()
    expect(await ask('tools/call', { name: 'refuse' })).toMatchObject({
      result: { isError: true, content: [{ text: 'refuse: it is closed\nOpen it.' }] },
    })
    expect(await ask('tools/call', { name: 'echo', arguments: { b: 1 } })).toMatchObject({
      result: { isError: true, content: [{ text: 'echo: the arguments have no member "b", only a.' }] },
    })
  })

  it('of a tool that there is not is an error', async () => {
    const { ask } = await shaken()
    for (const params of [{ name: 'x' }, {}, { name: '__proto__' }])
      expect(await ask('tools/call', params)).toMatchObject({ error: { code: -32602 } })
  })

  it('that fails for no fault of its own tells nothing of it, but to standard error', async () => {
    const { ask, faults } = await shaken()
    const answer = await ask('tools/call', { name: 'fail' })
    expect(answer).toMatchObject({
      error: { code: -32603, message: 'This should not have happened: a fault in greenroom.' },
    })
    expect(faults).toEqual([new Error('a secret place')])
  })

  it('that the client cancels gets no answer', async () => {
    const { ask, receive, sent, faults } = await shaken()
    const waiting = ask('tools/call', { name: 'wait' }, 7)
    await receive(readMessage('{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}'))
    await waiting
    expect([sent.length, faults]).toEqual([1, []])
  })

  it('beyond the sixteenth at once is refused, and those go on', async () => {
    const { ask, stop, sent } = await shaken()
    const waiting = Array.from({ length: 16 }, (_, at) => ask('tools/call', { name: 'wait' }, at + 10))
    expect(await ask('tools/call', { name: 'echo' }, 99)).toMatchObject({ id: 99, result: { isError: true } })
    stop()
    await Promise.all(waiting)
    expect(sent).toEqual([expect.objectContaining({ id: 1 }), expect.objectContaining({ id: 99 })])
  })
})
