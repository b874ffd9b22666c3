import { expect, it } from 'vitest'
import { createMock } from '../in-process.ts'
import { isObject } from '../json.ts'
import { readMessage } from './message.ts'
import { createMcpServer } from './server.ts'

const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
}

function started(world?: string) {
  const mock = createMock()
  const sent: unknown[] = []
  const server = createMcpServer({
    greenroom: { ...mock, outcomes: () => Promise.resolve([]) },
    play: () => Promise.resolve([]),
    target: 'the mock',
    nameWorld: () => 'agent',
    version: '1',
    send: (message) => void sent.push(message),
    onFault: (fault) => {
      throw fault
    },
    ...(world === undefined ? {} : { world }),
  })
  const ask = async (method: string, params: object = {}): Promise<Record<string, unknown>> => {
    await server.receive(
      readMessage(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: META } })),
    )
    const last = sent.at(-1)
    return isObject(last) && isObject(last['result']) ? last['result'] : {}
  }
  return { mock, server, ask }
}
const ARMED = { name: 'arm_answer', arguments: { reset: true } }

it('a server has five tools, and tells how they belong together', async () => {
  const { ask } = started()
  const { tools } = await ask('tools/list')
  expect(Array.isArray(tools) && tools.map(({ name }: { name: string }) => name)).toEqual([
    'list_outcomes',
    'make_situation',
    'arm_answer',
    'read_journal',
    'verify_case',
  ])
  expect(String((await ask('server/discover'))['instructions'])).toMatch(/list_outcomes .*verify_case/)
})

it('a server drops at its end the worlds that it has made, and no others', async () => {
  const { ask, mock, server } = started()
  expect(await ask('tools/call', ARMED)).toMatchObject({ structuredContent: { world: 'agent' } })
  expect((await mock.attach('agent')).name).toBe('agent')
  await server.close()
  await expect(mock.attach('agent')).rejects.toThrow()
})

it('a server may have a usual world', async () => {
  const { ask, mock, server } = started('default')
  expect(await ask('tools/call', ARMED)).toMatchObject({ structuredContent: { world: 'default' } })
  await server.close()
  expect((await mock.attach('default')).name).toBe('default')
})

it('a server says of each tool what it does to the world, and takes no members that it does not know', async () => {
  const { tools } = await started().ask('tools/list')
  const about = (Array.isArray(tools) ? tools : []).map(({ name, annotations, inputSchema }) => [
    name,
    Object.entries(annotations).flatMap(([hint, isSo]) => (isSo ? [hint] : [])),
    inputSchema.additionalProperties,
  ])
  expect(about).toEqual([
    ['list_outcomes', ['readOnlyHint', 'idempotentHint'], false],
    ['make_situation', [], false],
    ['arm_answer', [], false],
    ['read_journal', ['readOnlyHint', 'idempotentHint'], false],
    ['verify_case', ['openWorldHint'], false],
  ])
})
