import { describe, expect, it } from 'vitest'
import { toAbsent, toAck, toAnswers, toRefusal } from './socket-answers.ts'
import { valueOfData } from './yaml-value.ts'

const data = (value: unknown) => valueOfData(value, 'socket')
const faultOf = (message: string, fix: unknown = expect.any(String)) =>
  expect.objectContaining({ name: 'Fault', message: `socket${message}`, fix })

describe('where the answer is in an ack', () => {
  it('is said once for both, or separately', () => {
    expect(toAck(data(['/data', '']))).toEqual({ success: ['/data', ''], refusal: ['/data', ''] })
    expect(toAck(data({ success: '/data', refusal: '' }))).toEqual({ success: ['/data'], refusal: [''] })
    expect(toAck(data({ refusal: ['/error', '/message'] }))).toEqual({ success: [], refusal: ['/error', '/message'] })
    expect(toAck(data({}))).toEqual({ success: [], refusal: [] })
  })

  it('is neither a text nor under another name', () => {
    expect(() => toAck(data('/data'))).toThrow(
      faultOf(
        ': ack is not a list',
        "Write { success: /data, refusal: '' }, where '' is the whole ack; or a list for both.",
      ),
    )
    expect(() => toAck(data({ sucess: '/data' }))).toThrow(
      faultOf('.sucess: there is no entry sucess', 'Did you mean success? Known: success, refusal.'),
    )
    expect(() => toAck(data({ success: 'data' }))).toThrow(faultOf('.success: data is not a JSON Pointer'))
  })
})

describe('a rule for refusals', () => {
  it('has conditions, where the reason is, and which status a reason means', () => {
    expect(
      toRefusal(
        data({
          when: { '/success': false, '/code': 1, '/status': 'error', '': 'no' },
          message: ['/error', '/message'],
          status: { 'Room is full': 400, 'Never heard of it': 599 },
        }),
      ),
    ).toEqual({
      when: { '/success': false, '/code': 1, '/status': 'error', '': 'no' },
      message: ['/error', '/message'],
      status: { 'Room is full': 400, 'Never heard of it': 599 },
    })
    expect(toRefusal(data({ message: '/error' }))).toEqual({ when: {}, message: ['/error'], status: {} })
  })

  it.each([
    [{}, ': socket has no message', 'Add message.'],
    [
      { message: '/a', where: {} },
      '.where: there is no entry where',
      expect.stringMatching(/Known: when, message, status\.$/),
    ],
    [{ message: '/a', when: { success: false } }, '.when.success: success is not a JSON Pointer', expect.any(String)],
    [
      { message: '/a', when: { '/success': [false] } },
      '.when./success: /success must be compared with a string, a number, true or false',
      'Write { /success: false }.',
    ],
  ])('is refused as %j', (rule, message, fix) => {
    expect(() => toRefusal(data(rule))).toThrow(faultOf(message, fix))
  })

  it.each([399, 600, 400.5, '400', true])('gives no reason the status %j', (full) => {
    expect(() => toRefusal(data({ message: '/a', status: { full } }))).toThrow(
      faultOf('.status.full: this is not the status of a refusal', 'Write a number from 400 to 599, without quotes.'),
    )
  })
})

describe('the events that answer a call', () => {
  it('come in addition to an ack, unless they are said to replace it', () => {
    expect(
      toAnswers(
        data({
          'join-room': { by: 'event', success: 'joined', refusal: ['failed', 'error'] },
          'leave-room': { by: 'ack', success: ['left'] },
          'lock-room': { refusal: 'no' },
        }),
      ),
    ).toEqual({
      'join-room': { inPlaceOfAck: true, success: ['joined'], refusal: ['failed', 'error'] },
      'leave-room': { inPlaceOfAck: false, success: ['left'], refusal: [] },
      'lock-room': { inPlaceOfAck: false, success: [], refusal: ['no'] },
    })
  })

  it('answer events that call, in words of theirs', () => {
    expect(() => toAnswers(data({ 'user-left': { success: 'x' } }))).toThrow(
      faultOf(
        '.user-left: there is no event of the contract that calls user-left',
        'Known: join-room, leave-room, lock-room, end-room.',
      ),
    )
    expect(() => toAnswers(data({ 'join-room': { by: 'mail' } }))).toThrow(
      faultOf('.join-room.by: there is no answer mail', 'Known: ack, event.'),
    )
    expect(() => toAnswers(data({ 'join-room': { succeeds: 'x' } }))).toThrow(
      faultOf('.join-room.succeeds: there is no entry succeeds'),
    )
    expect(() => toAnswers(data({ 'join-room': { success: [5] } }))).toThrow(
      faultOf('.join-room.success.0: the item is not a string'),
    )
  })
})

it('members that a target never sends are members of the contract', () => {
  expect(toAbsent(data(['leftAt', 'guestName']))).toEqual(['leftAt', 'guestName'])
  expect(() => toAbsent(data(['leftAtt']))).toThrow(
    faultOf('.0: there is no member of the contract leftAtt', expect.stringContaining('Did you mean leftAt?')),
  )
  expect(() => toAbsent(data('leftAt'))).toThrow(faultOf(': socket is not a list'))
})
