import { describe, expect, it } from 'vitest'
import { parseSource } from '../contract/read/source.ts'
import { toServing } from './situations.ts'
import { valueOfFile } from './yaml-value.ts'

const serving = (text: string) => toServing(valueOfFile(parseSource(text, 'target.yaml')))

describe('an entry that serves for a situation', () => {
  it('names its subjects, their facts once each, and every value that they yield', () => {
    expect(
      serving(
        '{ given: { meeting-room: [locked, full, locked], call: [] }, values: { code: a-b, callId: c }, fresh: true }',
      ),
    ).toEqual({
      given: { 'meeting-room': ['locked', 'full'], call: [] },
      values: { code: 'a-b', callId: 'c' },
      fresh: true,
    })
  })

  it('is not fresh unless it says so', () => {
    const text = 'given: { call: [] }\nvalues: { callId: c }'
    expect(serving(text)).toEqual({ given: { call: [] }, values: { callId: 'c' }, fresh: false })
    expect(serving(`${text}\nfresh: false`).fresh).toBe(false)
  })

  it.each([
    ['values: { code: a }', '1: the file has no given'],
    ['given: { meeting-room: [] }', '1: the file has no values'],
    ['given: { meeting-room: [] }\nvalues: {}', '2: values has no code'],
    ['given: { meeting-room: [], call: [] }\nvalues: { code: a }', '2: values has no callId'],
    ['given: { meeting-room: [] }\nvalues: { code: a, roomId: b }', '2: there is no value of meeting-room roomId'],
    [
      'given: { meeting-room: [], call: [] }\nvalues: { roomId: b }',
      '2: there is no value of meeting-room and call roomId',
    ],
    ['given: {}\nvalues: { code: a }', '2: there is no value of no subject code'],
    ['given: { meting-room: [] }\nvalues: { code: a }', '1: there is no subject meting-room'],
    ['given: { meeting-room: [lockd] }\nvalues: { code: a }', '1: there is no fact of a meeting-room lockd'],
    ['given: { meeting-room: [private] }\nvalues: { code: a }', '1: there is no fact of a meeting-room private'],
    ['given:\n  meeting-room: [locked, unknown]\nvalues: { code: a }', "2: unknown can't be combined with other facts"],
    ['values: {}\ngiven: { limit: [used-up] }', "2: a limit can't be prepared"],
    ['given: { meeting-room: [], limit: [] }\nvalues: { code: a }', "1: a limit can't be prepared"],
    ['given: { meeting-room: [] }\nvalues: { code: a }\nfresh: "yes"', '3: fresh is neither true nor false'],
    ['given: { meeting-room: [] }\nvalues: { code: 5 }', '2: code is not a string'],
    ['given: { meeting-room: [] }\nvalues: { code: a }\nmore: b', '3: there is no entry more'],
  ])('is refused as %j with its place', (text, message) => {
    expect(() => serving(text)).toThrow(expect.objectContaining({ name: 'Fault', message: `target.yaml:${message}` }))
  })

  it.each([
    [
      'given: { limit: [used-up] }\nvalues: {}',
      "1: a limit can't be prepared",
      'Remove limit: the run uses up limits itself.',
    ],
    [
      'given: { call: [private, unknown] }\nvalues: { callId: a }',
      "1: unknown can't be combined with other facts",
      'Make a separate entry for it.',
    ],
    [
      'given: { call: [] }\nvalues: { callId: a }\nfresh: 1',
      '3: fresh is neither true nor false',
      'Write true for subjects that no one has joined yet.',
    ],
  ])('is refused as %j with what to write', (text, message, fix) => {
    expect(() => serving(text)).toThrow(expect.objectContaining({ message: `target.yaml:${message}`, fix }))
  })

  it('may be of an unknown subject alone', () => {
    expect(serving('given: { call: [unknown] }\nvalues: { callId: c }').given).toEqual({ call: ['unknown'] })
  })
})
