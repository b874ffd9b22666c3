import { getEventListeners } from 'node:events'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { settle, standTimers } from '../../tests/support/timers.ts'
import { PLAIN_DIALECT } from '../dialect/dialect.ts'
import type { Received, Send } from '../verify/model/exchange.ts'
import type { Found } from '../verify/run/probe.ts'
import { allOf, createTestArranger, target } from '../verify/testing/runs.ts'
import { answer } from '../verify/testing/answers.ts'
import { sleepUntil, verifyFound, verifyReady, type Ready, type ResolvedSettings } from './verify-run.ts'

const CASE = 'joinMeetingRoom/room-full'
const readyFor = (given: Partial<Ready> = {}): Ready => ({
  target,
  arranger: createTestArranger(),
  gate: 'document',
  minCoverage: 0,
  timeoutMs: 1000,
  close: async () => {},
  ...given,
})
const answering =
  (received: Received): Send =>
  async () =>
    received
const settings = (given: Partial<ResolvedSettings> = {}): ResolvedSettings => ({
  wanted: ({ id }) => id === CASE,
  skipped: () => null,
  send: answering(answer(CASE).received),
  socketClient: {
    connect: () => Promise.reject(new Error('nobody connects')),
    reach: async () => ({ kind: 'refused', message: '' }),
  },
  deviations: [],
  allowMutating: [],
  deadlineMs: 600_000,
  retries: 0,
  workers: 1,
  keepBodies: false,
  signal: new AbortController().signal,
  order: (cases) => cases,
  reproduce: () => () => ({ target: null, mock: null }),
  ...given,
})
const WRONG: Received = {
  ...answer(CASE).received,
  body: '{"statusCode":400,"message":"Zoë is in the way","by":"hunter-22"}',
}

describe('a run', () => {
  it('plays the cases that are wanted, and says what it is about', async () => {
    const events = await allOf(verifyReady(readyFor({ gate: 'server', minCoverage: 7, notes: ['a note'] }), settings()))
    expect(events[0]).toMatchObject({
      kind: 'planned',
      run: { gate: 'server', minCoverage: 7, cases: 1, bodies: 'all' },
    })
    expect(events).toContainEqual({ kind: 'note', text: 'a note' })
    expect(
      events.flatMap((event) => (event.kind === 'judged' ? [[event.result.id, event.result.verdict]] : [])),
    ).toEqual([[CASE, 'held']])
  })

  it('goes by the clock of its settings', async () => {
    let now = 0
    const clock = { now: () => (now += 1000), sleep: async () => {} }
    const events = await allOf(verifyReady(readyFor(), settings({ clock })))
    const last = events.at(-1)
    expect(last?.kind === 'finished' && last.summary.durationMs % 1000).toBe(0)
    expect(now).toBeGreaterThan(1000)
  })

  it('has the command of its settings for each call of a case that does not hold', async () => {
    const reproduce: ResolvedSettings['reproduce'] =
      ({ gate }) =>
      ({ testCase }) => ({ target: `${gate} ${testCase.id}`, mock: 'on a mock' })
    const events = await allOf(verifyReady(readyFor(), settings({ send: answering(WRONG), reproduce })))
    const results = events.flatMap((event) => (event.kind === 'judged' ? [event.result] : []))
    expect(results.map((each) => each.reproduce)).toEqual([{ target: `document ${CASE}`, mock: 'on a mock' }])
  })

  it('shows bodies as they are on loopback, or where that is wanted, without secrets', async () => {
    const shown = async (url: string, keepBodies: boolean): Promise<unknown[]> => {
      const events = await allOf(
        verifyReady(
          readyFor({ target: { ...target, url, secrets: ['hunter-22'] } }),
          settings({ send: answering(WRONG), keepBodies }),
        ),
      )
      const [planned] = events
      const body = events.flatMap((event) =>
        event.kind === 'judged' ? event.result.exchanges.map((exchange) => exchange.answer?.body ?? '') : [],
      )
      return [
        planned?.kind === 'planned' && planned.run.bodies,
        body.join('').includes('Zoë'),
        body.join('').includes('hunter-22'),
      ]
    }
    expect(await shown('http://127.0.0.1:1', false)).toEqual(['all', true, false])
    expect(await shown('https://x.org', true)).toEqual(['all', true, false])
    expect(await shown('https://x.org', false)).toEqual(['fixed', false, false])
  })

  it('shows the target’s own words for what the contract fixes', async () => {
    const names = { name: 'their-member', unless: null }
    const socket = {
      ...PLAIN_DIALECT,
      token: 'their-token',
      events: { 'join-room': 'their-event' },
      members: { code: names },
      messages: { 'join-room': { sent: { code: { ...names, name: 'their-message' } } } },
      answers: { 'join-room': { inPlaceOfAck: false, success: ['their-success'], refusal: ['their-refusal'] } },
      refusal: { when: {}, message: [''], status: { 'their reason': 400 } },
    }
    const words = [
      'their-token',
      'their-event',
      'their-member',
      'their-message',
      'their-success',
      'their-refusal',
      'their reason',
      'joinedAt',
      'socketId',
      'Room is locked',
    ]
    const body = JSON.stringify({
      statusCode: 400,
      message: words.slice(0, 5),
      x: words.slice(5),
      y: 'unknown words',
    })
    const events = await allOf(
      verifyReady(
        readyFor({ target: { ...target, url: 'https://x.org', socket } }),
        settings({ send: answering({ ...WRONG, body }) }),
      ),
    )
    const shown = events
      .flatMap((event) => (event.kind === 'judged' ? event.result.exchanges : []))
      .map((exchange) => exchange.answer?.body)
      .join('')
    expect(words.filter((word) => !shown.includes(`"${word}"`))).toEqual([])
    expect(shown).not.toContain('unknown words')
  })

  it('plays the edition of the target, in the order that is wanted', async () => {
    const ids: string[] = []
    const events = await allOf(
      verifyReady(
        readyFor({ target: { ...target, edition: '2022' } }),
        settings({
          order: (cases) => {
            ids.push(...cases.map(({ id }) => id))
            return cases.toReversed()
          },
          wanted: ({ expect: outcome }) => outcome === 'not-logged-in',
          send: answering(answer('joinLivechatRoom/not-logged-in').received),
        }),
      ),
    )
    expect(ids).toContain(CASE)
    expect(events[0]).toMatchObject({ run: { edition: '2022' } })
    const played = events.flatMap((event) => (event.kind === 'judged' ? [event.result.id] : []))
    expect(played.length).toBeGreaterThan(1)
    expect(played).toEqual(played.toSorted((a, b) => ids.indexOf(b) - ids.indexOf(a)))
  })
})

describe('a recorded deviation', () => {
  afterEach(() => void vi.useRealTimers())

  it('is accepted to the end of its last day', async () => {
    const verdictOn = async (until: string): Promise<unknown> => {
      const findings = [{ check: 'body', at: '/message' }] as const
      const deviation = { case: CASE, findings, reason: 'older', until, at: 'f.yaml:3' }
      const received = { ...WRONG, body: '{"statusCode":400,"message":"Zoë is in the way"}' }
      const made = verifyReady(readyFor(), settings({ send: answering(received), deviations: [deviation] }))
      for (const event of await allOf(made)) if (event.kind === 'judged') return event.result.reason
      return undefined
    }
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-31T23:59:59.999Z') })
    expect([await verdictOn('2026-03-31'), await verdictOn('2026-03-30')]).toEqual([
      'older (until 2026-03-31, f.yaml:3)',
      'the deviation was only accepted until 2026-03-30 (f.yaml:3)',
    ])
  })
})

describe('a bare URL', () => {
  const found: Found[] = []
  const withFound: Ready['withFound'] = (each) => {
    found.push(each)
    return { target: { ...target, name: 'found' }, arranger: createTestArranger() }
  }
  const ROOM = answer('joinMeetingRoom/room-not-found').received

  it('is looked at first, and played as it was found', async () => {
    const events = await allOf(
      verifyFound(readyFor({ withFound }), settings({ send: answering(ROOM), wanted: () => false })),
    )
    expect(found.map(({ answers }) => answers.some(({ operation }) => operation === 'joinMeetingRoom'))).toEqual([true])
    expect(events[0]).toMatchObject({ run: { target: 'found' } })
    expect(events).toContainEqual(expect.objectContaining({ kind: 'found' }))
  })

  it('is looked at as a server of its edition', async () => {
    const send: Send = async (request) => ({
      status: 403,
      headers: [['content-type', 'text/plain']],
      body: `${request.target}: User does not have the permissions required for this action [error-unauthorized]`,
      ms: 1,
    })
    const obstacleIn = async (edition: string): Promise<unknown> => {
      await allOf(
        verifyFound(readyFor({ withFound, target: { ...target, edition } }), settings({ send, wanted: () => false })),
      )
      return found.at(-1)?.obstacle
    }
    // The document of this refusal is newer than the first edition.
    expect([await obstacleIn('2022'), await obstacleIn('current')]).toEqual([
      expect.stringMatching(/^it answers every call with 403, /),
      null,
    ])
  })

  it('is not looked at if it is known, nor once the run is interrupted; a mistake is one', async () => {
    const before = found.length
    const known = await allOf(verifyFound(readyFor(), settings({ wanted: () => false })))
    expect(known.some(({ kind }) => kind === 'found')).toBe(false)
    const ending = new AbortController()
    ending.abort()
    const send = (): Promise<never> => Promise.reject(new Error('a mistake'))
    await allOf(verifyFound(readyFor({ withFound }), settings({ send, signal: ending.signal })))
    await expect(allOf(verifyFound(readyFor({ withFound }), settings({ send })))).rejects.toThrow('a mistake')
    expect(found).toHaveLength(before)
  })
})

describe('a sleep', () => {
  it('ends when its time is over', async () => {
    using time = standTimers()
    let isOver = false
    const { signal } = new AbortController()
    const sleep = sleepUntil(50, signal).then(() => (isOver = true))
    time.pass(49)
    await settle()
    expect(isOver).toBe(false)
    time.pass(1)
    await sleep
    expect([isOver, getEventListeners(signal, 'abort')]).toEqual([true, []])
  })

  it('ends with its signal, also one that has aborted before, without an error and without a timer', async () => {
    using time = standTimers()
    const ending = new AbortController()
    const sleep = sleepUntil(50, ending.signal)
    ending.abort()
    expect(await sleep).toBeUndefined()
    expect(await sleepUntil(50, ending.signal)).toBeUndefined()
    expect(time.waiting()).toBe(0)
  })
})
