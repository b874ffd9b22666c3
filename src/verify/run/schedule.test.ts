import { describe, expect, it } from 'vitest'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import type { RunEvent } from '../model/events.ts'
import type { Limit } from '../model/limit.ts'
import { onWebSocket, plannedOf, ways } from '../testing/answers.ts'
import { createTestArranger, optionsFor, some, target } from '../testing/runs.ts'
import type { RunOptions } from './run-options.ts'
import { inParallel, playSchedule, scheduleByPace, scheduleOf } from './schedule.ts'
import { setUp } from './set-up.ts'

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

describe('a case of an operation that the target always resets', () => {
  /** Plays it on a target that resets everything, and tells what came of it, and what was noted. */
  async function played(isCut: boolean) {
    const [events, noted]: [RunEvent[], string[]] = [[], []]
    const options = optionsFor(some('joinLivechatRoom/invalid-room'), {
      send: async () => ({ kind: 'reset', message: 'it was reset' }),
    })
    const running = setUp(options, (event) => void events.push(event))
    const cut = {
      found: () => {},
      note: (operation: string, { kind }: { readonly kind: string }) => void noted.push(`${operation} ${kind}`),
      isCut: () => isCut,
    }
    await playSchedule({ ...running, cut }, [])
    const results = events.flatMap((event) => (event.kind === 'judged' ? [event.result] : []))
    expect(events[0]).toEqual({ kind: 'began', id: 'joinLivechatRoom/invalid-room', transport: 'http' })
    return { results, noted }
  }

  it('is tried once, and breaks the contract', async () => {
    const { results, noted } = await played(true)
    expect(results).toMatchObject([{ verdict: 'broken', attempts: 1 }])
    expect(noted).toEqual(['joinLivechatRoom judged'])
  })

  it('is trouble as long as that is not known', async () => {
    const { results, noted } = await played(false)
    expect(results).toMatchObject([{ verdict: 'blocked', attempts: 3 }])
    expect(noted).toEqual(['joinLivechatRoom trouble'])
  })
})

it('cases of one operation take turns, however many others are played at once, unless each has its own world', async () => {
  const mostAtOnce = async (isolated: boolean): Promise<number> => {
    let [now, most] = [0, 0]
    const send: RunOptions['send'] = async () => {
      most = Math.max(most, ++now)
      await new Promise(setImmediate)
      now--
      return { kind: 'reset', message: 'it was reset' }
    }
    const cases = some('joinLivechatRoom/invalid-room', 'joinLivechatRoom/room-closed', 'joinLivechatRoom/no-access')
    const options = optionsFor(cases, { send, arranger: createTestArranger(isolated), workers: 3, retries: 0 })
    await playSchedule(
      setUp(options, () => {}),
      [],
    )
    return most
  }
  expect([await mostAtOnce(false), await mostAtOnce(true)]).toEqual([1, 3])
})

describe('a case in a room that observers can join', () => {
  /** The most cases that are arranged at once, of two that change nothing. */
  async function mostAtOnce(more: Partial<RunOptions>, id = 'joinMeetingRoom/guest-name-missing'): Promise<number> {
    let [now, most] = [0, 0]
    const arranger = {
      ...createTestArranger(false),
      async arrange() {
        most = Math.max(most, ++now)
        await new Promise(setImmediate)
        now--
        return { kind: 'situation', reason: 'there is none' } as const
      },
    }
    const options = optionsFor(some(id, 'joinLivechatRoom/invalid-room'), {
      target: { ...target, transports: ['http', 'websocket'] },
      socketFaces,
      arranger,
      wanted: ({ operation }, transport) => (operation === 'joinMeetingRoom') === (transport === 'websocket'),
      ...more,
    })
    await playSchedule(
      setUp(options, () => {}),
      [],
    )
    return most
  }

  it('is played alone where they listen', async () => {
    expect(await mostAtOnce({})).toBe(1)
  })

  it('is no other one: what would keep them out lets others be played beside it', async () => {
    expect(await mostAtOnce({}, 'joinMeetingRoom/room-locked')).toBe(2)
  })

  it('is played beside others where they may not', async () => {
    const url = 'http://target.example'
    expect(await mostAtOnce({ target: { ...target, url, transports: ['http', 'websocket'] } })).toBe(2)
  })
})
