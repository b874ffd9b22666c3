import { describe, expect, it } from 'vitest'
import type { OutcomeInfo, SmallestCall } from '../../src/contract/compiled/types.ts'
import { formOf, toPageRequest } from './form.ts'
import { face, smallest, world } from './testing/shown.ts'

const outcome = (status: number, call: SmallestCall | null): OutcomeInfo => ({
  name: 'joined',
  status,
  cause: '',
  sources: [],
  at: '',
  example: {},
  smallest: call,
})

describe('a form', () => {
  it('begins with the smallest success, in values of the documented seed', () => {
    const success = smallest('member', {
      path: { code: '$code' },
      query: { n: 1, room: '$roomId' },
      body: { callId: '$callId', code: '$code', x: '$more' },
    })
    const outcomes = [outcome(299, success), outcome(200, null), outcome(300, smallest('stranger', {}))]
    expect(formOf({ outcomes })).toEqual({
      as: 'member',
      fields: { code: 'abc-def-ghi', n: '1', room: 'gMMeBpWyLeowCrzBv' },
      body: '{"callId":"697887e3c8b0533020781a4a","code":"abc-def-ghi","x":"$more"}',
    })
    expect(formOf({ outcomes: [outcome(200, smallest('agent', {}))] })).toEqual({ as: 'agent', fields: {}, body: null })
  })

  it('begins with the last of several successes', () => {
    const outcomes = ['member', 'agent'].map((as) => outcome(200, smallest(as, {})))
    expect(formOf({ outcomes }).as).toBe('agent')
  })

  it('is empty where no success can be called', () => {
    expect(formOf({ outcomes: [] })).toEqual({ as: 'nobody', fields: {}, body: null })
  })
})

describe('the request of a form', () => {
  const filled = { as: 'nobody', fields: { code: 'a/b', empty: '', limit: '5' }, body: null }

  it('has its fields in the path, the others in the query, and none that is empty', () => {
    expect(toPageRequest(filled, face, world)).toEqual({
      method: 'POST',
      target: '/rooms/a%2Fb/join?limit=5',
      headers: {},
      body: null,
    })
    expect(toPageRequest({ ...filled, fields: {} }, face, world).target).toBe('/rooms//join')
  })

  it('has the credentials of its caller, the type of its body, and its world in the path', () => {
    expect(toPageRequest({ ...filled, as: 'agent', body: '{}' }, face, { ...world, name: 'qa' })).toEqual({
      method: 'POST',
      target: '/~qa/rooms/a%2Fb/join?limit=5',
      headers: { 'X-User-Id': 'u1', 'X-Auth-Token': 'secret', 'Content-Type': 'application/json' },
      body: '{}',
    })
  })
})
