import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CaseRequest } from '../../contract/model/case.ts'
import { openNames, withMembers } from './members.ts'

const JOIN: CaseRequest = { path: { code: '$code' }, query: {}, headers: {}, body: { guestName: 'Jane', age: 1 } }
const LIST: CaseRequest = { path: {}, query: { count: '5' }, headers: {}, body: null }
const post = (members: Record<string, string>, request = JOIN) => withMembers(request, { method: 'POST' }, members)
const get = (members: Record<string, string>, request = LIST) => withMembers(request, { method: 'GET' }, members)

describe('a member of one’s own', () => {
  it('goes where the request has one of its name', () => {
    expect(post({ code: 'abc', guestName: 'Ann' })).toEqual({
      ...JOIN,
      path: { code: 'abc' },
      body: { guestName: 'Ann', age: 1 },
    })
    expect(get({ count: '6' })).toEqual({ ...LIST, query: { count: '6' } })
    expect(post({ q: '1' }, { ...JOIN, query: { q: '0' } }).query).toEqual({ q: '1' })
  })

  it('of a new name goes into the query of a GET, else into the body', () => {
    expect(get({ open: 'true' })).toEqual({ ...LIST, query: { count: '5', open: 'true' } })
    expect(post({ more: 'x' }).body).toEqual({ guestName: 'Jane', age: 1, more: 'x' })
    expect(withMembers(JOIN, { method: 'PUT' }, { more: 'x' }).body).toMatchObject({ more: 'x' })
    expect(post({ more: 'x' }, LIST).body).toEqual({ more: 'x' })
    expect(post({ toString: 'x' }).body).toEqual({ guestName: 'Jane', age: 1, toString: 'x' })
  })

  it('in a body is JSON if it can be, and a text elsewhere', () => {
    const body = (text: string) => post({ x: text }).body?.['x']
    expect(['5', 'true', 'null', '"5"', '[1]', '{"a":1}', 'a b', '05', '$code'].map(body)).toEqual([
      5,
      true,
      null,
      '5',
      [1],
      { a: 1 },
      'a b',
      '05',
      '$code',
    ])
    expect([post({ code: '5' }).path, get({ count: '7', open: 'null' }).query]).toEqual([
      { code: '5' },
      { count: '7', open: 'null' },
    ])
  })

  it('that is empty omits it', () => {
    expect([post({ guestName: '' }).body, post({ guestName: '', age: '' }).body]).toEqual([{ age: 1 }, {}])
    expect([get({ count: '' }).query, post({ code: '' }).path]).toEqual([{}, {}])
  })

  it('changes nothing else, and no request without any', () => {
    expect([post({}), get({})]).toEqual([JOIN, LIST])
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string({ minLength: 1 })), (members) => {
        expect(post(members).headers).toBe(JOIN.headers)
        expect(Object.keys(post(members).path)).toEqual(['code'])
        expect(get(members).body).toBeNull()
      }),
    )
  })
})

it('a request lacks the values that it names, each once', () => {
  expect(openNames(JOIN)).toEqual(['code'])
  expect(openNames(LIST)).toEqual([])
  expect(
    openNames({
      path: { a: '$code' },
      query: { b: 'x$roomId', n: 1 },
      headers: { c: '$me' },
      body: { d: '$code', e: ['$f'] },
    }),
  ).toEqual(['code', 'roomId'])
})
