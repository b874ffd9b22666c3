import { describe, expect, it } from 'vitest'
import { createMock } from '../../in-process.ts'
import { createAgentWorlds } from '../agent-worlds.ts'
import { wrongWith } from '../argument-schema.ts'
import { readJournal } from './read-journal.ts'

async function started() {
  const mock = createMock()
  await mock.world({ name: 'agent' })
  const tool = readJournal(createAgentWorlds(mock, () => 'new'))
  const join = (code: string) =>
    mock.handle(
      new Request(`http://localhost/~agent/rooms/${code}/join`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"guestName":"Jane"}',
      }),
    )
  for (let n = 0; n < 11; n++) await join('lck-rom-now')
  await join('non-rom-now')
  await mock.handle(new Request('http://localhost/~agent/api/v1/livechat/rooms'))
  const read = (args: Record<string, unknown>) => tool.run({ world: 'agent', ...args }, new AbortController().signal)
  const numbers = async (args: Record<string, unknown>) => {
    const { calls, earlier } = await read(args)
    return [Array.isArray(calls) && calls.map(({ n }: { n: number }) => n), earlier]
  }
  return { read, numbers }
}

describe('read_journal', () => {
  it('shows the last ten calls, or as many as asked for, and how many came before', async () => {
    const { numbers } = await started()
    expect(await numbers({})).toEqual([[4, 5, 6, 7, 8, 9, 10, 11, 12, 13], 3])
    expect(await numbers({ last: 2 })).toEqual([[12, 13], 11])
  })

  it('shows those of one operation, or one outcome, or both', async () => {
    const { numbers } = await started()
    expect(await numbers({ outcome: 'room-not-found' })).toEqual([[12], 0])
    expect(await numbers({ operation: 'listLivechatRooms' })).toEqual([[13], 0])
    expect(await numbers({ operation: 'joinMeetingRoom', last: 1 })).toEqual([[12], 11])
    expect(await numbers({ operation: 'listLivechatRooms', outcome: 'room-locked' })).toEqual([[], 0])
  })

  it('says of each what came, and why it was answered so', async () => {
    const { read } = await started()
    expect(await read({ last: 1, operation: 'joinMeetingRoom' })).toMatchObject({
      world: 'agent',
      calls: [
        {
          n: 12,
          at: expect.any(String),
          caller: expect.anything(),
          method: 'POST',
          body: '{"guestName":"Jane"}',
          target: expect.stringContaining('/rooms/non-rom-now/join'),
          operation: 'joinMeetingRoom',
          status: 404,
          outcome: 'room-not-found',
          cause: 'no meeting room has this code',
          forced: null,
        },
      ],
    })
  })

  it('has the decision of one call alone, if asked why', async () => {
    const { read } = await started()
    expect(await read({ why: 12 })).toMatchObject({ decision: { decided: 'room-not-found' } })
    expect(await read({})).not.toHaveProperty('decision')
  })
})

it('read_journal only reads, and gives the same again', () => {
  expect(readJournal(createAgentWorlds(createMock(), () => 'new')).annotations).toEqual({
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  })
})

it('as many calls are shown as a journal keeps, at most', () => {
  const { inputSchema } = readJournal(createAgentWorlds(createMock(), () => 'new'))
  const isTaken = (last: number): boolean => wrongWith({ last }, inputSchema, 'it') === null
  expect([0, 1, 256, 257].map(isTaken)).toEqual([false, true, true, false])
})
