import { expect, it } from 'vitest'
import { currentFace } from '../../../verify/testing/answers.ts'
import type { Document } from '../../read/load.ts'
import { emitResponseValidators } from './response-validators.ts'

/** A document whose operation `enter-the-hall` answers by this schema, and has a part that varies by another, if any. */
const documentOf = (file: string, schema: object, varies: object = {}, status = 201): Document => {
  const examples = { entered: { value: {}, 'x-varies': varies } }
  const value = {
    paths: {
      '/enter': {
        post: {
          operationId: 'enter-the-hall',
          'x-outcomes': ['entered'],
          responses: { [status]: { content: { 'application/json': { schema, examples } } } },
        },
      },
    },
    components: {
      messages: {
        heard: { name: 'heard-all', 'x-audience': 'others', payload: { type: 'number' } },
        asked: { name: 'asked', payload: { type: 'object' } },
      },
    },
  }
  return { file, raw: value, value, locate: () => ({ file, line: 1 }), refFaults: [], keyFaults: [] }
}
const HALL = { ...currentFace('joinMeetingRoom'), operation: 'enter-the-hall', api: 'hall', edition: 'current' }
const emitted = (...parts: Parameters<typeof emitResponseValidators>): string =>
  emitResponseValidators(...parts)[0]?.[1] ?? ''
const tableIn = (code: string, name: string): string =>
  code.split(`export const ${name}`)[1]?.split('\n\n')[0]?.trim() ?? ''

const DATE = { type: 'string', format: 'date-time' }
const SPECS = [
  documentOf('hall.openapi.yaml', { type: 'string', nullable: true }, { '/at': DATE }),
  documentOf('hall.2.openapi.yaml', { type: 'integer' }, { '/at': DATE }),
  documentOf('gate.openapi.yaml', { type: 'boolean' }, {}, 202),
]

it('each schema of each edition is in the tables by a name of its own; equal ones share it', () => {
  const code = emitted(SPECS, [HALL, { ...HALL, edition: '2' }])
  expect(tableIn(code, 'responseValidators')).toBe(`= {
  "2": {
    "enter-the-hall": {
      "201": enter_the_hall201_1,
    },
  },
  "current": {
    "enter-the-hall": {
      "201": enter_the_hall201,
    },
  },
}`)
  const vary = '"enter-the-hall": {\n      "entered": {\n        "/at": enter_the_hall_entered_at,\n      },\n    },'
  expect(tableIn(code, 'varyValidators').split(vary)).toHaveLength(3)
  expect(code).toContain('must be string,null')
  expect(code).toMatch(/^const enter_the_hall_entered_atCheck = [^]*?must match format/m)
})

it('an operation of several interfaces has the answers of all; none of a part that does not vary', () => {
  const code = emitted(SPECS, [HALL, { ...HALL, api: 'gate' }])
  expect(tableIn(code, 'responseValidators')).toContain(
    '"enter-the-hall": {\n      "201": enter_the_hall201,\n      "202": enter_the_hall202,\n    },',
  )
  expect(tableIn(emitted(SPECS, [{ ...HALL, api: 'gate' }]), 'varyValidators')).toContain('"entered": {},')
})

it('of an answer that several interfaces have, the schema of the first counts', () => {
  const specs = [
    documentOf('hall.openapi.yaml', { type: 'string' }),
    documentOf('gate.openapi.yaml', { type: 'boolean' }),
  ]
  const [inHall, atGate] = [HALL, { ...HALL, api: 'gate' }]
  const table = (...faces: Parameters<typeof emitResponseValidators>[1][number][]): string =>
    tableIn(emitted(specs, faces), 'responseValidators')
  expect(table(inHall, atGate)).toContain('"201": enter_the_hall201,')
  expect(emitted(specs, [inHall, atGate])).toMatch(/^const enter_the_hall201Check = [^]*?must be string/m)
  expect(emitted(specs, [atGate, inHall])).toMatch(/^const enter_the_hall201Check = [^]*?must be boolean/m)
})

it('the events that are sent are those with an audience', () => {
  expect(tableIn(emitted(SPECS, [HALL]), 'eventValidators')).toBe('= {\n  "heard-all": event_heard_all,\n}')
})
