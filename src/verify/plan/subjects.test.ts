import { describe, expect, it } from 'vitest'
import { heldSubjects, isOfNobody, looksOf, subjectsOf, usedUpText, usesUp, wearsOut, yieldsOf } from './subjects.ts'

describe('subjects', () => {
  it('that a target can hold are those that a request can name', () => {
    expect([heldSubjects.includes('limit'), heldSubjects.includes('meeting-room')]).toEqual([false, true])
    expect(subjectsOf({ limit: ['used-up'], call: [], nothing: [] })).toEqual([['call', []]])
    expect([yieldsOf('call'), yieldsOf('limit'), yieldsOf('nothing')]).toEqual([['callId'], [], []])
    expect([Object.keys(looksOf('call')), looksOf('nothing')]).toEqual([['callId'], {}])
    expect(usedUpText).toBe('limit: [used-up]')
  })

  it('are of nobody, wear out or are used up by their facts', () => {
    expect([isOfNobody('call', ['unknown']), isOfNobody('call', ['private']), isOfNobody('x', ['unknown'])]).toEqual([
      true,
      false,
      false,
    ])
    expect([wearsOut({ 'meeting-room': ['last-seat'] }), wearsOut({ 'meeting-room': ['locked'] })]).toEqual([
      true,
      false,
    ])
    expect([usesUp({ given: { limit: ['used-up'] } }), usesUp({ given: { limit: [] } })]).toEqual([true, false])
    expect([wearsOut({ call: [], 'meeting-room': ['locked', 'last-seat'] }), wearsOut({})]).toEqual([true, false])
    expect([usesUp({ given: { call: [], limit: ['used-up'] } }), usesUp({ given: {} })]).toEqual([true, false])
  })
})
