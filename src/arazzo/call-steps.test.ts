import { describe, expect, it } from 'vitest'
import { faces } from '../contract/compiled/faces.ts'
import { scenarios } from '../contract/compiled/scenarios.js'
import { socketFaces } from '../contract/compiled/socket-faces.ts'
import type { CaseRequest } from '../contract/model/case.ts'
import type { AnyFace, Outcome } from '../contract/model/face.ts'
import { isCallStep, type CallStep } from '../contract/model/scenario.ts'
import { httpSource, httpStep, socketSource, socketSteps, type CallParts } from './call-steps.ts'

function faceOf<Each extends AnyFace>(all: readonly Each[], operation: string): Each {
  const face = all.find((each) => each.operation === operation)
  if (!face) throw new Error(`no face ${operation}`)
  return face
}
const first = scenarios.flatMap(({ steps }) => steps).find(isCallStep)

function stepOf(request: Partial<CaseRequest>): CallStep {
  if (!first) throw new Error('no scenario has a call')
  const none = { path: {}, query: {}, headers: {}, body: null }
  return {
    ...first,
    by: 'Jane',
    call: {
      ...first.call,
      operation: 'joinMeetingRoom',
      expect: 'room-full',
      as: 'member',
      request: { ...none, ...request },
    },
  }
}
function parts(face: AnyFace, name: string, request: Partial<CaseRequest>, more: Partial<CallParts> = {}): CallParts {
  const outcome = face.outcomes.find((each) => each.name === name)
  if (!outcome) throw new Error(`no outcome ${name}`)
  const yielded = new Map([['code', '$steps.a.outputs.code']])
  return { stepId: 'step-2', step: stepOf(request), outcome, yielded, credentials: [], ...more }
}

describe('a call over HTTP', () => {
  const face = faceOf(faces.current, 'joinMeetingRoom')

  it('has its request with what earlier steps yielded, its credentials, its world, and must get its outcome', () => {
    const request = {
      path: { code: '$code' },
      query: { a: 1 },
      headers: { 'X-One': 'x' },
      body: { guestName: 'Jane', room: '$code' },
    }
    expect(httpStep(face, parts(face, 'room-full', request, { credentials: ['Authorization'] }))).toEqual({
      stepId: 'step-2',
      description: 'Jane: joinMeetingRoom, room-full.',
      operationId: '$sourceDescriptions.meeting-rooms.joinMeetingRoom',
      parameters: [
        { name: 'code', in: 'path', value: '$steps.a.outputs.code' },
        { name: 'a', in: 'query', value: 1 },
        { name: 'X-One', in: 'header', value: 'x' },
        { name: 'Authorization', in: 'header', value: '$steps.make-world.outputs.member-Authorization' },
        { name: 'X-Greenroom-World', in: 'header', value: '$steps.make-world.outputs.world' },
      ],
      requestBody: { contentType: 'application/json', payload: { guestName: 'Jane', room: '$steps.a.outputs.code' } },
      successCriteria: [
        { condition: '$statusCode == 400' },
        { condition: "$response.header.Greenroom-Outcome == 'room-full'" },
      ],
    })
  })

  it('without a body has none; with one, it is of the first type that the operation reads', () => {
    expect(httpStep(face, parts(face, 'room-full', {}))).not.toHaveProperty('requestBody')
    const typed = { ...face, bodies: ['text/plain', 'application/json'] }
    expect(httpStep(typed, parts(face, 'room-full', { body: {} })).requestBody).toMatchObject({
      contentType: 'text/plain',
    })
    expect(httpStep({ ...face, bodies: [] }, parts(face, 'room-full', { body: {} })).requestBody).toMatchObject({
      contentType: 'application/json',
    })
  })
})

describe('a call on a socket', () => {
  const face = faceOf(socketFaces, 'joinMeetingRoom')
  const steps = (outcome: Partial<Outcome> = {}) => {
    const all = parts(face, 'room-full', { path: { code: '$code' }, body: { guestName: 'Jane' } })
    return socketSteps(face, { ...all, outcome: { ...all.outcome, ...outcome } })
  }

  it('is sent as an event, and then acknowledged', () => {
    expect(steps()).toEqual([
      {
        stepId: 'step-2',
        description: 'Jane: joinMeetingRoom, room-full.',
        operationId: '$sourceDescriptions.meeting-rooms-events.joinMeetingRoom',
        action: 'send',
        requestBody: {
          contentType: 'application/json',
          payload: { code: '$steps.a.outputs.code', guestName: 'Jane' },
        },
        'x-greenroom-caller': 'Jane',
        'x-greenroom-identity': 'member',
      },
      {
        stepId: 'step-2-ack',
        description: 'The acknowledgement of room-full.',
        operationId: '$sourceDescriptions.meeting-rooms-events.joinMeetingRoom',
        action: 'receive',
        timeout: 5000,
        dependsOn: ['step-2'],
        successCriteria: [
          { condition: '$message.payload#/statusCode == 400' },
          { condition: "$message.payload#/message == 'Room is full'" },
        ],
        'x-greenroom-caller': 'Jane',
        'x-greenroom-identity': 'member',
      },
    ])
  })

  it.each<[string, Partial<Outcome>, readonly string[]]>([
    [
      'texts, numbers and truths, with their quotes',
      { example: '{"a":"it\'s","b":2,"c":false,"d":null,"e":[1]}', varies: {} },
      [`#/a == 'it''s'`, '#/b == 2', '#/c == false'],
    ],
    ['what does not vary', { example: '{"a":1,"b":{"c":2}}', varies: { '/b/c': null, '/x': null } }, ['#/a == 1']],
    [
      'what is named like the beginning of what varies',
      { example: '{"a":1,"at":2}', varies: { '/at': null } },
      ['#/a == 1'],
    ],
    ['that there is one, if all varies', { example: '{"a":1}', varies: { '/a': null } }, [' != null']],
    ['that there is one, if it is no object', { example: '[1]', varies: {} }, [' != null']],
  ])('must be acknowledged with %s', (_, outcome, conditions) =>
    expect(steps(outcome)[1]?.successCriteria).toEqual(
      conditions.map((condition) => ({ condition: `$message.payload${condition}` })),
    ),
  )
})

it('the sources of a face are named by its API', () => {
  const face = { api: 'rocket-chat' }
  expect([httpSource(face), socketSource(face)]).toEqual(['rocket-chat', 'rocket-chat-events'])
})
