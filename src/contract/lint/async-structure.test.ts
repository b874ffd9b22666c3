import { expect, it } from 'vitest'
import { checkAsyncStructure } from './async-structure.ts'
import { changed, documentOf, HALL, lineOf, told } from './testing/documents.ts'

const found = async (text: string) => checkAsyncStructure(await documentOf(text, 'hall.asyncapi.yaml'))

it.each([
  ['name: entered', 'name: 5', 'name must be the name of an event, but is 5 (a number)'],
  ['payload: { type: object }', 'payload: any', 'payload must be a schema, but is "any" (a text)'],
  [', payload: { type: object } }', ' }', 'payload must be a schema, but is not there'],
  [
    'x-packet: ACK',
    'x-packet: ack',
    'x-packet must be one of CONNECT, CONNECT_ERROR, EVENT, ACK, but is "ack" (a text)',
  ],
  [' x-packet: EVENT,', '', 'x-packet must be one of CONNECT, CONNECT_ERROR, EVENT, ACK, but is not there'],
  ['x-audience: others', 'x-audience: [others]', 'x-audience must be one of caller, others, unseated, but is a list'],
  ['x-announces: [came]', 'x-announces: [came, gone]', 'no message is named gone'],
  ['{ success: came }', '{ success: came, refusal: gone }', 'no message is named gone'],
  ['x-announces: [came]', 'x-announces: [5]', 'no message is named 5'],
  [
    "reply: { messages: [{ $ref: '#/components/messages/entered' }] }",
    'reply: {}',
    'a received operation must have one message, and a reply with the messages of its ack',
  ],
  [
    "messages: [{ $ref: '#/components/messages/enter' }]",
    "messages: [{ $ref: '#/components/messages/enter' }, { $ref: '#/components/messages/came' }]",
    'a received operation must have one message, and a reply with the messages of its ack',
  ],
])('%j → %j is told', async (from, to, message) => {
  expect((await found(changed(HALL, from, to))).map((each) => each.message)).toEqual([message])
})

it('what is wrong is told by this check, on its own line', async () => {
  const text = changed(HALL, 'x-audience: others', 'x-audience: all')
  expect(await found(text)).toMatchObject([{ check: 'structure', line: lineOf(text, 'x-audience') }])
  const events = changed(HALL, 'x-announces: [came]', 'x-announces: [gone]')
  expect(told(await found(events))).toEqual([`${lineOf(events, 'x-announces')}: no message is named gone`])
})

it('an operation that is sent needs no reply, and an event no audience', async () => {
  for (const audience of ['caller', 'others', 'unseated'])
    expect(await found(changed(HALL, 'x-audience: others', `x-audience: ${audience}`))).toEqual([])
  expect(await found(changed(HALL, '      x-audience: others\n', ''))).toEqual([])
  expect(await found(changed(HALL, 'x-announces: [came]', 'x-announces: came'))).toEqual([])
})

it('a document without outcomes may be of any structure', async () => {
  expect(await found(HALL.replace('x-outcomes', 'y-outcomes').replace('name: entered', 'name: 5'))).toEqual([])
})
