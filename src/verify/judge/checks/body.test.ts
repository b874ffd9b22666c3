import { describe, expect, it } from 'vitest'
import { answer, exampleOf, foundBy, withMembers, type Differing } from '../../testing/answers.ts'
import type { Answered } from './answered.ts'
import { checkBody, namedPart, partSources } from './body.ts'

const MISSING = 'joinLivechatRoom/missing-room-id'
const NAME_MISSING = 'joinMeetingRoom/guest-name-missing'
const INVALID = 'listLivechatRooms/invalid-query'
const HOST = 'joinMeetingRoom/joined-as-host'
const found = (id: string, differing: Differing = {}): string[] => foundBy(checkBody, answer(id, differing))

describe('a body', () => {
  it('holds if it is the example, in any order and with more members', () => {
    expect(found(MISSING)).toEqual([])
    expect(found(MISSING, { body: withMembers(exampleOf(MISSING), { trace: [1] }) })).toEqual([])
    expect(found('joinLivechatRoom/joined', { body: ' {\n"success" : true}' })).toEqual([])
  })

  it('is there, is JSON and is UTF-8', () => {
    expect(checkBody(answer('joinLivechatRoom/joined', { body: '' }))).toMatchObject([
      { message: 'the answer has no body', check: 'body', pointer: null, expected: { success: true }, actual: '' },
    ])
    expect(checkBody(answer('joinLivechatRoom/joined', { body: '<p>' }))).toMatchObject([
      { message: 'the body is not JSON', check: 'body', pointer: null, expected: { success: true }, actual: '<p>' },
    ])
    expect(found('joinLivechatRoom/joined', { body: `${'['.repeat(20_000)}${']'.repeat(20_000)}` })).toEqual([
      'body -: the body is nested deeper than the 64 levels that are read',
    ])
    expect(found('joinLivechatRoom/joined', { body: '{"success":true,"x":"\ufffd"}' })).toEqual([
      'body -: the body is not UTF-8',
    ])
  })

  it('differs at each member, with what was expected and what came', () => {
    const body = withMembers(exampleOf(MISSING), { success: 'false', error: undefined })
    expect(checkBody(answer(MISSING, { body }))).toMatchObject([
      { message: '/success is wrong', pointer: '/success', expected: false, actual: 'false' },
      {
        message: '/error is missing',
        pointer: '/error',
        expected: "must have required property 'roomId' [invalid-params]",
      },
    ])
  })

  it.each(['[]', '"text"', 'null', 'true'])('differs as a whole if it is %s', (body) => {
    expect(found('joinLivechatRoom/joined', { body })).toEqual(['body : the body is wrong'])
  })

  it('differs in a list by its length, else by its items', () => {
    const [first, second, third] = [
      'guestName must be shorter than or equal to 50 characters',
      'guestName must be longer than or equal to 1 characters',
      'guestName must be a string',
    ]
    const list = (...message: readonly unknown[]): string[] =>
      found(NAME_MISSING, { body: JSON.stringify({ statusCode: 400, message }) })
    expect(list(first, second, third)).toEqual([])
    expect(list(first, 'x', third)).toEqual(['body /message/1: /message/1 is wrong'])
    expect(list(first, second)).toEqual(['body /message: /message is wrong'])
    expect(list(first, second, third, 'x')).toEqual(['body /message: /message is wrong'])
    expect(found(NAME_MISSING, { body: '{"statusCode":400,"message":{"0":"x"}}' })).toEqual([
      'body /message: /message is wrong',
    ])
  })

  it('may lack a member that the target never sends, as its target file says, but not have it wrong', () => {
    const without = (absent: readonly string[], members: object): string[] =>
      foundBy(checkBody, { ...answer(MISSING, { body: withMembers(exampleOf(MISSING), { ...members }) }), absent })
    expect(without(['errorType'], { errorType: undefined })).toEqual([])
    expect(without(['success'], { errorType: undefined })).toEqual(['body /errorType: /errorType is missing'])
    expect(without(['errorType'], { errorType: 'x' })).toEqual(['body /errorType: /errorType is wrong'])
  })
})

describe('a varying part', () => {
  it('may be anything that its schema allows', () => {
    expect(
      found(HOST, { body: withMembers(exampleOf(HOST), { id: 'another', joinedAt: '2027-01-01T00:00:00.000Z' }) }),
    ).toEqual([])
    const wrong = checkBody(answer(HOST, { body: withMembers(exampleOf(HOST), { id: 5 }) }))
    expect(wrong).toMatchObject([{ pointer: '/id', actual: 5, message: 'the answer at /id must be string' }])
  })

  it('of a list is faulty at its item, not as a whole', () => {
    const body = JSON.stringify({ rooms: [{}], count: 1, offset: 0, total: 1, success: true })
    expect(checkBody(answer('listLivechatRooms/listed', { body }))).toMatchObject([
      {
        pointer: '/rooms/0',
        actual: {},
        message: expect.stringMatching(/^the answer at \/rooms\/0 must have required/),
      },
    ])
  })

  it('is the one that the case expects', () => {
    const values = (wanted: string, given: Differing['values'] = {}): Answered =>
      answer(INVALID, { call: { values: { message: wanted } }, values: given })
    expect(checkBody(values('must be array'))).toEqual([])
    expect(checkBody(values('must be string'))).toMatchObject([
      { check: 'body', message: 'message is wrong', expected: 'must be string', actual: 'must be array' },
    ])
    expect(checkBody(values('$said', { said: 'must be array' }))).toEqual([])
    expect(checkBody(values('$said'))).toMatchObject([{ expected: '$said', actual: 'must be array' }])
    expect(checkBody(answer(HOST, { call: { values: { userId: 'x' } } }))).toMatchObject([
      { message: 'userId is wrong', sources: ['002_142f66b635c02c8c.txt#Response'] },
    ])
    expect(checkBody(answer(INVALID, { call: { values: { nothing: 'x' } } }))).toMatchObject([
      { message: 'nothing is wrong', expected: 'x', actual: null },
    ])
  })
})

describe('a part by its name', () => {
  const part = (id: string, name: string, json: unknown): string | undefined =>
    namedPart(name, { outcome: answer(id).outcome, json })

  it('is a group of the pattern, or the whole member', () => {
    expect(part(INVALID, 'message', { error: 'must be\nstring [invalid-params]' })).toBe('must be\nstring')
    expect(part(HOST, 'roomId', { roomId: 'r1' })).toBe('r1')
    expect(part('listLivechatRooms/listed', 'count', { count: 3 })).toBe('3')
    expect(part('listLivechatRooms/listed', 'count', { count: { a: [1] } })).toBe('{"a":[1]}')
    expect(part('listLivechatRooms/listed', 'count', {})).toBeUndefined()
  })

  it('is nothing if the text has another form, is none, or there is no such name', () => {
    expect(part(INVALID, 'message', { error: 'another error' })).toBeUndefined()
    expect(part(INVALID, 'message', { error: 5 })).toBeUndefined()
    expect(part(INVALID, 'constructor', { error: 'must be string [invalid-params]' })).toBeUndefined()
    expect(part(HOST, 'guestName', { guestName: 'Ada' })).toBeUndefined()
  })
})

it('a breach has the sources of the part that it is about', () => {
  const of = (body: string): unknown[] => {
    const host = answer(HOST, { body })
    const statements = { body: ['a#body'], '/id': ['a#id'], '/isHost': ['a#host'], '/isActive': ['a#active'] }
    return checkBody({ ...host, outcome: { ...host.outcome, statements }, caseSources: ['server'] }).map(
      ({ pointer, sources, source }) => [pointer, sources, source],
    )
  }
  const example = exampleOf(HOST)
  expect(of(withMembers(example, { id: 5, isHost: 'no', isActive: undefined }))).toEqual([
    ['/id', ['a#id', 'server'], 'server'],
    ['/isActive', ['a#active', 'server'], 'server'],
    ['/isHost', ['a#host', 'server'], 'server'],
  ])
  for (const body of ['', '<p>', withMembers(example, { x: '\ufffd' })])
    expect(of(body)).toEqual([[null, ['a#body', 'server'], 'server']])
  expect(of('[]')).toEqual([['', ['a#body', 'server'], 'server']])
})

it('a part has the sources of the body around it, if it has none of its own', () => {
  const host = answer(HOST)
  expect([partSources(host, ''), partSources(host, '/isHost')]).toEqual([
    ['002_142f66b635c02c8c.txt#Response'],
    ['002_142f66b635c02c8c.txt#Response'],
  ])
  const own = {
    ...host,
    outcome: { ...host.outcome, statements: { ...host.outcome.statements, '/isHost': ['server'] } },
  }
  expect([partSources(own, '/isHost'), partSources(own, '/isHost/deep'), partSources(own, '')]).toEqual([
    ['server'],
    ['server'],
    ['002_142f66b635c02c8c.txt#Response'],
  ])
})
