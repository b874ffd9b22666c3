import { describe, expect, it } from 'vitest'
import { documentOf, changed, GOOD } from '../lint/testing/documents.ts'
import { documentedOperations, editionOf, facesIn, facesOf, rootOf, socketFacesOf } from './faces.ts'
import { payloadMembersOf } from './message-members.ts'
import { sentEventsOf } from './sent-events.ts'
import { eventsOf } from './socket-events.ts'

it.each([
  ['specs/rocket-chat.openapi.yaml', 'rocket-chat', 'current'],
  ['specs/rocket-chat.2022.openapi.yaml', 'rocket-chat', '2022'],
  ['meetings.asyncapi.yml', 'meetings', 'current'],
  ['a.b/meetings.next.asyncapi.json', 'meetings', 'next'],
])('%s is of the API %s, edition %s', (file, api, edition) => {
  expect(editionOf(file)).toEqual({ api, edition })
})

describe('the face of an operation', () => {
  it('has all that its document says', async () => {
    const [face, more] = facesOf(await documentOf(GOOD))
    expect(more).toBeUndefined()
    expect(face).toMatchObject({
      operation: 'enterStage',
      api: 'stage',
      edition: 'current',
      method: 'POST',
      path: '/stage',
      summary: 'Enter the stage',
      mutates: true,
      wearsOut: false,
      seat: null,
      rateLimit: { requests: 2, windowMs: 5000, key: 'address', outcome: 'rate-limited' },
      maxBytes: 100,
      credentials: [],
      bodies: ['application/json'],
    })
    expect(face?.outcomes.map(({ name, status, sources }) => [name, status, ...sources])).toEqual([
      ['rate-limited', 429, 'server'],
      ['dark', 400, 'inferred'],
      ['off-limits', 400, 'server'],
      ['entered', 200, 'play.txt#Entering'],
    ])
    expect(face?.outcomes.map(({ varies }) => varies)).toEqual([
      {},
      {},
      { '/error': '^painted until (?<hour>\\d+)$' },
      { '/since': null },
    ])
  })

  it.each([
    ['{ takes: stage, guest: name }', { does: 'takes', subject: 'stage', guest: 'name' }],
    ['{ leaves: stage }', { does: 'leaves', subject: 'stage', guest: null }],
    ['{ takes: 5 }', null],
  ])('has the seat of %s', async (written, seat) => {
    const text = changed(GOOD, '      x-mutates: true\n', `      x-mutates: true\n      x-seat: ${written}\n`)
    expect(facesOf(await documentOf(text))[0]?.seat).toEqual(seat)
  })

  it('spends no limit that names no outcome, and has no bound of bytes that is no number', async () => {
    const text = changed(changed(GOOD, ', outcome: rate-limited', ''), 'x-max-bytes: 100', 'x-max-bytes: many')
    expect(facesOf(await documentOf(text))[0]).toMatchObject({ rateLimit: { outcome: null }, maxBytes: null })
  })

  it('is none without outcomes, which the operation still is', async () => {
    const document = await documentOf(changed(GOOD, 'x-outcomes:', 'x-others:'))
    expect(facesOf(document)).toEqual([])
    expect(documentedOperations(document).map(({ id }) => id)).toEqual(['enterStage'])
  })

  it.each([
    ['an outcome without an example', '        - dark\n', '        - dark\n        - asleep\n'],
    ['a method that has no face', '    post:', '    head:'],
  ])('is refused for %s', async (_, from, to) => {
    const document = await documentOf(changed(GOOD, from, to))
    expect(() => facesOf(document)).toThrow(expect.objectContaining({ name: 'Fault' }))
  })

  it('is looked for in a document that is none without fault', () => {
    expect(rootOf({ file: '', raw: null, value: 'text', locate: () => ({ file: '', line: 1 }) }).value).toEqual({})
  })
})

it('an edition serves its own faces, and the current ones of an API that it has no document of', async () => {
  const [face] = facesOf(await documentOf(GOOD))
  if (!face) throw new Error('there is no face')
  const of = (api: string, edition: string, operation: string) => ({ ...face, api, edition, operation })
  const all = [of('a', 'current', 'one'), of('a', '2022', 'two'), of('b', 'current', 'three')]
  const names = (edition: string) => facesIn(edition, all).map(({ operation }) => operation)
  expect([names('current'), names('2022'), names('next')]).toEqual([
    ['one', 'three'],
    ['two', 'three'],
    ['one', 'three'],
  ])
})

const HALL = `asyncapi: 3.0.0
operations:
  enter:
    action: receive
    x-outcomes: [entered]
    x-announces: [came]
    x-without-ack: { success: you-are-in }
    messages: [{ $ref: '#/components/messages/enter' }]
    reply: { messages: [{ $ref: '#/components/messages/entered' }] }
components:
  messages:
    enter: { name: enter, x-packet: EVENT, payload: { properties: { who: {}, list: { items: { properties: { deep: {} } } } } } }
    entered:
      { name: enter, x-packet: ACK, x-status: 201, payload: { allOf: [{ properties: { id: {}, who: {} } }] }, x-examples: { entered: { value: {} } } }
    came: { name: came, x-packet: EVENT, x-audience: others, x-tells: { /who: $request.body#/who }, payload: { properties: { who: {} } } }
    connect: { name: connect, x-packet: CONNECT, payload: { properties: { token: {} } } }
`
const hallOf = (text = HALL) => documentOf(text, 'hall.asyncapi.yaml')

describe('over Socket.IO', () => {
  it('a face has its event, what it sends and to whom, and what stands for an ack', async () => {
    const faces = socketFacesOf(await hallOf())
    expect(faces).toMatchObject([
      {
        operation: 'enter',
        event: 'enter',
        announces: [{ event: 'came', audience: 'others' }],
        withoutAck: { success: 'you-are-in', refusal: null },
      },
    ])
    expect(eventsOf([...faces, ...faces])).toEqual(['enter', 'came', 'you-are-in'])
    const connecting = await hallOf(changed(HALL, 'name: enter, x-packet: EVENT', 'name: enter, x-packet: CONNECT'))
    expect(socketFacesOf(connecting)[0]?.event).toBeNull()
  })

  it('a face whose event nobody is said to hear is refused, at the line that says so', async () => {
    const document = await hallOf(changed(HALL, 'x-audience: others, ', ''))
    expect(() => socketFacesOf(document)).toThrow(/:6: /)
    expect(sentEventsOf(document)).toEqual([])
  })

  it('members are those of payloads, at any depth, each once, and not what is given on connecting', async () => {
    expect(payloadMembersOf(await hallOf())).toEqual(['who', 'list', 'deep', 'id'])
  })

  it('events say where their parts come from; one that says it in no known form is refused', async () => {
    expect(sentEventsOf(await hallOf())).toEqual([
      ['came', { audience: 'others', tells: { '/who': { of: 'request', pointer: '/who' } } }],
    ])
    const wrong = await hallOf(changed(HALL, '$request.body#/who', 'somewhere'))
    expect(() => sentEventsOf(wrong)).toThrow(expect.objectContaining({ name: 'Fault' }))
  })
})
