import { describe, expect, it } from 'vitest'
import { documentOf, changed, lineOf } from '../lint/testing/documents.ts'
import { documentedOperations, socketFacesOf } from './faces.ts'
import { payloadMembersOf } from './message-members.ts'
import { sentEventsOf } from './sent-events.ts'
import { eventsOf } from './socket-events.ts'

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
    expect(() => socketFacesOf(document)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/hall\.asyncapi\.yaml:6: no message named came has an audience$/),
        fix: 'Add x-audience to the message: caller, others or unseated.',
      }),
    )
    expect(sentEventsOf(document)).toEqual([])
  })

  it('nobody hears an event whose audience is none', async () => {
    const document = await hallOf(changed(HALL, 'x-audience: others', 'x-audience: everybody'))
    expect(sentEventsOf(document)).toEqual([])
    expect(() => socketFacesOf(document)).toThrow(`${document.file}:6: no message named came has an audience`)
  })

  it('an event has the audience of the message of its name, though others have one, too', async () => {
    const went = '    went: { name: went, x-packet: EVENT, x-audience: unseated, payload: {} }\n'
    const text = changed(HALL, '    came: {', `${went}    came: {`)
    expect(socketFacesOf(await hallOf(text))[0]?.announces).toEqual([{ event: 'came', audience: 'others' }])
  })

  it('an event may have the name of an ack, which has no audience, and is called so though it says of no packet', async () => {
    const acked = changed(HALL, '    came: {', '    ack: { name: came, x-packet: ACK, payload: {} }\n    came: {')
    const text = changed(acked, 'name: enter, x-packet: EVENT', 'name: enter')
    expect(socketFacesOf(await hallOf(text))).toMatchObject([
      { event: 'enter', announces: [{ event: 'came', audience: 'others' }] },
    ])
  })

  it('a face may answer a refusal by an event, too, and has no event where its message has no name', async () => {
    const text = changed(
      changed(HALL, 'success: you-are-in', 'refusal: no-entry, success: 5'),
      'enter: { name: enter,',
      'enter: {',
    )
    expect(socketFacesOf(await hallOf(text))).toMatchObject([
      { event: '', withoutAck: { success: null, refusal: 'no-entry' } },
    ])
  })

  it('an operation is documented by its replies', async () => {
    const [enter, more] = documentedOperations(await hallOf())
    expect(more).toBeUndefined()
    expect(enter).toMatchObject({ id: 'enter', examples: [{ name: 'entered', status: '201' }] })
  })

  it('members are those of payloads, at any depth, each once, and not what is given on connecting', async () => {
    expect(payloadMembersOf(await hallOf())).toEqual(['who', 'list', 'deep', 'id'])
  })

  it('events say where their parts come from; one that says it in no known form is refused', async () => {
    expect(sentEventsOf(await hallOf())).toEqual([
      ['came', { audience: 'others', tells: { '/who': { of: 'request', pointer: '/who' } } }],
    ])
  })

  it('an event that says in no known form where a part comes from is refused, at that part', async () => {
    const text = changed(
      HALL,
      'x-audience: others, x-tells: { /who: $request.body#/who }',
      'x-audience: others,\n        x-tells: { /id: $seat.socket,\n          /who: { enter: 5 } }',
    )
    const document = await hallOf(text)
    expect(() => sentEventsOf(document)).toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: expect.stringMatching(
          new RegExp(`hall\\.asyncapi\\.yaml:${lineOf(text, '/who: {')}: \\{"enter":5\\} is not a source for /who$`),
        ),
        fix: 'Write $request.body#/member, $response.body#/member, $seat.body#/member, $request.socket or $seat.socket, or a text for each operation.',
      }),
    )
  })
})
