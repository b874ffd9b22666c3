import { describe, expect, it } from 'vitest'
import { inParallel, scheduleByPace, scheduleOf } from './schedule.ts'
import type { Limit } from '../model/limit.ts'
import { onWebSocket, plannedOf, ways } from '../testing/answers.ts'

const idsOf = (lanes: ReturnType<typeof scheduleOf>): string[][] =>
  lanes.map((lane) => lane.map(({ testCase, transport }) => `${testCase.id} ${transport}`))

describe('lanes', () => {
  const plan = [
    'joinVideoConference/rate-limited',
    'joinLivechatRoom/joined',
    'joinVideoConference/joined',
    'joinLivechatRoom/invalid-room',
    'joinVideoConference/missing-call-id',
    'joinLivechatRoom/missing-room-id',
    'joinVideoConference/unknown-call',
  ].map(plannedOf)

  it('go by operation: first what changes nothing, then what does, last what is about the limit', () => {
    const limits = new Map<string, Limit>([['joinVideoConference', { requests: 2, windowMs: 5000 }]])
    expect(idsOf(scheduleOf(plan, ways.faces, limits))).toEqual([
      [
        'joinVideoConference/missing-call-id http',
        'joinVideoConference/unknown-call http',
        'joinVideoConference/joined http',
        'joinVideoConference/rate-limited http',
      ],
      ['joinLivechatRoom/invalid-room http', 'joinLivechatRoom/missing-room-id http', 'joinLivechatRoom/joined http'],
    ])
  })

  it('where no case meets another, have those with an upgrade apart', () => {
    const [joined, upgraded] = [plannedOf('joinLivechatRoom/joined'), onWebSocket('joinMeetingRoom/room-full')]
    const all = [joined, { ...upgraded, transport: 'upgraded' as const }, upgraded]
    expect(idsOf(scheduleByPace(all))).toEqual([
      ['joinLivechatRoom/joined http', 'joinMeetingRoom/room-full websocket'],
      ['joinMeetingRoom/room-full upgraded'],
    ])
    expect(scheduleByPace([])).toEqual([])
  })
})

describe('workers', () => {
  it('are one at least, and each item is for one of them', async () => {
    const done: number[] = []
    await inParallel([1, 2], 0, async (item) => void done.push(item))
    await inParallel([3, 4, 5], 9, async (item) => void done.push(item))
    expect(done).toEqual([1, 2, 3, 4, 5])
  })

  it('begin nothing more once one has failed, and end with the first failure when those begun are over', async () => {
    const [begun, ended]: [string[], string[]] = [[], []]
    const second = Promise.withResolvers<void>()
    const all = inParallel(['fails', 'goes on', 'never'], 2, async (item) => {
      begun.push(item)
      if (item === 'fails') throw new Error('the first')
      await second.promise
      ended.push(item)
      throw new Error('the second')
    })
    const failed = expect(all).rejects.toThrow('the first')
    await new Promise(setImmediate)
    expect(ended).toEqual([])
    second.resolve()
    await failed
    expect([begun, ended]).toEqual([['fails', 'goes on'], ['goes on']])
  })
})
