import { Client } from '@modelcontextprotocol/client'
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isObject } from '../../src/json.ts'
import { servedCli } from '../support/served-cli.ts'

const { server, env, out } = servedCli()

/** An agent: the official client, with a server of its own that finds the mock of this file. */
async function startAgent(mode: 'legacy' | { pin: string }, args: readonly string[] = []): Promise<Client> {
  const client = new Client({ name: 'an agent', version: '1.0.0' }, { versionNegotiation: { mode } })
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: ['bin/greenroom.mjs', 'mcp', ...args],
      env: { ...getDefaultEnvironment(), ...env() },
      stderr: 'inherit',
    }),
  )
  return client
}

/** What a tool has returned, as JSON; an error is its text. */
async function call(
  client: Client,
  name: string,
  args: Record<string, unknown> = {},
): Promise<Record<string, unknown>> {
  const { structuredContent, content, isError } = await client.callTool({ name, arguments: args })
  const [first] = content
  const text = first?.type === 'text' ? first.text : ''
  if (isError) return { error: text }
  // Clients that know no structured content get the same as text.
  expect(JSON.parse(text)).toEqual(structuredContent)
  return isObject(structuredContent) ? structuredContent : {}
}

/** Joins a meeting room as a guest, at the address that a tool has returned. */
const join = async (url: unknown, code: unknown): Promise<number> =>
  (
    await fetch(`${String(url)}/rooms/${String(code)}/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"guestName":"Jane Smith"}',
    })
  ).status

const LOCKED = { situation: { 'meeting-room': ['locked'] } }
const codeOf = (values: unknown): unknown => isObject(values) && values['code']

describe.each([
  ['2025-11-25', 'legacy'],
  ['2026-07-28', { pin: '2026-07-28' }],
] as const)('by the official client of revision %s,', (revision, mode) => {
  let agent: Client
  beforeAll(async () => {
    agent = await startAgent(mode)
  })
  afterAll(() => agent.close())

  it('five tools are listed, with the schemas of what they take', async () => {
    expect(agent.getNegotiatedProtocolVersion()).toBe(revision)
    expect(agent.getServerVersion()).toMatchObject({ name: 'greenroom', version: expect.stringMatching(/^\d+\./) })
    const { tools } = await agent.listTools()
    expect(tools.map(({ name }) => name)).toEqual([
      'list_outcomes',
      'make_situation',
      'arm_answer',
      'read_journal',
      'verify_case',
    ])
    for (const { name, description, inputSchema } of tools) {
      expect(description?.length, name).toBeGreaterThan(80)
      expect(inputSchema, name).toMatchObject({ type: 'object', additionalProperties: false })
      const [row = ''] = new RegExp(`^\\| \`${name}\` \\|.*$`, 'm').exec(readFileSync('docs/mcp.md', 'utf8')) ?? []
      for (const argument of Object.keys(inputSchema.properties ?? {})) expect(row, name).toContain(`\`${argument}\``)
    }
  })

  it('the documented answers can be asked for, by a word and in detail', async () => {
    const { operations } = await call(agent, 'list_outcomes', {
      operation: 'joinMeetingRoom',
      word: 'locked',
      details: true,
    })
    expect(operations).toEqual([
      expect.objectContaining({ operation: 'joinMeetingRoom', method: 'POST', path: '/rooms/{code}/join' }),
      expect.objectContaining({ operation: 'joinMeetingRoom', event: 'join-room' }),
    ])
    expect(JSON.stringify(operations)).toContain('"name":"room-locked","status":403,"cause":"locked by its host"')
  })

  it('a situation is made, called, and read of, with the cause of the answer', async () => {
    const { world, url, values, identities } = await call(agent, 'make_situation', LOCKED)
    expect(identities).toHaveProperty('member.Authorization')
    expect(await join(url, codeOf(values))).toBe(403)
    const { calls, decision } = await call(agent, 'read_journal', { world, why: 1 })
    expect(calls).toEqual([expect.objectContaining({ n: 1, outcome: 'room-locked', cause: 'locked by its host' })])
    expect(decision).toMatchObject({ by: 'rules', decided: 'room-locked' })
  })

  it('an answer is armed, given, and taken back', async () => {
    const armed = await call(agent, 'arm_answer', { operation: 'joinMeetingRoom', outcome: 'room-full', times: 2 })
    expect(armed['armed']).toEqual([expect.objectContaining({ outcome: 'room-full', times: 2 })])
    expect(await join(armed['url'], 'abc-def-ghi')).toBe(400)
    expect(await call(agent, 'arm_answer', { clear: true, world: armed['world'] })).toMatchObject({ armed: [] })
    expect(await join(armed['url'], 'abc-def-ghi')).toBe(201)
  })

  it('a case is verified', async () => {
    const { results } = await call(agent, 'verify_case', { case: 'joinMeetingRoom/room-locked' })
    expect(results).toContainEqual(
      expect.objectContaining({
        case: 'joinMeetingRoom/room-locked',
        transport: 'http',
        verdict: 'held',
        findings: [],
      }),
    )
  })

  it('a world that was made for a call that failed is not left behind', async () => {
    const names = async (): Promise<unknown> => (await out('worlds', '--json')).match(/"name": ".*"/g)
    const before = await names()
    await call(agent, 'arm_answer', { operation: 'joinMeetingRoom', outcome: 'no-such-outcome' })
    expect(await names()).toEqual(before)
  })

  it.each([
    ['make_situation', {}, 'situation is missing'],
    ['make_situation', { situation: { room: [] } }, 'no member "room"'],
    ['make_situation', { situation: { 'meeting-room': ['open'] } }, 'must be one of locked'],
    ['make_situation', { ...LOCKED, world: 'no-such-world' }, 'no-such-world'],
    ['make_situation', { ...LOCKED, world: '../x' }, /world/],
    ['arm_answer', { operation: 'joinMeetingRoom', outcome: 'no-such-outcome' }, '/outcome must be one of'],
    ['arm_answer', { clear: true }, 'the argument world is missing'],
    ['arm_answer', { clear: true, times: 2 }, 'clear arms nothing'],
    ['read_journal', {}, 'the argument world is missing'],
    ['read_journal', { world: 'default', last: 0 }, 'a whole number from 1 to 256'],
    ['read_journal', { world: 'default', why: 999 }, '999'],
    ['list_outcomes', { operation: 'joinRoom' }, 'joinMeetingRoom'],
    ['list_outcomes', { word: 'zzz' }, 'The most similar are'],
    ['verify_case', { case: 'joinMeetingRoom/room-lockd' }, 'room-locked'],
    ['verify_case', { case: 'joinMeetingRoom' }, 'names no single case'],
    ['verify_case', { case: 3 }, 'case must be a text'],
  ])('wrong arguments of %s are told, as %j', async (name, args, says) => {
    expect(await call(agent, name, args)).toEqual({ error: expect.stringMatching(says) })
  })

  it('a tool that there is not is an error of the protocol', async () => {
    await expect(agent.callTool({ name: 'no_such_tool', arguments: {} })).rejects.toMatchObject({ code: -32602 })
  })

  it('two agents that share a process have a world each, too', async () => {
    const made = await Promise.all([call(agent, 'make_situation', LOCKED), call(agent, 'make_situation', LOCKED)])
    const [mine, theirs] = made.map(({ world }) => world)
    expect(mine).not.toBe(theirs)
    await join(made[0]['url'], codeOf(made[0]['values']))
    expect((await call(agent, 'read_journal', { world: mine }))['calls']).toHaveLength(1)
    expect((await call(agent, 'read_journal', { world: theirs }))['calls']).toEqual([])
  })

  const repeated = mode === 'legacy' ? ['full'] : []
  it('two agents at once have a world each, and end it when they end', { tags: repeated }, async () => {
    const other = await startAgent(mode)
    const [mine, theirs] = await Promise.all([
      call(agent, 'make_situation', LOCKED),
      call(other, 'arm_answer', { operation: 'joinMeetingRoom', outcome: 'room-full' }),
    ])
    expect(mine['world']).not.toBe(theirs['world'])
    expect(await Promise.all([join(mine['url'], 'abc-def-ghi'), join(theirs['url'], 'abc-def-ghi')])).toEqual([
      201, 400,
    ])
    const { calls } = await call(other, 'read_journal', { world: theirs['world'] })
    expect(calls).toEqual([expect.objectContaining({ outcome: 'room-full', forced: 'arm' })])
    await other.close()
    const left = await out('worlds', '--json')
    expect(left).toContain(String(mine['world']))
    expect(left).not.toContain(String(theirs['world']))
  })
})

describe('greenroom mcp', () => {
  it('uses one world for all calls that name none, if it is given one', async () => {
    const agent = await startAgent('legacy', ['--world', 'default'])
    expect(
      await call(agent, 'arm_answer', { operation: 'joinMeetingRoom', outcome: 'room-full', times: 1 }),
    ).toMatchObject({
      world: 'default',
    })
    expect(await call(agent, 'read_journal')).toMatchObject({ world: 'default' })
    expect(await call(agent, 'arm_answer', { clear: true })).toMatchObject({ armed: [] })
    await agent.close()
  })

  it('runs a mock of its own, if asked', async () => {
    const agent = await startAgent({ pin: '2026-07-28' }, ['--serve'])
    const { url } = await call(agent, 'make_situation', LOCKED)
    expect(String(url)).not.toContain(server().url)
    expect(await join(url, 'abc-def-ghi')).toBe(201)
    await agent.close()
    await expect(join(url, 'abc-def-ghi')).rejects.toThrow()
  })

  it('ends when nobody reads its answers any more, and drops its worlds', async () => {
    const agent = spawn(process.execPath, ['bin/greenroom.mjs', 'mcp'], { env: { ...process.env, ...env() } })
    const ended = once(agent, 'exit')
    const says = (message: object): unknown => agent.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
    const client = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'a', version: '1' } }
    says({ id: 1, method: 'initialize', params: client })
    const made = { name: 'make_situation', arguments: LOCKED }
    says({ id: 2, method: 'tools/call', params: made })
    let said = ''
    for await (const chunk of agent.stdout) if ((said += String(chunk)).includes('agent-')) break
    const [world = ''] = /agent-[\w-]+/.exec(said) ?? []
    expect(await out('worlds', '--json')).toContain(world)
    // Breaking the loop has closed its output; its input stays open.
    says({ id: 3, method: 'tools/call', params: made })
    says({ id: 4, method: 'ping' })
    expect(await ended).toEqual([0, null])
    expect(await out('worlds', '--json')).not.toContain('agent-')
  })

  it('says what to do where no mock runs', async () => {
    const agent = await startAgent('legacy', ['--port', '1'])
    expect(await call(agent, 'list_outcomes')).toEqual({ error: expect.stringContaining('no greenroom is running') })
    await agent.close()
  })
})
