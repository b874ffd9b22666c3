import { expect, it } from 'vitest'
import type { RunEvent } from '../model/events.ts'
import type { Received } from '../model/exchange.ts'
import { notedLease } from '../testing/plays.ts'
import { onWebSocket, plannedOf } from '../testing/answers.ts'
import { optionsFor } from '../testing/runs.ts'
import { lackingIn, tellFound } from './found.ts'
import type { Found } from './probe.ts'
import { setUp } from './set-up.ts'

const received: Received = { status: 404, headers: [], body: '', ms: 1 }
const FOUND: Found = {
  lacking: ['joinLivechatRoom'],
  prefixes: { 'meeting-rooms': '/api' },
  transports: ['polling'],
  obstacle: null,
  unreachable: null,
  answers: [{ api: 'meeting-rooms', operation: 'joinMeetingRoom', prefix: '/api', received }],
}

/** What is told of a result, and what its limits were told. */
async function told(found: Found) {
  const events: RunEvent[] = []
  const options = optionsFor([])
  options.redaction.learn(['hunter-22'])
  const running = setUp(options, (event) => void events.push(event))
  const leased: unknown[] = []
  const lease = notedLease()
  let released = 0
  const pacer = {
    ...running.pacer,
    lease: async (needs: ReadonlyMap<string, unknown>) => {
      leased.push([...needs])
      return { ...lease, release: () => void released++ }
    },
  }
  await tellFound(found, { ...running, pacer })
  return { events, leased, noted: lease.noted, released }
}

it('what was found is told, and its calls count against limits', async () => {
  expect(await told(FOUND)).toEqual({
    events: [
      { kind: 'found', operations: [{ operation: 'joinMeetingRoom', prefix: '/api' }], transports: ['polling'] },
    ],
    leased: [[['joinMeetingRoom', { calls: 1, fresh: false }]]],
    noted: [['joinMeetingRoom', received]],
    released: 1,
  })
})

it('nothing is told where everything is answered alike, and why nothing answers, without secrets; but calls count', async () => {
  const { events, released } = await told({ ...FOUND, obstacle: 'a login' })
  expect([events, released]).toEqual([[], 1])
  const unreachable = { kind: 'dns', message: 'There is no hunter-22.' } as const
  expect(await told({ ...FOUND, unreachable })).toMatchObject({
    events: [{ kind: 'unreachable', trouble: 'dns', message: 'There is no [redacted].' }],
    released: 1,
  })
})

it('cases of an operation that nothing answers are in vain, and it is said where that was looked for', () => {
  const running = setUp(optionsFor([]), () => {})
  const whyNot = lackingIn(FOUND, running.parts)
  expect(whyNot(plannedOf('joinLivechatRoom/joined'))).toEqual({
    kind: 'transport',
    reason: 'below /, /api, /api/v1, /v1 nothing answers GET /api/v1/livechat/room.join: it has no such route',
  })
  expect(whyNot(plannedOf('joinMeetingRoom/room-full'))).toBeNull()
  const lacking = { ...FOUND, lacking: ['joinMeetingRoom'] }
  // On sockets, no route is needed.
  expect(lackingIn(lacking, running.parts)(onWebSocket('joinMeetingRoom/room-full'))).toBeNull()
  expect(lackingIn({ ...FOUND, lacking: ['x'] }, running.parts)(plannedOf('joinLivechatRoom/joined'))).toBeNull()
  const unreachable = { kind: 'refused', message: 'No one is there.' } as const
  for (const each of [plannedOf('joinMeetingRoom/room-full'), onWebSocket('joinMeetingRoom/room-full')])
    expect(lackingIn({ ...FOUND, unreachable }, running.parts)(each)).toEqual({
      kind: 'environment',
      reason: 'the target cannot be reached: No one is there.',
    })
  expect(lackingIn(null, running.parts)(plannedOf('joinLivechatRoom/joined'))).toBeNull()
})
