import { describe, expect, it } from 'vitest'
import type { Sockets } from './answered.ts'
import type { Breach } from './breach.ts'
import type { Source } from '../../model/finding.ts'
import { weakestSource } from '../../model/source.ts'
import { answer, type Differing } from '../../testing/answers.ts'
import { checkAck, isUnanswered } from './ack.ts'

const ID = 'joinMeetingRoom/room-locked'
/** A breach for comparison: its source shows which statement it violates. */
type Plain = Omit<Breach, 'sources'>
const plain = ({ sources, ...rest }: Breach): Plain => {
  expect(rest.source).toBe(weakestSource(sources))
  return rest
}
const caseSources = (source: Source): readonly string[] => (source === 'document' ? [] : [source])
const found = (differing: Differing, source: Source = 'document'): readonly Plain[] => {
  const answered = answer(ID, differing)
  const face = { ...answered.face, statements: { 'refusal-ack': ['inferred'] } }
  return checkAck({ ...answered, face, caseSources: caseSources(source) }).map(plain)
}
const breach = (message: string, parts: Partial<Plain> = {}): Plain => ({
  check: 'ack',
  source: 'server',
  pointer: null,
  message,
  ...parts,
})
const wrappedAt = (place: string): Plain =>
  breach(`the answer is at ${place} in the ack; if it always is, set socket.ack to that in the target file`)

const TWICE = breach('the call was acked more than once', { expected: 1, actual: 2 })
const OTHER_WORDS = breach('the error that refuses the connection has a different message', {
  expected: 'Room is locked',
  actual: 'no',
})
const argumentsOf = (actual: number): Plain =>
  breach('the ack does not have exactly one argument', { expected: 1, actual })

describe('an ack', () => {
  it.each<[title: string, differing: Differing]>([
    ['that came once, with one argument', { sockets: {} }],
    ['that nobody asked for, and of which there is none', { sockets: { acks: null, ackArguments: 0 } }],
    [
      'that nobody asked for, whatever it would have had',
      { sockets: { answeredBy: 'event', event: 'exception', acks: null, ackArguments: 3 } },
    ],
    ['that a refused connection has none of', { sockets: { acks: 0, ackArguments: 0, refusedBy: 'Room is locked' } }],
    ['over HTTP, where there is none', { body: '{"data":{"statusCode":403}}' }],
    ['over HTTP, unanswered', { status: 0 }],
    ['over HTTP, in a case on sockets', { sockets: { callerId: null, answeredBy: null, acks: 5 } }],
  ])('is as it should be: one %s', (_, differing) => {
    expect(found(differing)).toEqual([])
  })

  it.each<[title: string, differing: Differing, expected: readonly Plain[]]>([
    ['comes twice', { sockets: { acks: 2 } }, [TWICE]],
    ['comes thrice', { sockets: { acks: 3 } }, [{ ...TWICE, actual: 3 }]],
    ['has no argument', { sockets: { ackArguments: 0 } }, [argumentsOf(0)]],
    ['has two arguments', { sockets: { ackArguments: 2 } }, [argumentsOf(2)]],
    ['refuses in other words than its error', { sockets: { acks: null, refusedBy: 'no' } }, [OTHER_WORDS]],
    [
      'says nothing where its error does',
      { sockets: { acks: null, refusedBy: 'no' }, body: '{}' },
      [breach('the error that refuses the connection has a different message', { expected: undefined, actual: 'no' })],
    ],
    [
      'has all of this at once',
      {
        sockets: { acks: 2, ackArguments: 2, refusedBy: 'no' },
        body: '{"x":{"roomId":"r"},"message":"Room is locked"}',
      },
      [wrappedAt('/x'), TWICE, argumentsOf(2), OTHER_WORDS],
    ],
  ])('is a breach where it %s', (_, differing, expected) => {
    expect(found(differing)).toEqual(expected)
  })

  it.each<[body: unknown, place: string | null]>([
    [{ data: { statusCode: 403 } }, '/data'],
    [{ success: true, data: { roomId: 'r' } }, '/data'],
    [{ 'a/b': { roomId: 'r' } }, '/a~1b'],
    [[{ statusCode: 403 }], '/0'],
    [{ first: {}, second: { statusCode: 1 }, third: { roomId: 'r' } }, '/second'],
    [{ statusCode: 403, data: { statusCode: 403 } }, null],
    [{ roomId: 'r', data: { statusCode: 403 } }, null],
    [{ data: { statusCode: '403' } }, null],
    [{ data: { roomId: 5 } }, null],
    [{ data: { more: { statusCode: 403 } } }, null],
    [{ statusCode: '403', data: { statusCode: 403 } }, '/data'],
    [{}, null],
    [null, null],
    ['text', null],
  ])('that is %j stands in a wrapper at %j', (body, place) => {
    const differing = { sockets: {}, body: JSON.stringify(body) }
    expect(found(differing)).toEqual(place === null ? [] : [wrappedAt(place)])
  })

  it('rests on no more than the case does', () => {
    expect(found({ sockets: { acks: 2 } }, 'inferred')).toEqual([{ ...TWICE, source: 'inferred' }])
  })
})

describe('a call that was answered otherwise than by an ack', () => {
  it.each<[title: string, sockets: Partial<Sockets>, message: string]>([
    [
      'by an event',
      { answeredBy: 'event', event: 'exception', acks: 0 },
      'there was no ack, but the event exception instead',
    ],
    [
      'by an end',
      { answeredBy: 'disconnect', event: null, acks: null },
      'the server ended the connection without an answer, but should have answered',
    ],
    [
      'by an end after an event',
      { answeredBy: 'disconnect', event: 'oops', acks: null },
      'the server ended the connection after the event oops, but should have answered',
    ],
  ])('is refused in a way that no document names: %s', (_, sockets, message) => {
    const differing = { sockets: { ackArguments: 0, ...sockets } }
    expect(found(differing)).toEqual([breach(message, { source: 'inferred' })])
    // The document says that a success is acked with the participant.
    const joined = answer('joinMeetingRoom/joined-as-guest', differing)
    expect(checkAck(joined).map(plain)).toEqual([breach(message, { source: 'document' })])
  })
})

describe('a call that was not answered', () => {
  it.each<[what: string, acks: number | null]>([
    ['ack', 0],
    ['event that answers', null],
  ])('is a breach of the case itself, and of nothing else: there was no %s', (what, acks) => {
    // All of this would be wrong in an answer.
    const sockets = { answeredBy: 'nothing', acks, ackArguments: 2, waitedMs: 300, refusedBy: 'no' } as const
    const silent = breach(`there was no ${what} within 300 ms`, { source: 'document' })
    expect(found({ status: 0, body: '{"x":{"roomId":"r"}}', sockets })).toEqual([silent])
    expect(found({ status: 0, sockets }, 'inferred')).toEqual([{ ...silent, source: 'inferred' }])
  })

  it.each<[Differing, boolean]>([
    [{ sockets: { answeredBy: 'nothing' } }, true],
    [{ sockets: { answeredBy: 'disconnect' }, body: '' }, true],
    [{ sockets: { answeredBy: 'disconnect' } }, false],
    [{ sockets: {} }, false],
    [{ status: 0 }, false],
    [{}, false],
  ])('is one on a socket, of which nothing says anything: %j', (differing, expected) => {
    expect(isUnanswered(answer(ID, differing))).toBe(expected)
  })
})
