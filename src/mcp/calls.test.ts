import { describe, expect, it } from 'vitest'
import { Fault } from '../fault.ts'
import { callTool } from './call-tool.ts'
import { createCalls, type McpRequest } from './calls.ts'
import { operationArgument, operationIn } from './operation-argument.ts'
import { createSubscriptions } from './subscriptions.ts'
import { numberIn, textIn, type Tool } from './tool.ts'

const toolOf = (name: string, run: Tool['run']): Tool => ({
  name,
  title: name,
  description: name,
  inputSchema: { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  run,
})
const request = (id: number, name: string, args?: object): McpRequest => ({
  kind: 'request',
  id,
  method: 'tools/call',
  params: { name, ...(args && { arguments: args }) },
})

function started() {
  const sent: unknown[] = []
  const [waits, reasons]: [PromiseWithResolvers<Record<string, unknown>>[], unknown[]] = [[], []]
  const tools = [
    toolOf('echo', async (args) => ({ args })),
    toolOf('wait', (_, signal) => {
      const wait = Promise.withResolvers<Record<string, unknown>>()
      signal.addEventListener('abort', () => reasons.push(String(signal.reason)))
      waits.push(wait)
      return wait.promise
    }),
  ]
  const calls = createCalls(tools, (message) => void sent.push(message))
  const call = (id: number, name: string, args?: object) =>
    calls.call(request(id, name, args), (result) => ({ ...result, own: true }))
  return { ...calls, call, sent, waits, reasons }
}

describe('a call of a tool', () => {
  it('has its result in the form of a revision, and no arguments if none were sent', async () => {
    const { call, sent } = started()
    await call(1, 'echo', { a: 'x' })
    await call(2, 'echo')
    expect(sent).toMatchObject([
      { id: 1, result: { own: true, structuredContent: { args: { a: 'x' } } } },
      { id: 2, result: { own: true, structuredContent: { args: {} } } },
    ])
  })

  it('of no known tool is an error that names it', async () => {
    const { call, sent } = started()
    await call(1, 'sing')
    expect(sent).toMatchObject([{ id: 1, error: { code: -32602, message: 'Unknown tool: sing' } }])
  })

  it('that is cancelled is not answered, however it ends, and hears why', async () => {
    const { call, cancel, sent, waits, reasons } = started()
    const all = [call(1, 'wait'), call(2, 'wait')]
    cancel(1)
    cancel(2)
    cancel(3)
    waits[0]?.resolve({})
    waits[1]?.reject(new Error('stopped'))
    await Promise.all(all)
    expect([sent, reasons]).toEqual([[], Array(2).fill('AbortError: cancelled by the client')])
  })

  it('that fails by itself is thrown, and is under way no more', async () => {
    const { call, stop, waits, reasons } = started()
    const failing = call(1, 'wait')
    waits[0]?.reject(new Error('broken'))
    await expect(failing).rejects.toThrow('broken')
    stop()
    expect(reasons).toEqual([])
  })

  it('ends with the server', async () => {
    const { call, stop, waits, reasons } = started()
    const all = [call(1, 'wait'), call(2, 'wait')]
    stop()
    for (const wait of waits) wait.reject(new Error('ended'))
    await Promise.all(all)
    expect(reasons).toEqual(Array(2).fill('AbortError: the server ends'))
  })

  it('is one of sixteen at most; one more may come when one has ended', async () => {
    const { call, sent, waits, stop } = started()
    const all = Array.from({ length: 16 }, (_, id) => call(id, 'wait'))
    await call(16, 'echo')
    expect(sent).toMatchObject([
      {
        id: 16,
        result: { isError: true, own: true, content: [{ text: '16 calls are under way: wait for one to end.' }] },
      },
    ])
    waits[0]?.resolve({})
    await all[0]
    await call(17, 'echo')
    expect(sent.at(-1)).toMatchObject({ id: 17, result: { structuredContent: {} } })
    stop()
    for (const wait of waits) wait.resolve({})
    await Promise.all(all)
  })
})

describe('what a tool returns', () => {
  const { signal } = new AbortController()

  it('is its object, also as a text', async () => {
    expect(
      await callTool(
        toolOf('echo', async (args) => ({ args })),
        { a: 'x' },
        signal,
      ),
    ).toEqual({
      content: [{ type: 'text', text: '{"args":{"a":"x"}}' }],
      structuredContent: { args: { a: 'x' } },
    })
  })

  it('is what is wrong where a model can set it right; other errors are thrown', async () => {
    const refuse = toolOf('refuse', () => Promise.reject(new Fault('it is shut', 'Open it.')))
    expect(await callTool(refuse, {}, signal)).toEqual({
      content: [{ type: 'text', text: 'refuse: it is shut\nOpen it.' }],
      isError: true,
    })
    expect(await callTool(refuse, { a: 5 }, signal)).toEqual({
      content: [{ type: 'text', text: 'refuse: a must be a text.' }],
      isError: true,
    })
    await expect(
      callTool(
        toolOf('fail', () => Promise.reject(new Error('broken'))),
        {},
        signal,
      ),
    ).rejects.toThrow('broken')
  })
})

it('an argument is of its type, or is not there', () => {
  const args = { text: 'a', number: 5, operation: 'joinMeetingRoom' }
  expect([textIn(args, 'text'), textIn(args, 'number'), textIn(args, 'none')]).toEqual(['a', undefined, undefined])
  expect([numberIn(args, 'number'), numberIn(args, 'text')]).toEqual([5, undefined])
  expect([operationIn(args), operationIn({ operation: 'sing' }), operationIn({ operation: 'toString' })]).toEqual([
    'joinMeetingRoom',
    undefined,
    undefined,
  ])
  expect(operationArgument.enum).toContain('joinVideoConference')
})

it('a subscription is acknowledged, and completed at the end unless it was cancelled, once', () => {
  const sent: unknown[] = []
  const { add, cancel, end } = createSubscriptions((message) => void sent.push(message))
  add('a')
  add(2)
  cancel('a')
  end()
  end()
  expect(sent).toEqual([
    ...['a', 2].map((id) => ({
      jsonrpc: '2.0',
      method: 'notifications/subscriptions/acknowledged',
      params: { _meta: { 'io.modelcontextprotocol/subscriptionId': id }, notifications: {} },
    })),
    {
      jsonrpc: '2.0',
      id: 2,
      result: { resultType: 'complete', _meta: { 'io.modelcontextprotocol/subscriptionId': 2 } },
    },
  ])
})
