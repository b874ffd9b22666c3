import { expect, it } from 'vitest'
import { loadDocument } from '../../read/load.ts'
import { emitDeclarations, emitRequestValidators, requestValidatorsOf } from './request-validators.ts'

const documents = await Promise.all(
  ['rocket-chat', 'rocket-chat.8.0', 'rocket-chat.8.6'].map((name) => loadDocument(`specs/${name}.openapi.yaml`)),
)
const validators = requestValidatorsOf(documents)

it('one is written for each schema and coercion, in the order of its parameters', () => {
  expect(validators.sources.map(({ name, coercion }) => [name, coercion])).toEqual([
    ['joinLivechatRoomQuery', 'scalars'],
    ['listLivechatRoomsQuery', 'scalars'],
    ['joinVideoConferenceBody', 'none'],
    ['listLivechatRoomsQuery_8_0', 'scalars'],
    ['listLivechatRoomsQuery_8_6', 'lists'],
    ['joinVideoConferenceBody_8_6', 'scalars'],
  ])
  expect(validators.table.get('8.0')?.get('joinVideoConference')).toEqual({
    query: null,
    body: 'joinVideoConferenceBody',
  })
})

it('several documents of an edition have one row', async () => {
  const meetings = await loadDocument('specs/meeting-rooms.openapi.yaml')
  const row = requestValidatorsOf([...documents.slice(0, 1), meetings]).table.get('current')
  expect([...(row?.keys() ?? [])]).toEqual(expect.arrayContaining(['joinLivechatRoom', 'joinMeetingRoom']))
})

it('the module names them by edition and operation', () => {
  const text = emitRequestValidators(validators, 'validators.js')
  expect(text).toContain('"8.6": {\n    "joinLivechatRoom": { query: joinLivechatRoomQuery, body: null },')
  expect(emitDeclarations(validators)).toContain('export declare const joinVideoConferenceBody_8_6: Validator\n')
})
