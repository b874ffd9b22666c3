import { describe, expect, it } from 'vitest'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import type { RunEvent } from '../model/events.ts'
import { deviationKey } from '../model/target.ts'
import { answer } from '../testing/answers.ts'
import { connectionOf } from '../testing/plays.ts'
import { createTestArranger, optionsFor, some, target } from '../testing/runs.ts'
import type { RunOptions } from './run-options.ts'
import { setUp } from './set-up.ts'

const CASES = some('joinMeetingRoom/room-full', 'joinLivechatRoom/joined', 'joinLivechatRoom/missing-room-id')
const own = (change: Partial<typeof target>): Pick<RunOptions, 'target'> => ({ target: { ...target, ...change } })
function begin(more: Partial<RunOptions> = {}) {
  const events: RunEvent[] = []
  return { events, ...setUp(optionsFor(CASES, more), (event) => void events.push(event)) }
}
const idsOf = (plan: readonly { readonly testCase: { readonly id: string }; readonly transport: string }[]): string[] =>
  plan.map(({ testCase, transport }) => `${testCase.id} ${transport}`)
const end = { durationMs: 1, stopped: null, unasked: 0 }

describe('what is played', () => {
  it('are the selected cases, without those that are left out on purpose', () => {
    const { all, plan, skipped, events } = begin({
      wanted: ({ operation }) => operation === 'joinLivechatRoom',
      skipped: ({ id }) => (id.endsWith('joined') ? 'no agent' : null),
    })
    expect(idsOf(all)).toHaveLength(3)
    expect(idsOf(plan)).toEqual(['joinLivechatRoom/missing-room-id http'])
    expect(skipped.map(({ planned, reason }) => [planned.testCase.id, reason])).toEqual([
      ['joinLivechatRoom/joined', 'no agent'],
    ])
    expect(events).toEqual([])
  })

  it('are the operations and transports that the target has', () => {
    expect(idsOf(begin(own({ operations: ['joinMeetingRoom'] })).all)).toEqual(['joinMeetingRoom/room-full http'])
    const both = begin({ ...own({ transports: ['http', 'websocket'] }), socketFaces })
    expect(idsOf(both.all)).toEqual([...CASES.map(({ id }) => `${id} http`), 'joinMeetingRoom/room-full websocket'])
    const wanted = begin({
      ...own({ transports: ['http', 'websocket'] }),
      socketFaces,
      wanted: (_, transport) => transport === 'websocket',
    })
    expect(idsOf(wanted.plan)).toEqual(['joinMeetingRoom/room-full websocket'])
  })

  it('has the faces of those', () => {
    const operations = (more: Partial<RunOptions>): string[] => begin(more).faces.map(({ operation }) => operation)
    const http = ['joinMeetingRoom', 'joinLivechatRoom', 'listLivechatRooms', 'joinVideoConference']
    expect(operations({ socketFaces })).toEqual(http)
    expect(operations({ ...own({ transports: ['polling'] }), socketFaces })).toEqual([
      'connectMeetingRooms',
      'joinMeetingRoom',
      'leaveMeetingRoom',
      'lockMeetingRoom',
      'endMeetingRoom',
    ])
    expect(
      operations({
        ...own({ transports: ['http', 'polling'], operations: ['joinLivechatRoom', 'leaveMeetingRoom'] }),
        socketFaces,
      }),
    ).toEqual(['joinLivechatRoom', 'leaveMeetingRoom'])
    const { parts } = begin({ ...own({ operations: ['joinMeetingRoom'] }), socketFaces })
    expect([parts.faces.map(({ operation }) => operation), parts.socketFaces, parts.plan.length]).toEqual([
      ['joinMeetingRoom'],
      socketFaces,
      1,
    ])
  })

  it('has the clock and the sleep of the run, waits by its time, and limits of what the target has', () => {
    const [wallClock, sleep] = [() => 5, async (): Promise<void> => {}]
    const { parts } = begin({ wallClock, sleep, timeoutMs: 77, arranger: createTestArranger(false) })
    expect([parts.wallClock, parts.sleep, parts.timeoutMs]).toEqual([wallClock, sleep, 77])
    expect([parts.waits.forExpected(), parts.waits.forUnexpected()]).toEqual([77, 250])
    expect(begin().parts.waits.forUnexpected()).toBe(0)
    const { limits } = begin(own({ operations: ['joinLivechatRoom'], limits: {} }))
    expect([...limits.keys()]).toEqual(['joinLivechatRoom'])
  })

  it('has the target’s limits, which a greenroom begins anew with each case', async () => {
    const limits = { joinLivechatRoom: { requests: 1, windowMs: 1000 }, joinVideoConference: null }
    const waits = async (arranger: RunOptions['arranger']): Promise<unknown[]> => {
      let at = 0
      const {
        pacer,
        limits: known,
        events,
      } = begin({
        ...own({ limits }),
        arranger,
        now: () => at,
        sleep: async (ms) => void (at += ms),
      })
      expect([...known.keys()]).toEqual(['joinLivechatRoom', 'listLivechatRooms'])
      pacer.full('joinLivechatRoom')
      await pacer.lease(new Map([['joinLivechatRoom', { calls: 1, fresh: false }]]))
      return [at, events]
    }
    expect(await waits(createTestArranger(true))).toEqual([0, []])
    const [waited, events] = await waits(createTestArranger(false))
    expect(waited).toBeGreaterThanOrEqual(1000)
    expect(events).toEqual([{ kind: 'waiting', operation: 'joinLivechatRoom', ms: waited, why: 'limit' }])
  })

  it('waits for no limit once it is interrupted', async () => {
    const ending = new AbortController()
    const { pacer } = begin({
      ...own({ limits: { joinLivechatRoom: { requests: 1, windowMs: 1000 } } }),
      arranger: createTestArranger(false),
      now: () => 0,
      sleep: async () => ending.abort(new Error('interrupted')),
      signal: ending.signal,
    })
    pacer.full('joinLivechatRoom')
    await expect(pacer.lease(new Map([['joinLivechatRoom', { calls: 1, fresh: false }]]))).rejects.toThrow(
      'interrupted',
    )
  })
})

describe('what is known before anything is sent', () => {
  it('is against cases that might do harm', () => {
    const { whyNot, plan } = begin(own({ url: 'https://x.org' }))
    expect(plan.map((planned) => whyNot(planned)?.kind ?? null)).toEqual([null, 'safety', null])
    const allowed = begin({ ...own({ url: 'https://x.org' }), allowMutating: ['x.org'] })
    expect(allowed.plan.map((planned) => allowed.whyNot(planned))).toEqual([null, null, null])
  })

  it('is whether observers may listen', () => {
    const foreign = createTestArranger(false)
    const mayListen = (more: Partial<RunOptions>): boolean => begin(more).parts.mayListen
    expect([
      mayListen({}),
      mayListen({ arranger: foreign }),
      mayListen({ ...own({ url: 'https://x.org' }) }),
      mayListen({ ...own({ url: 'https://x.org' }), arranger: foreign }),
      mayListen({ ...own({ url: 'https://x.org' }), arranger: foreign, allowMutating: ['x.org'] }),
    ]).toEqual([true, true, true, false, true])
  })
})

describe('what is counted', () => {
  it('are requests over HTTP and connections, which reach the target all the same', async () => {
    const { parts, counts } = begin({
      send: async () => answer('joinMeetingRoom/room-full').received,
      socketClient: { connect: async () => connectionOf(), reach: async () => null },
    })
    const { signal } = new AbortController()
    const request = { method: 'GET', target: '/', headers: {}, body: null }
    const place = { baseUrl: '', path: '', transport: 'websocket', headers: {}, timeoutMs: 1, signal } as const
    expect(await parts.send(request, { baseUrl: '', timeoutMs: 1, signal })).toMatchObject({ status: 400 })
    expect(await parts.socketClient.connect({ ...place, namespace: '/', auth: {} }, () => {})).toMatchObject({
      id: 'the-socket',
    })
    expect(await parts.socketClient.reach(place)).toBeNull()
    expect(counts.summary(end).requests).toBe(2)
  })

  it('is every event that is told', () => {
    const { tell, counts, events } = begin()
    tell({ kind: 'lacking', operation: 'x', reason: 'r' })
    expect([counts.summary(end).lacking, events]).toEqual([['x'], [{ kind: 'lacking', operation: 'x', reason: 'r' }]])
  })

  it('is what was left behind, without secrets', () => {
    const redaction = optionsFor([]).redaction
    redaction.learn(['hunter-22'])
    const { parts, events } = begin({ redaction })
    parts.onLeftBehind('a/b', 'hunter-22 stays')
    expect(events).toEqual([{ kind: 'left-behind', what: 'a/b', reason: '[redacted] stays' }])
  })
})

it('known deviations are found by case and transport', () => {
  const known = { findings: [], reason: 'r', until: '2027-01-01', at: 'x' }
  const { results } = begin({
    deviations: [
      { ...known, case: 'a/b' },
      { ...known, case: 'a/b', transport: 'polling' },
    ],
    gate: 'server',
    today: '2026-05-05',
  })
  expect(results).toMatchObject({ edition: 'current', gate: 'server', today: '2026-05-05' })
  expect(results.deviations.get(deviationKey('a/b', 'http'))).not.toHaveProperty('transport')
  expect(results.deviations.get(deviationKey('a/b', 'polling'))).toMatchObject({ transport: 'polling' })
  expect(results.deviations.size).toBe(2)
})
