import { describe, expect, it } from 'vitest'
import { PLAIN_DIALECT, type SocketDialect } from '../../dialect/dialect.ts'
import type { MemberNames } from '../../dialect/names.ts'
import { answerIn, answeringEvent, isAnswerTo } from './dialect-answer.ts'

const members = { guestName: { name: 'displayName', unless: null } }
const lists: SocketDialect = {
  ...PLAIN_DIALECT,
  members,
  ack: { success: ['/data', '/error'], refusal: ['/data', '/error'] },
}
const texts: SocketDialect = {
  ...PLAIN_DIALECT,
  members,
  ack: { success: ['/data'], refusal: [''] },
  refusal: { when: { '/success': false }, message: ['/error', '/message'], status: { 'Room is locked': 403 } },
  answers: { 'join-room': { inPlaceOfAck: true, success: ['room-joined'], refusal: ['join-error', 'exception'] } },
}
const answer = (dialect: SocketDialect, ack: unknown): unknown => answerIn(dialect, 'join-room', ack)

describe('the answer in an ack', () => {
  it('stands where the first pointer leads to an object, else the ack is it', () => {
    expect(answer(lists, { success: true, data: { displayName: 'Jane' } })).toEqual({
      isRefusal: false,
      value: { guestName: 'Jane' },
    })
    expect(answer(lists, { success: false, error: { statusCode: 403 } })).toEqual({
      isRefusal: true,
      value: { statusCode: 403 },
    })
    expect(answer(lists, { statusCode: 403 })).toEqual({ isRefusal: true, value: { statusCode: 403 } })
    expect(answer(lists, undefined)).toEqual({ isRefusal: false, value: undefined })
    expect(answer(PLAIN_DIALECT, { a: 1 })).toEqual({ isRefusal: false, value: { a: 1 } })
  })

  it('never becomes a bare text: a refusal of words alone is the whole ack', () => {
    const ack = { success: false, error: 'Room is locked' }
    expect(answer(lists, ack)).toEqual({ isRefusal: true, value: ack })
  })

  it('of a refusal in words bears its message, and the status that its words mean', () => {
    expect(answer(texts, { success: false, error: 'Room is locked' })).toEqual({
      isRefusal: true,
      value: { statusCode: 403, message: 'Room is locked' },
    })
    expect(answer(texts, { success: false, error: 'Room is locked', statusCode: 400 })).toMatchObject({
      value: { statusCode: 403 },
    })
    expect(answer(texts, { success: false, error: 'Room is full', statusCode: 400 })).toMatchObject({
      value: { statusCode: 400 },
    })
    expect(answer(texts, { success: false, error: 'Room is full', trace: 'x' })).toEqual({
      isRefusal: true,
      value: { message: 'Room is full', trace: 'x' },
    })
    expect(answer(texts, { success: true, data: { displayName: 'Jane' }, error: 'none' })).toEqual({
      isRefusal: false,
      value: { guestName: 'Jane' },
    })
  })

  it.each([
    [{ success: false }],
    [{ status: 'error', message: 'x' }],
    [{ error: 'x' }],
    [{ success: null, error: 'x' }],
    [{ statusCode: 400 }],
    [{ error: 0 }],
    [{ success: 'false', error: false }],
  ])('is a refusal as %j where nothing else is said of refusals', (ack) => {
    expect(answerIn(PLAIN_DIALECT, 'join-room', ack)).toEqual({ isRefusal: true, value: ack })
  })
})

it('by the sign that the target file names alone, what is usual elsewhere is no refusal', () => {
  const own = { ...PLAIN_DIALECT, refusal: { when: { '/ok': false }, message: ['/why'], status: {} } }
  for (const ack of [{ status: 'error' }, { success: false }, { error: 'x' }])
    expect(answerIn(own, 'join-room', ack)).toEqual({ isRefusal: false, value: ack })
  expect(answerIn(own, 'join-room', { ok: false, why: 'Shut' })).toEqual({
    isRefusal: true,
    value: { message: 'Shut' },
  })
  // A status from 400 on is one in any case.
  expect(answerIn(own, 'join-room', { statusCode: 400 }).isRefusal).toBe(true)
  expect(answerIn(own, 'join-room', { statusCode: 399, error: 'x' }).isRefusal).toBe(false)
})

it('a refusal in a part of an ack keeps all that the part has: what is moved stands beside it', () => {
  const own = {
    ...PLAIN_DIALECT,
    ack: { success: [], refusal: ['/error'] },
    refusal: { when: { '/ok': false }, message: ['/why'], status: {} },
  }
  expect(answer(own, { ok: false, why: 'Shut', error: { ok: 'kept', why: 'kept' } })).toEqual({
    isRefusal: true,
    value: { ok: 'kept', why: 'kept', message: 'Shut' },
  })
  expect(answer(own, { ok: false, why: 'Shut', more: 1 })).toEqual({
    isRefusal: true,
    value: { more: 1, message: 'Shut' },
  })
})

it('an ack of success is no refusal, whatever it calls an error', () => {
  const ack = { success: true, error: 'x' }
  expect(answerIn(PLAIN_DIALECT, 'join-room', ack)).toEqual({ isRefusal: false, value: ack })
})

it.each([[{ status: 'ok' }], [{ success: 'false' }], [{ error: null }], [{ statusCode: '400' }], ['error'], [null]])(
  'an ack is no refusal as %j',
  (ack) => expect(answerIn(PLAIN_DIALECT, 'join-room', ack)).toEqual({ isRefusal: false, value: ack }),
)

it('a status in the part of an ack that has the answer says what it is', () => {
  const told = (data: object): unknown => answer(lists, { success: true, data })
  expect(told({ statusCode: 403 })).toEqual({ isRefusal: true, value: { statusCode: 403 } })
  expect(told({ statusCode: 200, error: 'x' })).toEqual({ isRefusal: false, value: { statusCode: 200, error: 'x' } })
})

it('all signs that the target file names make a refusal, and not one of them', () => {
  const own = { ...PLAIN_DIALECT, refusal: { when: { '/ok': false, '/kind': 'no' }, message: ['/why'], status: {} } }
  expect(answer(own, { ok: false, kind: 'yes', why: 'Shut' })).toEqual({
    isRefusal: false,
    value: { ok: false, kind: 'yes', why: 'Shut' },
  })
  expect(answer(own, { ok: false, kind: 'no', why: 'Shut', more: 1 })).toEqual({
    isRefusal: true,
    value: { more: 1, message: 'Shut' },
  })
})

it('a refusal has the first of its messages, and no status by a name that every object has', () => {
  expect(answer(texts, { success: false, error: 'toString', message: 'Room is locked', more: 1 })).toEqual({
    isRefusal: true,
    value: { more: 1, message: 'toString' },
  })
  expect(answer(texts, { success: false, more: 1 })).toEqual({ isRefusal: true, value: { success: false, more: 1 } })
})

describe('a name that fits one message', () => {
  const message = (name: string): MemberNames => ({ message: { name, unless: null } })
  const own = { ...PLAIN_DIALECT, messages: { 'join-room': { refused: message('error') } } }

  it('leaves all others alone: an ack may call reason what an event calls message', () => {
    expect(answer(own, { success: false, error: 'Room is locked' })).toMatchObject({
      value: { message: 'Room is locked' },
    })
    const call = { event: 'join-room', withoutAck: { success: 'room-joined', refusal: 'exception' } }
    const heard = [{ event: 'exception', args: [{ message: 'Room is locked' }] }]
    expect(answeringEvent(own, call, heard)).toMatchObject({ value: { message: 'Room is locked' } })
  })

  it('is that of a success, a refusal or an event, each by itself', () => {
    const ways = { answered: message('said'), refused: message('error'), heard: message('told') }
    const each = { ...PLAIN_DIALECT, messages: { 'join-room': ways, 'room-joined': ways, exception: ways } }
    const whole = { said: 's', error: null, told: 't' }
    expect(answer(each, whole)).toEqual({ isRefusal: false, value: { message: 's', error: null, told: 't' } })
    expect(answer(each, { ...whole, error: 'e' })).toEqual({
      isRefusal: true,
      value: { said: 's', message: 'e', told: 't' },
    })
    const call = { event: 'join-room', withoutAck: { success: 'room-joined', refusal: 'exception' } }
    for (const event of ['room-joined', 'exception'])
      expect(answeringEvent(each, call, [{ event, args: [whole] }])?.value).toEqual({
        said: 's',
        error: null,
        message: 't',
      })
  })
})

describe('an event that answers', () => {
  const call = { event: 'join-room', withoutAck: { success: 'room-joined', refusal: 'exception' } }

  it('is the first of those that the target file names, whichever it is', () => {
    const heard = [
      { event: 'user-joined', args: [{}] },
      { event: 'join-error', args: [{ code: 'JOIN_FAILED', message: 'Room is locked' }] },
    ]
    expect(answeringEvent(texts, call, heard)).toEqual({
      event: 'join-error',
      isRefusal: true,
      value: { code: 'JOIN_FAILED', statusCode: 403, message: 'Room is locked' },
    })
    expect(answeringEvent(texts, call, [])).toBeUndefined()
    expect(
      ['join-error', 'room-joined', 'exception', 'user-joined'].map((name) => isAnswerTo(texts, call, name)),
    ).toEqual([true, true, true, false])
    expect(isAnswerTo(texts, { event: null }, 'join-error')).toBe(false)
    expect(isAnswerTo(texts, { event: 'leave-room' }, 'join-error')).toBe(false)
    const several = ['exception', 'room-joined'].map((event) => ({ event, args: [{ displayName: event }] }))
    expect(answeringEvent(texts, call, several.toReversed())).toEqual({
      event: 'room-joined',
      isRefusal: false,
      value: { guestName: 'room-joined' },
    })
    expect(answeringEvent(texts, call, several)).toEqual({
      event: 'exception',
      isRefusal: true,
      value: { guestName: 'exception' },
    })
  })

  it("is the contract's own where it names none, by the target's name", () => {
    const other = { ...PLAIN_DIALECT, events: { 'room-joined': 'joined' } }
    const heard = [{ event: 'joined', args: [{ id: 'a' }] }]
    expect(answeringEvent(other, call, heard)).toEqual({ event: 'room-joined', isRefusal: false, value: { id: 'a' } })
    expect(isAnswerTo(other, call, 'joined')).toBe(false)
    const refused = { event: 'exception', args: [{ message: 'no' }] }
    expect(answeringEvent(other, call, [refused, ...heard])).toEqual({
      event: 'exception',
      isRefusal: true,
      value: { message: 'no' },
    })
    const silent = { event: 'join-room', withoutAck: { success: null, refusal: null } }
    expect(answeringEvent(other, silent, [refused, ...heard])).toBeUndefined()
  })
})
