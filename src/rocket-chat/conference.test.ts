import { expect, it } from 'vitest'
import type { ApiCall, AskApi } from './ask-api.ts'
import { startConference } from './conference.ts'
import { createUndoing } from './undoing.ts'

it.each([
  [[], 'channels'],
  [['members-only', 'private'], 'groups'],
] as const)('a conference that is %j is in one of the %s, which is removed with it', async (facts, path) => {
  const calls: ApiCall[] = []
  const ask: AskApi = async (call) => {
    calls.push(call)
    return { channel: { _id: 'of channels' }, group: { _id: 'of groups' }, data: { callId: 'c' } }
  }
  const undoing = createUndoing()
  expect(await startConference(ask, facts, 'n', undoing)).toBe('c')
  await undoing.undo()
  const roomId = `of ${path}`
  expect(calls).toEqual([
    { method: 'POST', path: `${path}.create`, body: { name: 'n' } },
    { method: 'POST', path: 'video-conference.start', body: { roomId, title: 'n' } },
    { method: 'POST', path: `${path}.delete`, body: { roomId } },
  ])
})

it.each([
  [[], {}, 'POST channels.create lacks channel._id'],
  [['private'], { channel: { _id: 'c' } }, 'POST groups.create lacks group._id'],
  [['private'], { group: { _id: 'g' } }, 'POST video-conference.start lacks data.callId'],
])('a conference that is %j cannot be started where all answers are %j', async (facts, answer, says) => {
  const starting = startConference(async () => ({ ...answer }), facts, 'n', createUndoing())
  await expect(starting).rejects.toThrow(`the answer of ${says}`)
})

it('a channel whose conference cannot be started is removed all the same, or named', async () => {
  const undoing = createUndoing()
  const ask: AskApi = async ({ path }) => {
    if (path !== 'channels.create') throw new Error('no')
    return { channel: { _id: 'r' } }
  }
  await expect(startConference(ask, [], 'n', undoing)).rejects.toThrow('no')
  await expect(undoing.undo()).rejects.toThrow('left behind: the channel n (no)')
})
