import { describe, expect, it } from 'vitest'
import { preparedOf } from '../../tests/support/prepared.ts'
import { requestOf } from '../../tests/support/request-of.ts'
import type { Face, Validators } from '../contract/model/face.ts'
import type { MockRequest } from './answer.ts'
import { readCall } from './call.ts'
import { defaultLimits, type Limits } from './limits.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const STANDING = { usedUp: true, seconds: 4 }

interface Sent {
  readonly operation?: 'joinMeetingRoom' | 'listLivechatRooms'
  readonly query?: string
  readonly request?: Partial<MockRequest>
  readonly limits?: Partial<Limits>
  readonly face?: Partial<Face>
  readonly validators?: Validators
}

const read = ({ operation = 'joinMeetingRoom', query = '', request = {}, limits = {}, face = {}, ...more }: Sent) =>
  readCall(
    { ...preparedOf(operation, face), ...more },
    { code: 'abc' },
    query,
    requestOf('POST', '/', { headers: JSON_TYPE, ...request }),
    { ...defaultLimits, ...limits },
  )

/** The call of a request; throws if it was answered with a problem. */
function callOf(sent: Sent) {
  const found = read(sent)
  if (typeof found !== 'function') throw new Error(found.body)
  return found(STANDING)
}

/** The status, title and detail of the problem that answers a request. */
function problemOf(sent: Sent) {
  const found = read(sent)
  if (typeof found === 'function') return null
  const { title, detail } = JSON.parse(found.body)
  return [found.status, title, detail]
}

describe('a call', () => {
  it('has what the request says, and the standing that it is told', () => {
    expect(callOf({ query: 'a=1', request: { body: '{"guestName":"Jane"}' } })).toEqual({
      params: { code: 'abc' },
      query: { a: '1' },
      headers: JSON_TYPE,
      body: { guestName: 'Jane' },
      faults: { unreadable: null, tooLarge: false, form: null },
      limit: STANDING,
    })
  })

  it('has the first fault of form of its query, or of its body', () => {
    expect(callOf({ operation: 'listLivechatRooms', query: 'count=x' }).faults.form).toMatchObject({
      pointer: '/count',
    })
    expect(callOf({ request: { body: '{"guestName":1}' } }).faults.form).toMatchObject({ pointer: '/guestName' })
    const fault = (keyword: string) => () => ({ pointer: '', keyword, text: keyword })
    const validators = { query: fault('of the query'), body: fault('of the body') }
    expect(callOf({ validators }).faults.form?.text).toBe('of the query')
  })

  it('too large for its operation has no body that counts', () => {
    expect(callOf({ request: { body: '{"guestName":1}', bodyBytes: 99 }, face: { maxBytes: 98 } })).toMatchObject({
      body: {},
      faults: { tooLarge: true, form: null },
    })
  })

  it('knows whether wrong credentials count as none', () => {
    expect(callOf({ face: { takesWrongAsNone: true } }).takesWrongAsNone).toBe(true)
    expect(callOf({}).takesWrongAsNone).toBeUndefined()
  })

  it('with an unreadable body counts it as empty, and says why', () => {
    expect(callOf({ request: { body: '{' } })).toMatchObject({
      body: {},
      faults: { unreadable: 'The body is not valid JSON.', tooLarge: false },
    })
  })
})

describe('too much', () => {
  it('in the query or form is a problem, one more than the limit', () => {
    const detail = (what: string) =>
      `The ${what} has too many parameters. The limit is 2; start the server with --limit parameters=<number> to allow more.`
    const limits = { parameters: 2 }
    expect(problemOf({ query: 'a&b', limits })).toBeNull()
    expect(problemOf({ query: 'a&b&c', limits })).toEqual([400, 'Too many parameters', detail('query')])
    const form = { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a&b&c' }
    expect(problemOf({ request: form, limits })).toEqual([400, 'Too many parameters', detail('form')])
    expect(problemOf({ request: { ...form, body: 'a&b' }, limits })).toBeNull()
  })

  it('in a list of the query is left to the rules if the operation documents a limit, which raises that of parameters', () => {
    const list = (items: number) => ({
      operation: 'listLivechatRooms' as const,
      query: 'tags[]=a&'.repeat(items),
      face: { maxItems: 150 },
    })
    expect(callOf(list(150)).faults.tooManyItems).toBeUndefined()
    expect(callOf(list(151)).faults.tooManyItems).toBe(true)
    expect([problemOf(list(299)), problemOf(list(300))?.[1]]).toEqual([null, 'Too many parameters'])
    expect(problemOf({ ...list(101), face: {} })?.[1]).toBe('Too many parameters')
  })

  it('nesting is a problem', () => {
    expect(problemOf({ request: { body: '[[1]]' }, limits: { depth: 1 } })).toEqual([
      400,
      'Body too deep',
      'The body is nested too deeply. The limit is 1; start the server with --limit depth=<number> to allow more.',
    ])
    expect(problemOf({ request: { body: '[[1]]' }, limits: { depth: 2 } })).toBeNull()
  })

  it('of a body is left to the rules if the operation documents a limit; the body then counts as empty', () => {
    const large = { body: '{"guestName":"Jane"}', bodyBytes: 102_401 }
    expect(callOf({ request: large })).toMatchObject({ body: {}, faults: { tooLarge: true } })
    expect(callOf({ request: { ...large, isCut: true } }).faults.tooLarge).toBe(true)
    expect(callOf({ request: { ...large, bodyBytes: 102_400 } })).toMatchObject({
      body: { guestName: 'Jane' },
      faults: { tooLarge: false },
    })
    expect(callOf({ request: large, face: { maxBytes: null } }).faults.tooLarge).toBe(false)
  })

  it('of a body that no document limits is a problem once the transport cut it', () => {
    const cut = { isCut: true, bodyBytes: 2_000_000 }
    expect(problemOf({ request: cut, face: { maxBytes: null } })).toEqual([
      413,
      'Body too large',
      'The body is too large. The limit is 1048576; start the server with --limit body=<number> to allow more.',
    ])
    expect(problemOf({ request: { isCut: true, bodyBytes: 5 }, face: { maxBytes: 5 } })?.[0]).toBe(413)
  })
})

describe('a compressed body', () => {
  const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' }
  const inflated = { body: '{"guestName":"Jane"}', bodyBytes: 20, isCut: false }
  const sent = { headers, body: 'xx', bodyBytes: 2, inflated }

  it('is read decompressed, its size and its cut included; the headers stay as sent', () => {
    expect(callOf({ request: sent })).toMatchObject({
      body: { guestName: 'Jane' },
      headers,
      faults: { unreadable: null },
    })
    const large = { ...inflated, bodyBytes: 102_401 }
    expect(callOf({ request: { ...sent, inflated: large } }).faults.tooLarge).toBe(true)
    expect(
      problemOf({ request: { ...sent, inflated: { ...inflated, isCut: true } }, face: { maxBytes: null } })?.[0],
    ).toBe(413)
  })

  it('is unreadable if it cannot be decompressed, or if the operation decompresses none', () => {
    const unreadable = 'The body cannot be decompressed here; send it uncompressed.'
    expect(callOf({ request: { ...sent, inflated: null } }).faults.unreadable).toBe(unreadable)
    expect(callOf({ request: sent, face: { encodings: [] } }).faults.unreadable).toBe(unreadable)
  })
})
