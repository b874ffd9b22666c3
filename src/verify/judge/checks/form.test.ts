import { describe, expect, it } from 'vitest'
import { answer, foundBy, planned, withMembers } from '../../testing/answers.ts'
import { checkBody, namedPart } from './body.ts'
import { checkMediaType } from './media-type.ts'
import { checkSchema } from './schema.ts'
import { checkStatus } from './status.ts'

describe('the status', () => {
  it('is the documented one, and no redirect or other success in its place', () => {
    expect(foundBy(checkStatus, answer('joinMeetingRoom/room-full'))).toEqual([])
    expect(foundBy(checkStatus, answer('joinMeetingRoom/room-full', { status: 302 }))).toEqual([
      'status -: the status is 302, not 400',
    ])
    expect(foundBy(checkStatus, answer('joinMeetingRoom/joined-as-host', { status: 200 }))).toHaveLength(1)
  })
})

describe('the media type', () => {
  const of = (...types: string[]): string[] =>
    foundBy(
      checkMediaType,
      answer('joinLivechatRoom/joined', { headers: types.map((type) => ['content-type', type] as const) }),
    )

  it.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=UTF-8',
    'application/json;charset="utf8"',
  ])('may be written %s', (type) => expect(of(type)).toEqual([]))

  it.each([
    'text/html',
    'application/json-seq',
    'application/problem+json',
    'text/plain; a=application/json',
    'application/json; charset=iso-8859-1',
  ])('may not be %s', (type) => expect(of(type)).toEqual(['media-type -: the media type is wrong']))

  it('is missed where there is none', () => {
    expect(of()).toEqual(['media-type -: the answer has no Content-Type'])
  })

  it('may be there twice, and is another one where the two differ', () => {
    expect(of('application/json', 'application/json')).toEqual([])
    const id = 'joinLivechatRoom/joined'
    const headers = ['application/json', 'text/html'].map((type) => ['content-type', type] as const)
    expect(checkMediaType(answer(id, { headers }))).toMatchObject([
      { expected: 'application/json', actual: 'application/json, text/html' },
    ])
  })

  it('is none over sockets, but where a call of the case goes over HTTP', () => {
    const id = 'joinMeetingRoom/room-full'
    expect(foundBy(checkMediaType, answer(id, { headers: [], sockets: {} }))).toEqual([])
    expect(foundBy(checkMediaType, answer(id, { headers: [], sockets: { callerId: null } }))).toHaveLength(1)
    expect(foundBy(checkMediaType, answer(id, { sockets: { callerId: null } }))).toEqual([])
  })
})

describe('the body', () => {
  const refusal = answer('joinLivechatRoom/invalid-query')
  const text = refusal.outcome.example
  const bodies = (body: string, id = 'joinLivechatRoom/invalid-query'): string[] =>
    foundBy(checkBody, answer(id, { body }))

  it('is the documented example of every outcome', () => {
    expect(new Set(planned.map(({ outcome }) => outcome)).size).toBeGreaterThan(30)
    for (const { testCase } of planned)
      expect(foundBy(checkBody, answer(testCase.id, { call: { values: {} } })), testCase.id).toEqual([])
  })

  it('may have its members in another order, and more of them', () => {
    const [value]: Record<string, unknown>[] = [JSON.parse(text)]
    expect(bodies(JSON.stringify(Object.fromEntries(Object.entries(value ?? {}).toReversed())))).toEqual([])
    expect(bodies(withMembers(text, { more: [{ a: 1 }] }))).toEqual([])
  })

  it.each([
    ['a member less', withMembers(text, { errorType: undefined }), 'body /errorType: /errorType is missing'],
    ['a null', withMembers(text, { errorType: null }), 'body /errorType: /errorType is wrong'],
    ['another type', withMembers(text, { success: 'false' }), 'body /success: /success is wrong'],
    ['a nested value', withMembers(text, { success: [false] }), 'body /success: /success is wrong'],
    ['a wrapper', `{"data":${text}}`, 'body /success: /success is missing'],
    ['a list', `[${text}]`, 'body : the body is wrong'],
    ['nothing', '', 'body -: the answer has no body'],
    ['a page', '<h1>Bad Request</h1>', 'body -: the body is not JSON'],
    ['half of it', text.slice(0, -5), 'body -: the body is not JSON'],
    ['null', 'null', 'body : the body is wrong'],
  ])('may not be %s', (_, body, expected) => expect(bodies(body)).toContain(expected))

  it('is UTF-8', () => {
    expect(bodies(withMembers(text, { more: '\ufffd' }))).toEqual(['body -: the body is not UTF-8'])
  })

  it('keeps lists item for item', () => {
    const id = 'joinMeetingRoom/guest-name-missing'
    const { message } = JSON.parse(answer(id).outcome.example)
    for (const other of [message.slice(1), message.toReversed(), [...message, 'more'], { ...message }])
      expect(bodies(withMembers(answer(id).outcome.example, { message: other }), id)).not.toEqual([])
  })

  it('varies only within its pattern, and there as the case says', () => {
    const saying = (error: string): string[] => bodies(withMembers(text, { error }))
    expect(saying('must be string [invalid-params]')).toEqual(['body -: message is wrong'])
    expect(saying('must be string')).toEqual([expect.stringMatching(/^body \/error: /), 'body -: message is wrong'])
  })

  it('fills the values of a case with those of its situation', () => {
    const at = (values: Readonly<Record<string, string>>): string[] =>
      foundBy(
        checkBody,
        answer('joinMeetingRoom/joined-as-guest', { call: { values: { guestName: '$name' } }, values }),
      )
    expect(at({ name: 'Jane Smith' })).toEqual([])
    expect(at({ name: 'Jane' })).toEqual(['body -: guestName is wrong'])
    const call = { values: { nowhere: 'x' } }
    expect(checkBody(answer('joinMeetingRoom/joined-as-guest', { call }))).toMatchObject([
      { message: 'nowhere is wrong', expected: 'x', actual: null },
    ])
  })

  it('names its varying parts, and no other', () => {
    expect(namedPart('seconds', answer('joinVideoConference/rate-limited'))).toBe('5')
    expect(namedPart('providerName', answer('joinVideoConference/joined'))).toBe('googlemeet')
    expect(namedPart('total', answer('listLivechatRooms/listed'))).toMatch(/^\d+$/)
    expect(namedPart('success', answer('joinVideoConference/joined'))).toBeUndefined()
  })
})

describe('the schema', () => {
  it('holds for every documented example, also with further members', () => {
    for (const { testCase, outcome } of planned) {
      expect(foundBy(checkSchema, answer(testCase.id)), testCase.id).toEqual([])
      const more = withMembers(outcome.example, { more: 1 })
      expect(foundBy(checkSchema, answer(testCase.id, { body: more })), testCase.id).toEqual([])
    }
  })

  it('finds a wrong type within a part that varies, by its place', () => {
    const { outcome } = answer('listLivechatRooms/listed')
    const { rooms } = JSON.parse(outcome.example)
    const body = withMembers(outcome.example, { rooms: [rooms[0], { ...rooms[0], usersCount: '1' }] })
    const found = foundBy(checkSchema, answer('listLivechatRooms/listed', { body }))
    expect(found).toEqual([expect.stringMatching(/^schema \/rooms\/1\/usersCount: /)])
  })

  it('says nothing of a body that is no JSON', () => {
    expect(foundBy(checkSchema, answer('listLivechatRooms/listed', { body: '<h1>' }))).toEqual([])
  })
})
