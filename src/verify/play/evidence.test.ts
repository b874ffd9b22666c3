import { describe, expect, it } from 'vitest'
import { toEvidence } from './evidence.ts'
import type { Played } from './played.ts'
import { answer, plannedOf } from '../testing/answers.ts'
import { createMask } from '../redact/mask.ts'
import { createRedaction } from '../redact/redaction.ts'

const SECRET = 'hunter2-and-more'
const redaction = createRedaction([SECRET], null)
const ID = 'joinMeetingRoom/room-locked'
const MOST = 65_536
const request = {
  method: 'POST',
  target: `/rooms/abc-def-ghi/join?a=${SECRET}`,
  headers: { Authorization: `Bearer ${SECRET}`, Accept: `x ${SECRET}` },
  body: `{"guestName":"${SECRET}"}`,
}
const played = (more: Partial<Played> = {}): Played => ({
  call: plannedOf(ID).testCase,
  request,
  answered: answer(ID, {
    headers: [
      ['set-cookie', 'a=b'],
      ['x-echo', SECRET],
    ],
    body: `{"message":"no ${SECRET}"}`,
  }),
  judgement: null,
  packets: [],
  ...more,
})
const line = (nth: number) => ({ who: 'caller 1', way: 'sent', name: 'x', args: [`${nth} ${SECRET}`] }) as const

describe('evidence', () => {
  it('is the call and its answer, without secrets', () => {
    expect(toEvidence(played(), redaction)).toEqual({
      method: 'POST',
      target: '/rooms/abc-def-ghi/join?a=[redacted]',
      headers: { Authorization: '[redacted]', Accept: 'x [redacted]' },
      body: '{"guestName":"[redacted]"}',
      answer: {
        status: 403,
        headers: [
          ['set-cookie', '[redacted]'],
          ['x-echo', '[redacted]'],
        ],
        body: '{"message":"no [redacted]"}',
        ms: 1,
      },
      packets: [],
      expect: ID,
    })
  })

  it('has no body and no answer where there is none', () => {
    const bare = played({ request: { ...request, body: null }, answered: null })
    expect(toEvidence(bare, redaction)).toMatchObject({ body: null, answer: null })
  })

  it('is cut where it helps nobody to see more', () => {
    const long = 'x'.repeat(MOST + 1)
    const cut = toEvidence(
      played({
        request: { ...request, body: long },
        answered: answer(ID, { body: long }),
        packets: [{ ...line(1), args: [long] }],
      }),
      redaction,
    )
    expect([cut.body?.length, cut.answer?.body.length, cut.packets[0]?.length]).toEqual([MOST, MOST, MOST])
  })

  it('shows no half of a secret where it is cut, however much was taken out before', () => {
    const secret = 'hunter2-and-more '.repeat(60)
    const own = createRedaction([secret], null)
    for (const before of ['x'.repeat(MOST - 100), secret.repeat(60) + 'x'.repeat(10_000)]) {
      const { body } = toEvidence(played({ request: { ...request, body: before + secret.repeat(15) } }), own)
      expect([body?.includes('hunter2'), body?.includes('x'.repeat(900))]).toEqual([false, true])
    }
  })

  it('has the latest hundred packets, without secrets', () => {
    const { packets } = toEvidence(played({ packets: Array.from({ length: 103 }, (_, nth) => line(nth)) }), redaction)
    expect([packets.length, packets[0], packets.at(-1)]).toEqual([
      100,
      'caller 1 → x "3 [redacted]"',
      'caller 1 → x "102 [redacted]"',
    ])
  })
})

it('of other people’s answers shows only what the contract fixes, and of requests all but secrets', () => {
  const mask = createMask({ fixed: new Set(['message']), key: new Uint8Array(32) })
  const { body, answer: received } = toEvidence(played(), createRedaction([SECRET], mask))
  expect(body).toBe('{"guestName":"[redacted]"}')
  expect(received?.body).toMatch(/^\{"message":"text\(19\) #[0-9a-f]{6}"\}$/)
})
