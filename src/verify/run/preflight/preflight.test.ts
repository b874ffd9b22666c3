import { describe, expect, it } from 'vitest'
import { socketFaces } from '../../../contract/compiled/socket-faces.ts'
import type { RunEvent } from '../../model/events.ts'
import type { Received, Trouble } from '../../model/exchange.ts'
import { plannedOf } from '../../testing/answers.ts'
import { connectionOf } from '../../testing/plays.ts'
import { createTestArranger, optionsFor, some, target } from '../../testing/runs.ts'
import { planned } from '../../testing/answers.ts'
import type { RunOptions } from '../run-options.ts'
import { preflightTarget } from './preflight.ts'
import { setUp } from '../set-up.ts'

const OK: Received = { status: 400, headers: [['content-type', 'application/json']], body: '{}', ms: 1 }
const JOINED = plannedOf('joinLivechatRoom/joined')
const REFUSED: Trouble = { kind: 'refused', message: 'No one is at hunter-22.' }

/** A preflight of all cases, of which these are wanted, on a foreign server. */
async function preflight(ids: readonly string[], more: Partial<RunOptions> = {}) {
  const events: RunEvent[] = []
  const sent: string[] = []
  const { send = async () => OK, ...others } = more
  const all = planned.map(({ testCase }) => testCase)
  const running = setUp(
    optionsFor(all, {
      arranger: createTestArranger(false),
      wanted: ({ id }) => ids.includes(id),
      send: async (request, to) => {
        sent.push(request.target.replace(/\?.*$/, ''))
        return send(request, to)
      },
      ...others,
    }),
    (event) => void events.push(event),
  )
  const whyNots = await preflightTarget(running)
  const whyNot = (id: string): unknown =>
    whyNots.map((each) => each(plannedOf(id))).find((reason) => reason !== null) ?? null
  return { events, sent, whyNot, running }
}

describe('a preflight over HTTP', () => {
  it('tells which identities are usable', async () => {
    const { events, whyNot } = await preflight([JOINED.testCase.id])
    expect(events).toEqual([{ kind: 'identity', name: 'agent', state: 'usable', reason: null }])
    expect(whyNot(JOINED.testCase.id)).toBeNull()
  })

  it('is not made on a greenroom, nor for cases that are not sent', async () => {
    const isolated = await preflight([JOINED.testCase.id], { arranger: createTestArranger(true) })
    expect([isolated.sent, isolated.events]).toEqual([[], []])
    const unsafe = await preflight([JOINED.testCase.id], { target: { ...target, url: 'https://x.org' } })
    expect(unsafe.sent).toEqual([])
  })

  it('tells callers without credentials, by whether they are mentioned', async () => {
    const { host: _, member: __, ...identities } = target.identities
    const missing = { host: 'HOST is not set', member: 'no one is named', nobodys: 'of no case' }
    const { events } = await preflight(['joinMeetingRoom/joined-as-host', 'joinMeetingRoom/joined-as-user'], {
      target: { ...target, identities, missing, unset: ['host'] },
    })
    expect(events).toEqual([
      { kind: 'identity', name: 'host', state: 'unset', reason: 'HOST is not set' },
      { kind: 'identity', name: 'member', state: 'missing', reason: 'no one is named' },
    ])
  })

  it('tells rejected identities, and operations that the target lacks', async () => {
    const id = JOINED.testCase.id
    const rejected = await preflight([id], {
      send: async ({ headers }) => ({ ...OK, status: headers['X-User-Id'] === undefined ? 400 : 401 }),
    })
    expect(rejected.events).toEqual([
      {
        kind: 'identity',
        name: 'agent',
        state: 'refused',
        reason: 'the target rejects the credentials of agent: 401 to a call that any user may make',
      },
    ])
    expect(rejected.whyNot(id)).toEqual({ kind: 'identity', reason: 'the target rejects agent' })
    const lacking = await preflight([id], {
      target: { ...target, operations: ['joinLivechatRoom', 'joinMeetingRoom'] },
      send: async () => ({ ...OK, status: 404, body: '' }),
    })
    expect(lacking.events.at(-1)).toEqual({
      kind: 'lacking',
      operation: 'joinLivechatRoom',
      reason: 'the target answers 404 to GET /api/v1/livechat/room.join: it has no such route',
    })
    expect(lacking.whyNot(id)).toBeNull()
  })

  it('tells that nothing can be reached, without secrets, and blocks every case', async () => {
    const id = JOINED.testCase.id
    const { redaction } = optionsFor([])
    redaction.learn(['hunter-22'])
    const { events, whyNot } = await preflight([id], { send: async () => REFUSED, redaction })
    expect(events).toEqual([{ kind: 'unreachable', trouble: 'refused', message: 'No one is at [redacted].' }])
    // Results are redacted where they are made.
    expect(whyNot(id)).toEqual({ kind: 'environment', reason: 'the target cannot be reached: No one is at hunter-22.' })
  })

  it('remembers operations that are always reset', async () => {
    const { running } = await preflight([JOINED.testCase.id], {
      send: async ({ target: to }) => (to === '/' ? OK : { kind: 'reset', message: 'It was reset.' }),
    })
    expect([running.cut.isCut('joinLivechatRoom'), running.cut.isCut('joinMeetingRoom')]).toEqual([true, false])
  })

  it('that is interrupted says nothing; any other mistake is one', async () => {
    const ending = new AbortController()
    const send = (): Promise<never> => Promise.reject(new Error('a mistake'))
    await expect(preflight([JOINED.testCase.id], { send })).rejects.toThrow('a mistake')
    ending.abort()
    const { whyNot } = await preflight([JOINED.testCase.id], { send, signal: ending.signal })
    expect(whyNot(JOINED.testCase.id)).toBeNull()
  })
})

it('sockets are tried for cases that may be played', async () => {
  const reached: string[] = []
  const socketClient: RunOptions['socketClient'] = {
    connect: async () => connectionOf(),
    reach: async ({ transport }) => {
      reached.push(transport)
      return null
    },
  }
  const id = 'joinMeetingRoom/room-full'
  const own = { target: { ...target, transports: ['websocket'] }, socketFaces, socketClient, cases: some(id) } as const
  await preflight([id], own)
  expect(reached).toEqual(['websocket'])
  await preflight([id], { ...own, target: { ...own.target, identities: {} } })
  expect(reached).toHaveLength(1)
  // Nor where nothing answers over HTTP.
  const both = { ...own.target, transports: ['http', 'websocket'] } as const
  const cases = some(id, 'joinMeetingRoom/guest-name-too-long')
  await preflight([id], { ...own, cases, target: both, send: async () => REFUSED })
  expect(reached).toHaveLength(1)
})
