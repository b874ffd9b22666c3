import { expect, it } from 'vitest'
import { createMock } from '../../in-process.ts'
import { createAgentWorlds } from '../agent-worlds.ts'
import { callTool } from '../call-tool.ts'
import { makeSituation } from './make-situation.ts'

const { signal } = new AbortController()
const started = () => makeSituation(createAgentWorlds(createMock(), () => 'agent'))

it('make_situation tells the world, the values of its subjects, and the headers of identities', async () => {
  const said = await started().run({ situation: { 'meeting-room': ['locked'], call: [] } }, signal)
  expect(said).toMatchObject({
    world: 'agent',
    url: 'http://localhost/~agent',
    values: { code: expect.stringMatching(/^\w{3}-\w{3}-\w{3}$/), callId: expect.any(String) },
    identities: { member: { Authorization: expect.stringMatching(/^Bearer /) } },
  })
})

it('make_situation needs a situation, of its subjects and facts', async () => {
  for (const args of [{}, { situation: { hall: [] } }, { situation: { call: ['loud'] } }])
    expect(await callTool(started(), args, signal)).toMatchObject({ isError: true })
  const { content } = await callTool(started(), {}, signal)
  expect(content[0]?.text).toBe('make_situation: situation is missing.')
})

it('make_situation uses up the limit of one operation in a world that is named', async () => {
  const mock = createMock()
  const tool = makeSituation(createAgentWorlds(mock, () => 'agent'))
  const used = { limit: ['used-up'] }
  await tool.run({ situation: used, operation: 'joinVideoConference', world: 'default' }, signal)
  const call = mock.handle(new Request('http://localhost/api/v1/video-conference.join', { method: 'POST' }))
  expect((await call).headers.get('greenroom-outcome')).toBe('rate-limited')
  await expect(tool.run({ situation: used, operation: 'joinMeetingRoom' }, signal)).rejects.toThrow(
    '/operation must have a rate limit',
  )
})

it('make_situation says what each fact means, and what a world is', () => {
  const { properties } = started().inputSchema
  expect(properties['situation']).toMatchObject({
    properties: { limit: { description: expect.stringMatching(/^used-up: .+/) } },
  })
  expect(properties['world']?.description).toBe(
    'The world to use, as an earlier result named it. Without it a new world is made, with data of its own that no other agent sees; it ends with this server.',
  )
})

it('make_situation takes the words of situations alone', async () => {
  const said = async (situation: unknown) => (await callTool(started(), { situation }, signal)).content[0]?.text
  expect(await said({ 'meeting-room': ['open'] })).toBe(
    'make_situation: situation.meeting-room[0] must be one of locked, full, last-seat, two-seats, inactive, unknown.',
  )
  expect(await said({ room: [] })).toBe(
    'make_situation: situation has no member "room", only meeting-room, livechat-room, call, limit.',
  )
})

it('make_situation changes the mock alone, destroys nothing, and makes more each time', () => {
  expect(started().annotations).toEqual({
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: false,
    openWorldHint: false,
  })
})
