import { describe, expect, it } from 'vitest'
import type { Case } from '../../contract/model/case.ts'
import type { RunEvent } from '../model/events.ts'
import type { Received, Trouble } from '../model/exchange.ts'
import { run } from './run.ts'
import { answer, planned } from '../testing/answers.ts'
import {
  createTestArranger,
  documented,
  eventsOf,
  optionsFor,
  resultsOf,
  sending,
  some,
  target,
} from '../testing/runs.ts'

const IDS = [
  'joinLivechatRoom/joined',
  'joinLivechatRoom/invalid-room',
  'joinMeetingRoom/room-full',
  'joinMeetingRoom/room-locked',
]
const timeout: Trouble = { kind: 'timeout', message: 'no answer in time' }
const refused: Trouble = { kind: 'refused', message: 'nothing listens' }
const summaryOf = (events: readonly RunEvent[]) => {
  const last = events.at(-1)
  if (last?.kind !== 'finished') throw new Error('a run ends with its summary')
  return last.summary
}
const verdicts = (events: readonly RunEvent[]): string[] =>
  Object.values(resultsOf(events)).map(({ verdict }) => verdict)

describe('a run', () => {
  it('tells first what is planned, last what came of it, and judges each case once', async () => {
    for (const isolated of [true, false]) {
      const events = await eventsOf(some(...IDS), { arranger: createTestArranger(isolated) })
      const kinds = events.map(({ kind }) => kind)
      expect([kinds[0], kinds.at(-1), kinds.lastIndexOf('planned'), kinds.indexOf('finished')]).toEqual([
        'planned',
        'finished',
        0,
        kinds.length - 1,
      ])
      expect(kinds.filter((kind) => kind === 'judged')).toHaveLength(IDS.length)
      expect(Object.keys(resultsOf(events)).toSorted()).toEqual(IDS.toSorted())
      expect(verdicts(events)).toEqual(IDS.map(() => 'held'))
    }
  })

  it('holds every case of one call whose answer is the documented one', async () => {
    const alone = planned.filter(
      ({ testCase: { before, then, shows, values } }) =>
        [...before, ...then, ...Object.keys(shows), ...Object.keys(values)].length === 0,
    )
    expect(alone.length).toBeGreaterThan(100)
    const spent = alone.filter(
      ({ testCase }) => !testCase.given['limit'] && !testCase.expect.startsWith('rate-limited'),
    )
    const send = sending((_, id) => {
      const { received, face } = answer(id ?? '')
      const headers = received.headers.map(([name, value]) => [name, name.endsWith('remaining') ? '1' : value] as const)
      return face.rateLimit?.outcome != null ? { ...received, headers } : received
    })
    const events = await eventsOf(
      spent.map(({ testCase }) => testCase),
      { send },
    )
    const other = Object.values(resultsOf(events)).filter(({ verdict }) => verdict !== 'held')
    expect(other.map(({ id, findings }) => [id, findings])).toEqual([])
  })

  it('has no result of what is not asked for, sends nothing for it, and counts it apart from what is skipped', async () => {
    const send = sending(() => null)
    const wanted = ({ id }: { readonly id: string }): boolean => id === IDS[1] || id === IDS[2]
    const skipped = ({ id }: { readonly id: string }): string | null => (id === IDS[2] ? 'no second user' : null)
    const events = await eventsOf(some(...IDS), { send, wanted, skipped })
    expect(resultsOf(events)[IDS[2] ?? '']).toMatchObject({ verdict: 'skipped', reason: 'no second user', attempts: 0 })
    expect(verdicts(events).toSorted()).toEqual(['held', 'skipped'])
    expect(send.sent()).toBe(1)
    expect(summaryOf(events)).toMatchObject({ requests: 1, cases: { held: 1, skipped: 1 }, unasked: 2 })
  })

  it('tells what was found at the target before all results, or that nothing answers, and then sends nothing', async () => {
    const found = { prefixes: {}, transports: [], obstacle: null, answers: [], lacking: [], unreachable: null }
    const there = await eventsOf(some(...IDS), { found })
    expect(there[1]).toEqual({ kind: 'found', operations: [], transports: [] })
    expect(verdicts(there)).toEqual(IDS.map(() => 'held'))
    const send = sending(() => null)
    const arranger = createTestArranger(false)
    // Of these, the last two would be called ahead.
    const ids = [...IDS, 'joinLivechatRoom/missing-room-id', 'joinMeetingRoom/guest-name-too-long']
    const gone = await eventsOf(some(...ids), { found: { ...found, unreachable: refused }, send, arranger })
    expect(gone[1]).toEqual({ kind: 'unreachable', trouble: 'refused', message: 'nothing listens' })
    expect([verdicts(gone), send.sent()]).toEqual([ids.map(() => 'blocked'), 0])
  })

  it('says of a case for which the target has no route that alone, whatever else is against it', async () => {
    const found = { prefixes: {}, transports: [], obstacle: null, answers: [], lacking: [], unreachable: null }
    const arranger = { ...createTestArranger(false), lacks: () => 'there is no such room' }
    const of = async (lacking: readonly string[]) =>
      resultsOf(await eventsOf(some(IDS[2] ?? ''), { found: { ...found, lacking }, arranger }))[IDS[2] ?? '']?.kind
    expect([await of(['joinMeetingRoom']), await of([])]).toEqual(['transport', 'situation'])
  })

  it('leaves out operations that the target does not have', async () => {
    const events = await eventsOf(some(...IDS), { target: { ...target, operations: ['joinMeetingRoom'] } })
    expect(Object.keys(resultsOf(events)).toSorted()).toEqual([IDS[2], IDS[3]])
  })

  it('tells each breach, and what the answer looks like instead', async () => {
    const send = sending((_, id) => (id === IDS[2] ? answer(IDS[3] ?? '').received : null))
    const result = resultsOf(await eventsOf(some(...IDS), { send }))[IDS[2] ?? '']
    expect(result).toMatchObject({ verdict: 'broken', answeredAs: 'room-locked', deviates: { accepted: null } })
    expect(result?.findings.map(({ check }) => check)).toEqual(['status', 'body', 'body'])
    expect(result?.deviates?.findings[0]).toEqual({ check: 'status', found: 403 })
  })

  it('takes away what it has made before it ends, also where its reader goes away', async () => {
    const arranger = createTestArranger()
    const send = sending(() => null)
    for await (const event of run(optionsFor(some(...IDS), { arranger, send, workers: 4 })))
      if (event.kind === 'judged') break
    expect(arranger.open()).toBe(0)
  })

  it('sends nothing more once its reader has gone away', async () => {
    const send = sending(() => null)
    for await (const event of run(optionsFor(some(...IDS), { send, workers: 1 }))) if (event.kind === 'judged') break
    expect(send.sent()).toBeLessThan(IDS.length)
  })

  it('ends when its signal says so, and says why', async () => {
    const [controller, arranger] = [new AbortController(), createTestArranger()]
    const send = sending((nth) => {
      if (nth === 1) controller.abort()
      return null
    })
    const events = await eventsOf(some(...IDS), { arranger, send, workers: 1, signal: controller.signal })
    expect(summaryOf(events).stopped).toBe('it was interrupted')
    expect(verdicts(events)).toEqual(['held', 'held', 'blocked', 'blocked'])
    expect([send.sent(), arranger.open()]).toEqual([2, 0])
  })

  it('ends after its time, with what waits for an answer cut off and cleaned up', async () => {
    const arranger = createTestArranger()
    const send = (_: unknown, { signal }: { readonly signal: AbortSignal }): Promise<Received> =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const events = await eventsOf(some(...IDS), { arranger, send, deadlineMs: 50 })
    expect(summaryOf(events).stopped).toBe('its time was up')
    expect(verdicts(events)).toEqual(IDS.map(() => 'blocked'))
    expect(arranger.open()).toBe(0)
  })

  it('fails with what is no trouble of the way, after it has cleaned up', async () => {
    const arranger = createTestArranger()
    const send = async (): Promise<Received> => {
      throw new TypeError('a mistake of ours')
    }
    await expect(eventsOf(some(...IDS), { arranger, send })).rejects.toThrow('a mistake of ours')
    expect(arranger.open()).toBe(0)
  })
})

describe('trouble on the way', () => {
  it('is met by another try, told and counted, and leaves the verdict alone', async () => {
    const events = await eventsOf(some(IDS[0] ?? ''), { send: sending((nth) => (nth < 2 ? timeout : null)) })
    expect(events.flatMap((event) => (event.kind === 'retried' ? [event.trouble] : []))).toEqual(['timeout', 'timeout'])
    expect(resultsOf(events)[IDS[0] ?? '']).toMatchObject({ verdict: 'held', attempts: 3 })
    expect(summaryOf(events)).toMatchObject({ retries: 2, troubles: { timeout: 2 }, requests: 3, unreachable: null })
  })

  it('is no breach where it does not end', async () => {
    const send = sending((_, id) => (id === IDS[0] ? timeout : null))
    const result = resultsOf(await eventsOf(some(...IDS), { send }))[IDS[0] ?? '']
    expect(result).toMatchObject({ verdict: 'blocked', kind: 'environment', reason: timeout.message, attempts: 3 })
  })

  it('that no try mends ends the sending at once', async () => {
    const send = sending(() => refused)
    const events = await eventsOf(some(...IDS), { send, workers: 1 })
    expect(send.sent()).toBeLessThanOrEqual(1)
    expect(summaryOf(events).unreachable).toContain('nothing listens')
    expect(verdicts(events)).toEqual(IDS.map(() => 'blocked'))
  })

  it('ends the sending after ten in a row', async () => {
    const many = planned.filter(({ testCase }) => testCase.before.length === 0).slice(0, 40)
    const send = sending(() => timeout)
    await eventsOf(
      many.map(({ testCase }) => testCase),
      { send, workers: 1, retries: 0 },
    )
    expect(send.sent()).toBe(10)
  })

  it('of ten calls in all, but never in a row, ends nothing', async () => {
    const many = planned
      .filter(({ testCase }) => testCase.before.length === 0 && testCase.operation === 'joinMeetingRoom')
      .slice(0, 30)
    const send = sending((nth) => (nth % 2 === 0 ? timeout : null))
    const events = await eventsOf(
      many.map(({ testCase }) => testCase),
      { send, workers: 1 },
    )
    expect(summaryOf(events)).toMatchObject({ retries: many.length, cases: { blocked: 0 } })
  })
})

describe('the limits of a target', () => {
  const LIMITED = [
    'joinVideoConference/rate-limited',
    'joinVideoConference/rate-limited:third-call',
    'joinVideoConference/joined',
  ]
  const limited = { target: { ...target, limits: {} } }
  const waits = (events: readonly RunEvent[]): number => events.filter(({ kind }) => kind === 'waiting').length

  it('are waited for, and not on behalf of cases that are never sent', async () => {
    let now = 0
    const time = { now: () => now, sleep: async (ms: number) => void (now += ms) }
    const arranger = createTestArranger(false)
    expect(waits(await eventsOf(some(...LIMITED), { ...limited, ...time, arranger }))).toBeGreaterThan(0)
    const lacking = { ...arranger, lacks: () => 'there is no call' }
    const events = await eventsOf(some(...LIMITED), { ...limited, ...time, arranger: lacking })
    expect([waits(events), ...verdicts(events)]).toEqual([0, 'blocked', 'blocked', 'blocked'])
  })
})

describe('looking ahead', () => {
  it('finds a refused identity once, and blocks what calls as it', async () => {
    const ids = [...IDS, 'joinLivechatRoom/missing-room-id', 'joinMeetingRoom/guest-name-too-long']
    const send: typeof documented = async (request, to) =>
      request.headers['X-User-Id'] === 'id-of-agent'
        ? answer('joinLivechatRoom/not-logged-in').received
        : documented(request, to)
    const events = await eventsOf(some(...ids), { send, arranger: createTestArranger(false) })
    const identities = events.flatMap((event) => (event.kind === 'identity' ? [[event.name, event.state]] : []))
    expect(identities).toEqual([['agent', 'refused']])
    expect(resultsOf(events)['joinLivechatRoom/joined']).toMatchObject({ verdict: 'blocked', kind: 'identity' })
    expect(resultsOf(events)['joinMeetingRoom/room-full']).toMatchObject({ verdict: 'held' })
    expect(summaryOf(events).identities).toEqual(['agent'])
  })

  it('finds an operation that the target does not have, and tells it from a documented 404', async () => {
    const ids = [...IDS, 'joinLivechatRoom/missing-room-id', 'joinMeetingRoom/guest-name-too-long']
    const page = { status: 404, headers: [['content-type', 'text/html']], body: 'Cannot GET', ms: 1 } as const
    const preflightIs = (received: Received) => sending((_, id) => (id === undefined ? received : null))
    const lost = await eventsOf(some(...ids), { send: preflightIs(page), arranger: createTestArranger(false) })
    expect(Object.values(resultsOf(lost)).map(({ kind }) => kind)).toEqual(ids.map(() => 'transport'))
    const notFound = preflightIs(answer('joinMeetingRoom/room-not-found').received)
    const found = await eventsOf(some(...ids), { send: notFound, arranger: createTestArranger(false) })
    expect(resultsOf(found)['joinMeetingRoom/room-full']?.verdict).toBe('held')
    expect(resultsOf(found)['joinLivechatRoom/joined']?.kind).toBe('transport')
  })

  it('calls no operation of which nothing will be played', async () => {
    const asked: string[] = []
    const send: typeof documented = async (request, to) => {
      asked.push(request.target.split('?')[0] ?? '')
      return documented(request, to)
    }
    const ids = ['joinLivechatRoom/missing-room-id', 'joinMeetingRoom/guest-name-too-long', 'joinMeetingRoom/room-full']
    await eventsOf(some(...ids), {
      send,
      arranger: createTestArranger(false),
      wanted: ({ id }) => id === 'joinMeetingRoom/room-full',
    })
    expect(asked.length).toBeGreaterThan(1)
    expect(asked).not.toContain('/api/v1/livechat/room.join')
  })

  it('checks an identity by an operation that the target has', async () => {
    const ids = ['joinLivechatRoom/missing-room-id', 'listLivechatRooms/invalid-query', 'listLivechatRooms/listed']
    const lost = { status: 404, headers: [['content-type', 'text/html']], body: 'Cannot GET', ms: 1 } as const
    const send: typeof documented = async (request, to) => {
      if (request.target.startsWith('/api/v1/livechat/room.join')) return lost
      const isManager = request.headers['X-User-Id'] === 'id-of-manager'
      return isManager ? answer('joinLivechatRoom/not-logged-in').received : documented(request, to)
    }
    const events = await eventsOf(some(...ids), { send, arranger: createTestArranger(false) })
    const states = events.flatMap((event) => (event.kind === 'identity' ? [`${event.name} ${event.state}`] : []))
    expect(states).toContain('manager refused')
  })

  it('finds an operation lacking that the target claims to have, unless the answer may be its own', async () => {
    const claims = { target: { ...target, operations: ['joinMeetingRoom'] }, arranger: createTestArranger(false) }
    const lackingBy = async (body: string): Promise<string[]> => {
      const received = { status: 404, headers: [['content-type', 'application/json']], body, ms: 1 } as const
      const send = sending((_, id) => (id === undefined ? received : null))
      const events = await eventsOf(some('joinMeetingRoom/guest-name-too-long'), { ...claims, send })
      return events.flatMap((event) => (event.kind === 'lacking' ? [event.operation] : []))
    }
    expect(await lackingBy('{"message":"Cannot POST /rooms/x/join"}')).toEqual(['joinMeetingRoom'])
    expect(await lackingBy('{"message":"There is no such meeting"}')).toEqual([])
  })

  it('asks a target that cannot be reached once, and says so', async () => {
    const send = sending(() => refused)
    const events = await eventsOf(some(...IDS, 'joinLivechatRoom/missing-room-id'), {
      send,
      arranger: createTestArranger(false),
    })
    expect(send.sent()).toBe(1)
    expect(summaryOf(events).unreachable).toContain('nothing listens')
  })
})

it('a target that is stricter than its documented limit, window after window, breaks it', async () => {
  const limited = { status: 429, headers: [['content-type', 'application/json']], body: '{}', ms: 1 } as const
  let at = 0
  const strictAbout = (operation: string) =>
    eventsOf(some('joinVideoConference/joined', 'joinLivechatRoom/joined'), {
      target: { ...target, limits: {} },
      send: sending((_, id) => (id?.startsWith(operation) ? limited : null)),
      arranger: createTestArranger(false),
      allowMutating: [new URL(target.url).host],
      now: () => at,
      sleep: async (ms) => void (at += ms),
    })
  const call = resultsOf(await strictAbout('joinVideoConference'))['joinVideoConference/joined']
  expect(call?.findings.map(({ message, source }) => [message, source])).toContainEqual([
    'the status is 429, not 200',
    'document',
  ])
  // The limit of this one is documented nowhere.
  const room = resultsOf(await strictAbout('joinLivechatRoom'))['joinLivechatRoom/joined']
  expect(room).toMatchObject({ verdict: 'blocked', kind: 'environment' })
})

it('a target that resets every connection of one operation, and answers others, breaks the contract', async () => {
  const reset: Trouble = { kind: 'reset', message: 'the connection was reset' }
  const of = (wanted: string): Case[] =>
    planned
      .map(({ testCase }) => testCase)
      .filter(({ operation, before, then }) => operation === wanted && before.length + then.length === 0)
      .slice(0, 8)
  const calls = of('joinVideoConference')
  const events = await eventsOf([...calls, ...of('joinLivechatRoom')], {
    send: sending((_, id) => (id?.startsWith('joinVideoConference') ? reset : null)),
    arranger: createTestArranger(false),
    allowMutating: [new URL(target.url).host],
  })
  const ofCalls = calls.map(({ id }) => resultsOf(events)[id]?.verdict)
  expect(new Set(ofCalls)).toEqual(new Set(['blocked', 'broken']))
  expect(ofCalls.filter((verdict) => verdict === 'broken').length).toBeGreaterThan(3)
})

it('a target without an operation that its target file names fails the run, though nothing of it need be documented', async () => {
  const page = { status: 404, headers: [['content-type', 'text/html']], body: 'Cannot POST', ms: 1 } as const
  const events = await eventsOf(some('joinVideoConference/not-logged-in', 'joinVideoConference/missing-call-id'), {
    target: { ...target, operations: ['joinVideoConference'] },
    send: async () => page,
    arranger: createTestArranger(false),
    gate: 'document',
  })
  expect(summaryOf(events).lacking).toEqual(['joinVideoConference'])
})

it('a target of a single operation that resets every connection of it, and answers other paths, breaks the contract', async () => {
  const reset: Trouble = { kind: 'reset', message: 'the connection was reset' }
  const page: Received = { status: 404, headers: [], body: '', ms: 1 }
  const of = (root: Received | Trouble) =>
    eventsOf(some('joinVideoConference/missing-call-id', 'joinVideoConference/not-logged-in'), {
      target: { ...target, operations: ['joinVideoConference'] },
      send: async (request) => (request.target === '/' ? root : reset),
      arranger: createTestArranger(false),
      retries: 5,
    })
  expect(new Set(verdicts(await of(page)))).toEqual(new Set(['broken']))
  // If nothing is answered, the target is down.
  expect(new Set(verdicts(await of(reset)))).toEqual(new Set(['blocked']))
})
