import { describe, expect, it } from 'vitest'
import { requestOf } from '../../../tests/support/request-of.ts'
import type { MockRequest } from '../../mock/answer.ts'
import { asking } from '../testing/asking.ts'
import { toDecision } from './decisions.ts'

async function begin() {
  const plane = asking()
  const call = async (method: string, target: string, more: Partial<MockRequest> = {}) =>
    plane.core.answer(requestOf(method, target, more))
  const decision = async (n: number | string) => {
    const { status, body } = await plane.ask('GET', `/worlds/default/journal/${n}/decision`)
    return { status, ...Object(body) }
  }
  const held = ({ rules }: { rules: { outcome: string; held: boolean | null }[] }) =>
    rules.filter((rule) => rule.held === true).map(({ outcome }) => outcome)
  return { ...plane, call, decision, held }
}

describe('why a call has its answer', () => {
  it('is the first rule that matched; the next that did is told, too', async () => {
    const { call, decision, held } = await begin()
    await call('GET', '/api/v1/livechat/room.join')
    const why = await decision(1)
    expect(why).toMatchObject({
      status: 200,
      n: 1,
      by: 'rules',
      operation: 'joinLivechatRoom',
      at: expect.stringMatching(/^specs\/rocket-chat\.openapi\.yaml:\d+$/),
      summary: expect.any(String),
      decided: 'not-logged-in',
      next: 'missing-room-id',
      example: { status: 'error', message: 'You must be logged in to do this.' },
      varies: [],
    })
    expect(held(why)).toEqual(['not-logged-in', 'missing-room-id', 'missing-permission', 'invalid-room', 'no-access'])
    expect(why.rules[0]).toEqual({
      outcome: 'not-logged-in',
      status: 401,
      cause: 'the credentials are missing, or not those of a user',
      held: true,
      sources: ['001_6cc5ded2818b3a57.txt#Responses 401'],
      at: expect.stringMatching(/^specs\/rocket-chat\.openapi\.yaml:\d+$/),
    })
  })

  it('tells which parts of the answer vary, and that no other rule matched', async () => {
    const { call, decision, held } = await begin()
    await call('POST', '/rooms/abc-def-ghi/join', {
      headers: { 'content-type': 'application/json' },
      body: '{"guestName":"Jane"}',
    })
    const why = await decision(1)
    expect(why).toMatchObject({ by: 'rules', decided: 'joined-as-guest', next: null })
    expect([held(why), why.varies]).toEqual([['joined-as-guest'], expect.arrayContaining(['/id', '/joinedAt'])])
  })

  it('is what forced it, with rules that were not asked', async () => {
    const { call, decision, ask } = await begin()
    await call('POST', '/rooms/abc-def-ghi/join', { headers: { prefer: 'example=room-full' } })
    expect(await decision(1)).toMatchObject({ by: 'prefer', decided: 'room-full', next: null })
    await ask('POST', '/worlds/default/arms', { operation: 'joinMeetingRoom', outcome: 'room-locked', times: 1 })
    await call('POST', '/rooms/abc-def-ghi/join')
    const armed = await decision(2)
    expect(armed).toMatchObject({ by: 'arm', decided: 'room-locked' })
    expect(new Set(armed.rules.map(({ held }: { held: unknown }) => held))).toEqual(new Set([null]))
  })

  it('is nothing, for what no operation answered', async () => {
    const { call, decision } = await begin()
    await call('GET', '/nothing')
    expect(await decision(1)).toEqual({
      status: 200,
      n: 1,
      by: 'none',
      operation: null,
      at: null,
      summary: null,
      rules: [],
      decided: null,
      next: null,
      example: null,
      varies: [],
    })
  })

  it.each(['CONNECT', 'EVENT', 'DISCONNECT', 'POST'])('is that of the face by which %s came', async (method) => {
    const { core } = await begin()
    const about = { outcome: 'room-full', operation: 'joinMeetingRoom', cause: '', forced: null } as const
    const request = { method, target: '/', headers: {}, body: '' }
    const { at } = toDecision({ n: 1, at: 0, request, answer: { status: 409, body: '', about } }, core)
    expect(at).toMatch(method === 'POST' ? /^specs\/meeting-rooms\.openapi/ : /^specs\/meeting-rooms\.asyncapi/)
  })

  it('is not by rules if none was asked, though there is an outcome', async () => {
    const { core } = await begin()
    const about = { outcome: 'room-full', operation: 'joinMeetingRoom', cause: '', forced: null } as const
    const request = { method: 'POST', target: '/', headers: {}, body: '' }
    const entry = { n: 1, at: 0, request, answer: { status: 409, body: '', about } }
    expect(toDecision(entry, core).by).toBe('none')
    expect(toDecision({ ...entry, asked: [] }, core)).toMatchObject({ by: 'rules', next: null })
    const undecided = { ...entry.answer, about: { ...about, outcome: null } }
    expect(toDecision({ ...entry, asked: [], answer: undecided }, core)).toMatchObject({ by: 'none', decided: null })
  })
})

describe('the number of an entry', () => {
  it('must be one, and of an entry that is there', async () => {
    const { call, decision } = await begin()
    await call('GET', '/nothing')
    for (const n of ['0', '-1', '1.5', '1.0', '01', 'x', '9007199254740992'])
      expect(await decision(n)).toMatchObject({
        status: 400,
        pointer: '/path/n',
        expected: 'must be the number of an entry',
      })
    expect(await decision(2)).toMatchObject({
      status: 404,
      title: 'No such entry',
      detail: 'The journal does not have entry 2: it keeps the latest calls only.',
    })
    for (let n = 0; n < 256; n++) await call('GET', '/nothing')
    expect([(await decision(1)).status, (await decision(2)).n, (await decision(257)).n]).toEqual([404, 2, 257])
  })
})
