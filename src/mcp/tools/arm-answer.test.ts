import { describe, expect, it } from 'vitest'
import { createMock } from '../../in-process.ts'
import { createAgentWorlds } from '../agent-worlds.ts'
import { wrongWith } from '../argument-schema.ts'
import { armAnswer } from './arm-answer.ts'

const { signal } = new AbortController()
const started = () => {
  const mock = createMock()
  const tool = armAnswer(createAgentWorlds(mock, () => 'agent'))
  return { mock, arm: (args: Record<string, unknown>) => tool.run(args, signal) }
}

describe('arm_answer', () => {
  it.each([
    { operation: 'joinMeetingRoom', outcome: 'room-full', times: 2 },
    { operation: 'joinMeetingRoom', status: 503 },
    { reset: true },
    { latencyMs: 5, reset: false },
  ])('with %j arms just that, and tells the world', async (args) => {
    const none = { operation: null, times: null, outcome: null, status: null, reset: false, latencyMs: 0 }
    const { world, header, armed } = await started().arm(args)
    expect([world, header]).toEqual(['agent', { 'X-Greenroom-World': 'agent' }])
    expect(armed).toEqual([{ id: expect.any(String), ...none, ...args }])
  })

  it.each([
    ['status', [499, 500, 504, 505]],
    ['latencyMs', [-1, 0, 60_000, 60_001]],
    ['times', [0, 1, 1000, 1001]],
  ])('takes a %s within its bounds', (name, [below, least, most, above]) => {
    const { inputSchema } = armAnswer(createAgentWorlds(createMock(), () => 'agent'))
    const isTaken = (value: unknown): boolean => wrongWith({ [name]: value }, inputSchema, 'it') === null
    expect([below, least, most, above].map(isTaken)).toEqual([false, true, true, false])
  })

  it('clears one operation, or all, of a world that is named', async () => {
    const { arm } = started()
    await arm({ operation: 'joinMeetingRoom', status: 500 })
    await arm({ operation: 'joinLivechatRoom', status: 500, world: 'agent' })
    const of = async (args: Record<string, unknown>) => (await arm({ clear: true, world: 'agent', ...args }))['armed']
    expect(await of({ operation: 'joinMeetingRoom' })).toMatchObject([{ operation: 'joinLivechatRoom' }])
    expect(await of({})).toEqual([])
  })

  it('arms nothing while it clears', async () => {
    const { arm } = started()
    await expect(arm({ clear: true, world: 'default', times: 2 })).rejects.toMatchObject({
      message: 'clear arms nothing',
      fix: 'Give only clear, operation, world, or leave clear out.',
    })
    await expect(arm({ clear: true })).rejects.toMatchObject({
      message: 'the argument world is missing',
      fix: 'Name the world that make_situation or arm_answer returned.',
    })
  })
})

it('arm_answer changes the mock alone, destroys nothing, and arms more each time', () => {
  expect(armAnswer(createAgentWorlds(createMock(), () => 'agent')).annotations).toEqual({
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: false,
    openWorldHint: false,
  })
})
