import { describe, expect, it } from 'vitest'
import { judge, matchingOutcomes, saysAsExpected } from './judge.ts'
import { answer, currentFace, planned, withMembers, type Differing, exampleOf } from '../testing/answers.ts'

const INVALID = 'joinLivechatRoom/invalid-room'
const checks = (id: string, differing: Differing): string[] =>
  judge(answer(id, differing)).breaches.map(({ check }) => check)

describe('a judgement', () => {
  it('is nothing to complain of for each documented answer', () => {
    for (const { testCase } of planned) {
      const judged = judge(answer(testCase.id, { call: { values: {}, shows: {} } }))
      expect(judged, testCase.id).toEqual({ breaches: [], extra: [], answeredAs: null, endsCase: false })
    }
  })

  it('takes any other documented answer of the operation for a breach, and names what it looks like', () => {
    for (const operation of ['joinLivechatRoom', 'joinVideoConference', 'joinMeetingRoom', 'listLivechatRooms']) {
      const { outcomes } = currentFace(operation)
      for (const expected of outcomes)
        for (const other of outcomes.filter((each) => each !== expected)) {
          const same = other.status === expected.status
          if (same && Object.keys(expected.varies).length > 0) continue
          const { breaches, answeredAs } = judge({
            ...answer(`${operation}/${expected.name}`, { status: other.status, body: other.example, shows: {} }),
          })
          expect(breaches.length, `${expected.name} as ${other.name}`).toBeGreaterThan(0)
          expect(outcomes.find(({ name }) => name === answeredAs)?.status, `${other.name} for ${expected.name}`).toBe(
            other.status,
          )
        }
    }
  })

  it('notes what an answer has beyond the documented one only if nothing else is wrong with it', () => {
    const more = (members: Record<string, unknown>) =>
      judge(answer(INVALID, { body: withMembers(exampleOf(INVALID), members) }))
    expect(more({ trace: 1 })).toMatchObject({ breaches: [], extra: ['/trace'] })
    expect(more({ trace: 1, error: 5 }).extra).toEqual([])
  })

  it('of a wrong status looks at nothing else but the body, and says each thing of that in which it differs', () => {
    const differing = { status: 500, headers: [], body: '{"message":"x"}' }
    expect(checks(INVALID, differing)).toEqual(['status', 'body', 'body'])
    expect(checks(INVALID, { status: 500 })).toEqual(['status'])
  })

  it('of another success looks at all that a success has', () => {
    const id = 'joinMeetingRoom/joined-as-guest'
    const { received } = answer(id)
    const headers = received.headers.map(
      ([name, value]) => [name, name === 'content-type' ? 'text/plain' : value] as const,
    )
    expect(checks(id, { status: 299, headers })).toEqual(['status', 'media-type'])
    expect(checks(id, { status: 499, headers })).toEqual(['status'])
  })

  it('of another body leaves out what would only say so again', () => {
    expect(checks(INVALID, { body: withMembers(exampleOf(INVALID), { error: 5 }) })).toEqual(['body'])
    expect(checks(INVALID, { headers: [['content-type', 'text/html']], body: '<h1>' })).toEqual(['media-type', 'body'])
  })

  it('takes an answer for the outcome that it is most literally, not for one whose words may be any', () => {
    const loose = currentFace('joinMeetingRoom').outcomes.findIndex(({ varies }) => '/message' in varies)
    const full = currentFace('joinMeetingRoom').outcomes.findIndex(({ name }) => name === 'room-full')
    expect([loose >= 0, loose < full]).toEqual([true, true])
    const { status, body } = { status: 400, body: withMembers(exampleOf('joinMeetingRoom/room-full'), { error: 'x' }) }
    expect(judge(answer('joinMeetingRoom/room-locked', { status, body })).answeredAs).toBe('room-full')
    expect(judge(answer('joinMeetingRoom/room-inactive', { status, body })).answeredAs).toBe('room-full')
  })

  it('of the expected words takes no answer for another outcome, whose words may be any', () => {
    const loose = currentFace('joinMeetingRoom').outcomes.find(({ varies }) => '/message' in varies)
    const as = (message: string) => {
      const body = JSON.stringify({ ...JSON.parse(loose?.example ?? ''), message })
      return judge(answer('joinMeetingRoom/room-locked', { status: loose?.status ?? 0, body })).answeredAs
    }
    const { message } = JSON.parse(exampleOf('joinMeetingRoom/room-locked'))
    const { message: other } = JSON.parse(loose?.example ?? '')
    expect([as(message), as(other)]).toEqual([null, loose?.name])
  })

  it('is no other outcome where only a figure of the expected one is wrong', () => {
    const limited = 'joinVideoConference/rate-limited'
    const judged = judge(answer(limited, { call: { values: { seconds: '77' }, shows: {} } }))
    expect(judged.breaches.map(({ check }) => check)).toContain('body')
    expect(judged.answeredAs).toBeNull()
  })

  it('says what is expected by its message or by its error', () => {
    const { outcome } = answer(INVALID)
    const says = (json: unknown) => saysAsExpected({ outcome, json })
    const { error } = JSON.parse(exampleOf(INVALID))
    expect([says({ error }), says({ error: 'x' }), says({ message: error }), says(undefined)]).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  it('finds a part with some literal words closer than one that may be anything', () => {
    const full = answer('joinMeetingRoom/room-full')
    const as = (name: string, pattern: string | null) => ({ ...full.outcome, name, varies: { '/message': pattern } })
    const outcomes = [as('any', null), as('some', 'Room .+'), full.outcome]
    const matching = matchingOutcomes({ ...full, face: { ...full.face, outcomes } })
    expect(matching.map(({ name }) => name)).toEqual(['room-full', 'some', 'any'])
  })

  it('of a text in place of a refusal shows that text', () => {
    const { breaches } = judge(answer(INVALID, { status: 200, body: 'fine' }))
    expect(breaches.find(({ check }) => check === 'body')).toMatchObject({
      message: 'the body is wrong',
      expected: JSON.parse(exampleOf(INVALID)),
      actual: 'fine',
      pointer: '',
    })
    const { breaches: others } = judge(answer(INVALID, { status: 200, body: '{"success":true}' }))
    expect(others.find(({ check }) => check === 'body')?.actual).toEqual({ success: true })
  })

  it('says all that is about no part of the answer, once each', () => {
    const shows = { rooms: { has: ['nowhere'] } }
    const headers = [['content-type', 'text/html']] as const
    expect(checks('listLivechatRooms/listed', { headers, shows })).toEqual(['media-type', 'effect'])
  })

  it('ends a case by a success in place of a refusal, or the reverse, and by nothing else', () => {
    const ends = (id: string, differing: Differing) => judge(answer(id, differing)).endsCase
    const joined = 'joinLivechatRoom/joined'
    expect([ends(INVALID, { status: 200 }), ends(joined, { status: 400 })]).toEqual([true, true])
    expect([ends(INVALID, { status: 500 }), ends(joined, { status: 201 }), ends(joined, { body: '[]' })]).toEqual([
      false,
      false,
      false,
    ])
  })

  it('looks at constant headers, those of a limit, members that occur twice, and instants', () => {
    const said = (answered: Parameters<typeof judge>[0]) => judge(answered).breaches.map(({ message }) => message)
    const headers = [['content-type', 'application/json']] as const
    const joined = answer('joinLivechatRoom/joined', { headers })
    expect(said({ ...joined, outcome: { ...joined.outcome, headers: { Pragma: 'no-cache' } } })).toEqual([
      'the answer has no Pragma',
    ])
    expect(said(answer('joinVideoConference/joined', { headers, call: { values: {}, shows: {} } }))).toEqual([
      'X-RateLimit headers are missing',
    ])
    expect(said(answer('joinLivechatRoom/joined', { headers, body: '{"success":true,"success":true}' }))).toEqual([
      'a member occurs twice in one object',
    ])
    const guest = answer('joinMeetingRoom/joined-as-guest', { call: { values: {}, shows: {} } })
    expect(said({ ...guest, at: Date.UTC(2001) })).toEqual(['/joinedAt is not the instant of the call'])
  })

  it('finds leaks in an answer of whatever status', () => {
    const body = '{"error":"ENOENT: no such file"}'
    expect(checks(INVALID, { status: 500, body })).toContain('leak')
    expect(checks(INVALID, { body })).toContain('leak')
  })

  it('looks at effects and at the schema where the body is as documented', () => {
    const listed = 'listLivechatRooms/listed'
    const body = withMembers(exampleOf(listed), { total: 'x' })
    expect(checks(listed, { body, shows: { page: true } })).not.toEqual([])
    expect(checks(listed, { shows: { rooms: { has: ['nowhere'] } } })).toEqual(['effect'])
  })

  it('notes members beyond the documented ones by their places, but for parts that vary', () => {
    const body = withMembers(exampleOf('joinVideoConference/joined'), { 'more/of': 1 })
    expect(judge(answer('joinVideoConference/joined', { body, shows: {} }))).toMatchObject({
      breaches: [],
      extra: ['/more~1of'],
    })
    const sort = 'listLivechatRooms/invalid-sort'
    const deep = withMembers(exampleOf(sort), { details: { helperMethod: 'parseJsonQuery', more: 1 } })
    expect(judge(answer(sort, { body: deep, call: { values: {} } }))).toMatchObject({
      breaches: [],
      extra: ['/details/more'],
    })
    const list = withMembers(exampleOf('listLivechatRooms/listed'), {
      rooms: [{ ...JSON.parse(exampleOf('listLivechatRooms/listed')).rooms[0], more: 1 }],
    })
    expect(judge(answer('listLivechatRooms/listed', { body: list, shows: {} })).extra).toEqual([])
  })

  it('does not go by what the target says of itself', () => {
    const headers = [
      ['content-type', 'application/json'],
      ['greenroom-outcome', 'invalid-room'],
    ] as const
    const { breaches, answeredAs } = judge(
      answer(INVALID, { headers, body: exampleOf('joinLivechatRoom/room-closed') }),
    )
    expect([breaches.length, answeredAs]).toEqual([1, 'room-closed'])
  })

  it('of a call on a socket that was not answered says that, and nothing else', () => {
    const unanswered = answer('joinMeetingRoom/room-locked', {
      status: 0,
      body: '',
      sockets: { answeredBy: 'nothing', acks: 0 },
    })
    expect(judge(unanswered)).toEqual({
      breaches: [expect.objectContaining({ check: 'ack', message: 'there was no ack within 1000 ms' })],
      extra: [],
      answeredAs: null,
      endsCase: true,
    })
  })

  it('of a call on a socket looks at the ack, and at what others hear of the answer that was expected', () => {
    const [joined, locked] = ['joinMeetingRoom/joined-as-guest', 'joinMeetingRoom/room-locked']
    const listened = [{ who: 'observer 1', isCaller: false, expected: ['user-joined'], events: [] }]
    const sockets = { acks: 2, listened }
    expect(checks(joined, { sockets, call: { values: {} } })).toEqual(['ack', 'heard'])
    // If the status is wrong, what others hear is not a separate breach.
    const refused = { status: 403, body: exampleOf(locked) }
    expect(checks(joined, { ...refused, sockets })).toEqual(['status', 'body', 'ack'])
  })

  it('of an answer of the other end says that it is another one, and leaves out its members', () => {
    expect(checks(INVALID, { status: 200, body: exampleOf('joinLivechatRoom/joined') })).toEqual(['status', 'body'])
  })

  it('looks for effects beside a part that is wrong, once for each, and not in another answer', () => {
    const listed = 'listLivechatRooms/listed'
    const shows = { rooms: { has: ['nowhere'] } }
    const body = withMembers(exampleOf(listed), { success: false })
    expect(checks(listed, { body, shows })).toEqual(['body', 'effect'])
    expect(checks(listed, { body, shows: { body: { '/success': true } } })).toEqual(['body'])
    expect(checks(listed, { status: 500, shows })).toEqual(['status'])
  })
})
