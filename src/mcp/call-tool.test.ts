import { describe, expect, it } from 'vitest'
import { Fault } from '../fault.ts'
import { callTool, failed } from './call-tool.ts'
import { numberIn, textIn, type Tool } from './tool.ts'

const { signal } = new AbortController()
const tool = (run: Tool['run']): Tool => ({
  name: 'count',
  title: 'Count',
  description: 'Counts.',
  inputSchema: {
    type: 'object',
    properties: { to: { type: 'integer', minimum: 1, maximum: 9 } },
    additionalProperties: false,
  },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  run,
})

describe('a call of a tool', () => {
  it('gives its result as an object, and as text for clients that know no other', async () => {
    const told = callTool(
      tool(async (args, given) => ({ counted: args['to'], isHeard: given === signal })),
      { to: 3 },
      signal,
    )
    expect(await told).toEqual({
      content: [{ type: 'text', text: '{"counted":3,"isHeard":true}' }],
      structuredContent: { counted: 3, isHeard: true },
    })
  })

  it('with arguments that do not fit is not made, and says what is wrong', async () => {
    let calls = 0
    const counting = tool(async () => ({ calls: ++calls }))
    const told = await callTool(counting, { to: 'three' }, signal)
    expect([told.isError, told.structuredContent, calls]).toEqual([true, undefined, 0])
    expect(told.content[0]?.text).toMatch(/^count: /)
  })

  it('says what a model can set right, and throws any other error', async () => {
    const throwing = (error: Error): Tool => tool(() => Promise.reject(error))
    expect(await callTool(throwing(new Fault('there is no room', 'Name one.')), {}, signal)).toEqual(
      failed('count: there is no room\nName one.'),
    )
    await expect(callTool(throwing(new TypeError('a defect')), {}, signal)).rejects.toThrow('a defect')
  })
})

it('an argument is taken for what it is, and for nothing where it is of another type', () => {
  const args = { text: 'a', number: 0 }
  expect([textIn(args, 'text'), textIn(args, 'number'), textIn(args, 'none')]).toEqual(['a', undefined, undefined])
  expect([numberIn(args, 'number'), numberIn(args, 'text'), numberIn(args, 'none')]).toEqual([0, undefined, undefined])
})
