import { expect, it } from 'vitest'
import { currentFace } from '../../../verify/testing/answers.ts'
import type { Document } from '../../read/load.ts'
import { emitEventTypes, emitOutcomeTypes, emitSchemaTypes } from './modules.ts'

const documentOf = (value: unknown): Document => ({
  file: 'hall.openapi.yaml',
  raw: value,
  value,
  locate: () => ({ file: 'hall.openapi.yaml', line: 1 }),
  refFaults: [],
  keyFaults: [],
})
const face = currentFace('joinMeetingRoom')
const [outcome] = face.outcomes
if (!outcome) throw new Error('there is no outcome')
const outcomes = [
  { ...outcome, name: 'entered', status: 201 },
  { ...outcome, name: 'sent-on', status: 303 },
  { ...outcome, name: 'dark', status: 403 },
]
const enter = { ...face, operation: 'enter', outcomes }

it('a schema of several documents is one type, whose name is one of TypeScript', () => {
  const document = documentOf({ components: { schemas: { 'My-Hall': { type: 'string' } } } })
  expect(emitSchemaTypes([document, document])).toBe('export type MyHall = string\n\n')
  expect(emitSchemaTypes([documentOf(null)])).toBe('')
})

it('the successes of an operation are its outcomes of a 2xx status, each once', () => {
  const text = emitOutcomeTypes([], [enter, { ...enter, edition: '8.6' }])
  expect(text).toContain('export type Edition = "current" | "8.6"\n')
  expect(text).toMatch(/export interface Successes \{\n {2}readonly enter: "entered"\n\}/)
})

it('an outcome that varies in one edition has the values of that, and null if it varies in none', () => {
  const varying = { value: {}, 'x-varies': { '/code': { type: 'string' } } }
  const saying = (examples: object) =>
    documentOf({
      paths: {
        '/enter': {
          post: {
            operationId: 'enter',
            'x-outcomes': ['entered', 'dark'],
            responses: { 200: { content: { 'application/json': { examples } } } },
          },
        },
      },
    })
  const text = emitOutcomeTypes(
    [saying({ entered: { value: {} }, dark: { value: {} } }), saying({ entered: varying })],
    [enter],
  )
  expect(text).toContain('    readonly entered: { readonly code: string }\n    readonly dark: null\n')
})

it('a varying part has the type of its schema where that has a name, and one of text for each group of a pattern', () => {
  const id = { type: 'string' }
  const pattern = '^(?<who>\\w+) in (?<seconds>\\d+)$'
  const entered = { value: {}, 'x-varies': { '/id': id, '/text': { type: 'string', pattern } } }
  const document = documentOf({
    components: { schemas: { 'Room-Id': id } },
    paths: {
      '/enter': {
        post: {
          operationId: 'enter',
          'x-outcomes': ['entered'],
          responses: { 200: { content: { 'application/json': { examples: { entered } } } } },
        },
      },
    },
  })
  expect(emitOutcomeTypes([document], [enter])).toContain(
    '    readonly entered: { readonly id: RoomId; readonly who: string | number; readonly seconds: string | number }\n',
  )
})

it('an event that is sent has the type of its payload, once', () => {
  const document = documentOf({
    components: {
      messages: {
        came: {
          name: 'came',
          'x-audience': 'others',
          payload: { type: 'object', properties: { code: { type: 'string' } } },
        },
        asked: { name: 'asked', payload: { type: 'string' } },
      },
    },
  })
  expect(emitEventTypes([document, document])).toMatch(
    /EventPayloads \{\n {2}readonly came: \{\n {4}readonly code\?: string\n {2}\}\n\}\n$/,
  )
})
