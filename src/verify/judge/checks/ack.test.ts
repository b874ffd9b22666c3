import { describe, expect, it } from 'vitest'
import type { Breach } from './breach.ts'
import type { Source } from '../../model/finding.ts'
import { answer, type Differing } from '../../testing/answers.ts'
import { checkAck, isUnanswered } from './ack.ts'

const ID = 'joinMeetingRoom/room-locked'
const found = (differing: Differing, source: Source = 'document'): readonly Breach[] =>
  checkAck({ ...answer(ID, differing), source })
const breach = (message: string, parts: Partial<Breach> = {}): Breach => ({
  check: 'ack',
  source: 'server',
  pointer: null,
  message,
  ...parts,
})
const wrappedAt = (place: string): Breach =>
  breach(`the answer stands at ${place} of the ack; if it always does, name that as socket.ack in the target file`)

const TWICE = breach('the call was acked more than once', { expected: 1, actual: 2 })
const OTHER_WORDS = breach('the connection is refused in other words', { expected: 'Room is locked', actual: 'no' })
const argumentsOf = (actual: number): Breach => breach('the ack has not one argument', { expected: 1, actual })

describe('an ack', () => {
  it.each<[title: string, differing: Differing]>([
    ['that came once, with one argument', { sockets: {} }],
    ['that nobody asked for, and of which there is none', { sockets: { acks: null, ackArguments: 0 } }],
    ['that nobody asked for, whatever it would have had', { sockets: { acks: null, ackArguments: 3 } }],
    ['that a refused connection has none of', { sockets: { acks: 0, ackArguments: 0, refusedBy: 'Room is locked' } }],
    ['over HTTP, where there is none', { body: '{"data":{"statusCode":403}}' }],
    ['over HTTP, unanswered', { status: 0 }],
  ])('is as it should be: one %s', (_, differing) => {
    expect(found(differing)).toEqual([])
  })

  it.each<[title: string, differing: Differing, expected: readonly Breach[]]>([
    ['comes twice', { sockets: { acks: 2 } }, [TWICE]],
    ['comes thrice', { sockets: { acks: 3 } }, [{ ...TWICE, actual: 3 }]],
    ['has no argument', { sockets: { ackArguments: 0 } }, [argumentsOf(0)]],
    ['has two arguments', { sockets: { ackArguments: 2 } }, [argumentsOf(2)]],
    ['refuses in other words than its error', { sockets: { acks: null, refusedBy: 'no' } }, [OTHER_WORDS]],
    [
      'says nothing where its error does',
      { sockets: { acks: null, refusedBy: 'no' }, body: '{}' },
      [breach('the connection is refused in other words', { expected: undefined, actual: 'no' })],
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

describe('a call that was not answered', () => {
  it.each<[what: string, acks: number | null]>([
    ['ack', 0],
    ['event that answers', null],
  ])('is a breach of the case itself, and of nothing else: there was no %s', (what, acks) => {
    // All of this would be wrong of an answer.
    const sockets = { acks, ackArguments: 2, timeoutMs: 300, refusedBy: 'no' }
    const silent = breach(`there was no ${what} within 300 ms`, { source: 'document' })
    expect(found({ status: 0, body: '{"x":{"roomId":"r"}}', sockets })).toEqual([silent])
    expect(found({ status: 0, sockets }, 'inferred')).toEqual([{ ...silent, source: 'inferred' }])
  })

  it.each<[Differing, boolean]>([
    [{ status: 0, sockets: {} }, true],
    [{ status: 403, sockets: {} }, false],
    [{ status: 0 }, false],
    [{}, false],
  ])('is one on a socket, without a status: %j', (differing, expected) => {
    expect(isUnanswered(answer(ID, differing))).toBe(expected)
  })
})
