import { expect, it } from 'vitest'
import { currentFace } from '../../verify/testing/answers.ts'
import { recordedCall, toAnsweredCall, type RecordedCall } from './recorded-call.ts'

const request = { path: {}, query: {}, headers: {}, body: { a: 1 } }
const recorded = (more: Partial<RecordedCall> = {}): RecordedCall => ({
  face: currentFace('joinMeetingRoom'),
  request,
  raw: null,
  received: { status: 201, headers: [], body: '{"id":"p"}', ms: 1 },
  sockets: null,
  at: 5,
  absent: ['/x'],
  repeatsSecret: () => false,
  ...more,
})
const sockets = { answeredBy: 'ack', event: null, acks: 1, ackArguments: 1, refusedBy: null } as const
const onSocket = { ...sockets, callerId: 's', waitedMs: 0, listened: [] }

it('a call as it was seen is taken for its success, by somebody of whom nothing more is known', () => {
  expect(toAnsweredCall(recorded({ raw: { text: 'x' } }))).toMatchObject({
    call: { operation: 'joinMeetingRoom', expect: 'joined-as-guest', as: 'somebody', request, raw: { text: 'x' } },
    outcome: { name: 'joined-as-guest' },
    json: { id: 'p' },
    at: 5,
    absent: ['/x'],
    absentInEvents: ['/x'],
    caseSources: [],
    earlier: [],
    isFresh: false,
    isStill: false,
  })
})

it('a call on a socket wants an ack if it got one or may yet, and none if none was asked for', () => {
  const ack = (acks: number | null) => toAnsweredCall(recorded({ sockets: { ...onSocket, acks } })).call.socket.ack
  expect([ack(1), ack(0), ack(null)]).toEqual([true, true, false])
  expect(recordedCall('joinMeetingRoom', 'room-full', request, false).socket.ack).toBe(false)
})

it('an operation without outcomes is a defect of the contract', () => {
  const face = { ...currentFace('joinMeetingRoom'), outcomes: [] }
  expect(() => toAnsweredCall(recorded({ face }))).toThrow('joinMeetingRoom has no outcome')
})
