import { expect, it } from 'vitest'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import { PLAIN_DIALECT } from '../../dialect/dialect.ts'
import type { SocketConnection } from '../model/socket-client.ts'
import { answer } from '../testing/answers.ts'
import { arrangedFor, connectionOf, partsFor } from '../testing/plays.ts'
import { target } from '../testing/runs.ts'
import { createArrivals } from './arrivals.ts'
import { createRoster } from './roster.ts'
import { callOn, silence } from './socket-call.ts'

/** A connection that has ended for a reason, or answers if it is asked, or doesn't. */
const connection = (ended: string | null, isAlive = false): SocketConnection => ({
  id: 'c',
  heard: [],
  acks: [],
  log: [],
  ended: () => ended,
  emit: () => {},
  caughtUp: async () => {},
  isAlive: async () => isAlive,
  close: async () => {},
  lose: async () => {},
})

it.each([
  ['that the server dismissed', connection('io server disconnect'), null],
  ['that answers when it is asked', connection(null, true), null],
  ['that was lost', connection('transport close'), 'reset'],
  ['that its client closed', connection('io client disconnect'), 'reset'],
  ['that answers nothing at all', connection(null), 'timeout'],
])('silence on a connection %s is trouble only where nobody meant it', async (_, silent, kind) => {
  const listener = { who: 'Jane', connection: silent, isSeated: false, isJudged: true }
  expect((await silence(listener, { timeoutMs: 1 }))?.kind ?? null).toBe(kind)
})

it('an event that answers lacks an ack only where one was wanted, and no event takes its place', async () => {
  const acksOf = async (ack: boolean, inPlaceOfAck: boolean): Promise<unknown> => {
    const heard: { event: string; args: readonly unknown[] }[] = []
    const roster = createRoster()
    const emit = (): void => void heard.push({ event: 'exception', args: [{ statusCode: 403, message: 'no' }] })
    const { call } = answer('joinMeetingRoom/room-locked')
    const answers = inPlaceOfAck ? { 'join-room': { inPlaceOfAck, success: [], refusal: ['exception'] } } : {}
    const { signal } = new AbortController()
    const answered = await callOn({
      call: { ...call, socket: { ...call.socket, ack } },
      packet: { event: 'join-room', args: [{}], auth: {}, headers: {} },
      arrangement: arrangedFor({}),
      connections: {
        ...roster,
        admitObservers: async () => null,
        admit: async () => roster.enter('Jane', connectionOf({ heard, emit, isAlive: async () => true })),
      },
      arrivals: createArrivals(async () => {}, signal),
      parts: partsFor({ socketFaces, target: { ...target, socket: { ...PLAIN_DIALECT, answers } } }),
    })
    return 'acks' in answered ? [answered.received.status, answered.about.event, answered.acks()] : answered
  }
  expect(await acksOf(true, false)).toEqual([403, 'exception', 0])
  expect(await acksOf(true, true)).toEqual([403, 'exception', null])
  expect(await acksOf(false, false)).toEqual([403, 'exception', null])
})
