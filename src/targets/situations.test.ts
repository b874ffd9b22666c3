import { describe, expect, it } from 'vitest'
import { parseSource } from '../contract/read/source.ts'
import { toServing } from './situations.ts'
import { valueOfFile } from './yaml-value.ts'

const serving = (text: string) => toServing(valueOfFile(parseSource(text, 'target.yaml')))
const FAULT = expect.objectContaining({ name: 'Fault' })

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
    'values: { code: a }',
    'given: { meeting-room: [] }',
    'given: { meeting-room: [] }\nvalues: {}',
    'given: { meeting-room: [] }\nvalues: { code: a, roomId: b }',
    'given: { meting-room: [] }\nvalues: { code: a }',
    'given: { meeting-room: [lockd] }\nvalues: { code: a }',
    'given: { meeting-room: [private] }\nvalues: { code: a }',
    'given: { meeting-room: [unknown, locked] }\nvalues: { code: a }',
    'given: { limit: [used-up] }\nvalues: {}',
    'given: { meeting-room: [], limit: [] }\nvalues: { code: a }',
    'given: { meeting-room: [] }\nvalues: { code: a }\nfresh: "yes"',
    'given: { meeting-room: [] }\nvalues: { code: 5 }',
    'given: { meeting-room: [] }\nvalues: { code: a }\nmore: b',
  ])('is refused as %j', (text) => {
    expect(() => serving(text)).toThrow(FAULT)
  })

  it.each([
    [
      'given: { limit: [used-up] }\nvalues: {}',
      "a limit can't be prepared",
      'Remove limit: the run uses up limits itself.',
    ],
    [
      'given: { call: [private, unknown] }\nvalues: { callId: a }',
      "unknown can't be combined with other facts",
      'Make a separate entry for it.',
    ],
    [
      'given: { call: [] }\nvalues: { callId: a }\nfresh: 1',
      'fresh is neither true nor false',
      'Write true for subjects that no one has joined yet.',
    ],
  ])('is refused as %j with what to write', (text, message, fix) => {
    expect(() => serving(text)).toThrow(expect.objectContaining({ message: expect.stringContaining(message), fix }))
  })

  it('may be of an unknown subject alone', () => {
    expect(serving('given: { call: [unknown] }\nvalues: { callId: c }').given).toEqual({ call: ['unknown'] })
  })
})
