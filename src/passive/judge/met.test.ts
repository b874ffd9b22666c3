import { describe, expect, it } from 'vitest'
import type { Face } from '../../contract/model/face.ts'
import { currentFace, exampleOf, withMembers } from '../../verify/testing/answers.ts'
import { metBy, type Met } from './met.ts'
import { toAnsweredCall } from './recorded-call.ts'

interface Differing {
  readonly secret?: string
  readonly face?: Face
}

function met(operation: string, status: number, body: unknown, more: Differing = {}): Met {
  const { secret, face = currentFace(operation) } = more
  return metBy(
    toAnsweredCall({
      face,
      request: { path: {}, query: {}, headers: {}, body: {} },
      raw: null,
      received: {
        status,
        headers: [['content-type', 'application/json']],
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ms: 1,
      },
      sockets: null,
      at: null,
      absent: [],
      repeatsSecret: (text) => secret !== undefined && text.includes(secret),
    }),
  )
}
const short = ({ outcome, judgement }: Met) => [outcome?.name, judgement.breaches.map(({ check }) => check)]

const LOCKED = { statusCode: 403, message: 'Room is locked' }

describe('the outcome of an answer', () => {
  it('is the one with its status and body, and expected from then on', () => {
    const found = met('joinMeetingRoom', 403, LOCKED)
    expect(short(found)).toEqual(['room-locked', []])
    expect(found.answered).toMatchObject({ outcome: { name: 'room-locked' }, call: { expect: 'room-locked' } })
    expect(found.judgement.answeredAs).toBeNull()
  })

  it('is the one with its body, or text, if the status is another’s', () => {
    expect(short(met('joinMeetingRoom', 400, LOCKED))).toEqual(['room-locked', ['status']])
    expect(short(met('joinMeetingRoom', 500, { ...LOCKED, statusCode: 500 }))[0]).toBe('room-locked')
    expect(short(met('joinMeetingRoom', 403, { statusCode: 403, message: 'Room is full' }))[0]).toBe('room-full')
  })

  it('is the one of its status that differs least, if nothing else is near', () => {
    const seat = withMembers(exampleOf('joinMeetingRoom/joined-as-user'), { isActive: 'yes' })
    expect(short(met('joinMeetingRoom', 201, seat))[0]).toBe('joined-as-user')
    expect(short(met('joinMeetingRoom', 404, { statusCode: 404, message: 'Nothing' }))).toEqual([
      'room-not-found',
      ['body'],
    ])
  })

  it('is a success with its body, whatever in it varies, if only the status is wrong', () => {
    const seat = { success: true, url: 'https://call.example', providerName: 'jitsi' }
    expect(short(met('joinVideoConference', 202, seat))).toEqual(['joined', ['status', 'headers']])
  })

  it('is not found by a body that would match by chance', () => {
    expect(short(met('joinLivechatRoom', 418, { success: false }))[0]).toBeUndefined()
    expect(short(met('joinLivechatRoom', 418, { success: true }))[0]).toBeUndefined()
    expect(short(met('joinVideoConference', 418, { success: false, error: 'x' }))[0]).toBeUndefined()
  })

  it('is none where the status is no outcome’s: the breach names all of them, and the documents', () => {
    const found = met('joinVideoConference', 418, { teapot: true })
    expect([found.outcome, found.judgement.endsCase]).toEqual([null, true])
    expect(found.judgement.breaches).toMatchObject([
      {
        check: 'status',
        message: 'the status is 418, which no outcome has',
        expected: 'one of 200, 400, 401, 429',
        actual: 418,
        source: 'document',
      },
    ])
    expect(found.judgement.breaches[0]?.sources.every((each) => each.startsWith('004_'))).toBe(true)
  })

  it('is none of an operation without documents: the breach names what states its outcomes', () => {
    const { outcomes, ...face } = currentFace('joinVideoConference')
    const stated = { ...face, outcomes: outcomes.map((each) => ({ ...each, sources: ['server', 'inferred'] })) }
    const [breach] = met('joinVideoConference', 418, {}, { face: stated }).judgement.breaches
    expect(breach).toMatchObject({ sources: ['server', 'inferred'], source: 'inferred' })
  })

  it('is none, and yet what it gives away is told', () => {
    const found = met('joinMeetingRoom', 418, { seen: 'S3cret' }, { secret: 'S3cret' })
    expect(short(found)).toEqual([undefined, ['status', 'leak']])
  })
})
