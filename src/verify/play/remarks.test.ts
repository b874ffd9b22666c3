import { describe, expect, it } from 'vitest'
import { PLAIN_DIALECT } from '../../dialect/dialect.ts'
import { answer, type Differing } from '../testing/answers.ts'
import { createRemarks } from './remarks.ts'

it('tells once of each operation how often a limit that nobody documents was met, and what to do', () => {
  const remarks = createRemarks(PLAIN_DIALECT)
  for (const operation of ['a', 'a', 'b']) remarks.limited(operation)
  const rest =
    'which the contract does not name: the target, or what stands in front of it, has a limit of its own. State it under limits in the target file, or lift it for these calls'
  expect(remarks.texts()).toEqual([`a was answered 429 2 times, ${rest}`, `b was answered 429 once, ${rest}`])
  expect(createRemarks(PLAIN_DIALECT).texts()).toEqual([])
})

const RULE = { when: {}, message: ['/message'], status: {} }

describe('a refusal without a status', () => {
  const refused = (differing: Differing, id = 'joinMeetingRoom/room-locked') =>
    answer(id, { status: 0, body: '{"message":"Room is locked"}', sockets: { answeredBy: 'ack' }, ...differing })

  it('is judged by its message alone where the target file says how it refuses, and counted', () => {
    const remarks = createRemarks({ ...PLAIN_DIALECT, refusal: RULE })
    expect(remarks.seen(refused({}))).toMatchObject({
      received: { status: 403 },
      json: { statusCode: 403, message: 'Room is locked' },
    })
    remarks.seen(refused({}))
    expect(remarks.texts()).toEqual([
      'refusals have no status: 2 were judged only by their message (socket.refusal.status can define statuses)',
    ])
  })

  it.each<[string, Differing, string?]>([
    ['that has a status', { status: 403 }],
    ['of a call that was to succeed', {}, 'joinMeetingRoom/joined-as-guest'],
    ['without a message', { body: '{"error":"x"}' }],
    ['that is no object', { body: '"no"' }],
  ])('is an answer like any other: one %s', (_, differing, id) => {
    const remarks = createRemarks({ ...PLAIN_DIALECT, refusal: RULE })
    const answered = refused(differing, id)
    expect(remarks.seen(answered)).toBe(answered)
    expect(remarks.texts()).toEqual([])
  })

  it('is judged as it is where the target file says nothing, and over HTTP', () => {
    const answered = refused({})
    expect(createRemarks(PLAIN_DIALECT).seen(answered)).toBe(answered)
    const overHttp = { ...answered, sockets: null }
    expect(createRemarks({ ...PLAIN_DIALECT, refusal: RULE }).seen(overHttp)).toBe(overHttp)
  })
})

describe('members that a target never sends, as its file says', () => {
  const listened = (name: string) => [
    { who: 'a', isCaller: false, expected: [], events: [{ event: 'e', args: [{ deep: [{ [name]: 1 }] }] }] },
  ]

  it('are named once answers were seen, but for those that came after all', () => {
    const remarks = createRemarks({ ...PLAIN_DIALECT, absent: ['leftAt', 'socketId', 'isHost'] })
    expect(remarks.texts()).toEqual([])
    remarks.seen(answer('joinMeetingRoom/room-locked', { body: '{"a":[{"isHost":true}]}' }))
    remarks.seen(answer('joinMeetingRoom/room-locked', { sockets: { listened: listened('socketId') } }))
    expect(remarks.texts()).toEqual(['never sent, and not judged, as the target file says: leftAt'])
  })
})
