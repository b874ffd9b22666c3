import { describe, expect, it } from 'vitest'
import { createDice } from './dice.ts'
import { lastMessageOf } from './last-message.ts'
import { earlyAgent, flagsOf, lastKeysOf, metricsOf, updatedAt, usersOf, visitorsLast } from './room-parts.ts'
import type { Story } from './story.ts'

const AT = Date.parse('2026-03-03T10:00:00.000Z')
const AGENT = { id: 'ann', username: 'ann', name: 'Ann', role: 'livechat-agent' }
const GUEST = { id: 'g', username: 'guest-1', token: 't', name: 'Guest', status: 'online', account: null }
const SERVED: Story = {
  phase: 'served',
  agent: AGENT,
  began: AT,
  served: AT + 1_000,
  saysServed: true,
  answered: AT + 4_000,
  last: AT + 10_000,
  ended: AT + 10_050,
  visitorSpoke: true,
  answers: 2,
  waited: 6_000,
  messages: 5,
}
const CLOSED: Story = { ...SERVED, phase: 'closed', saysServed: false }
const QUEUED: Story = { ...SERVED, phase: 'queued', agent: null, served: AT, answers: 1 }
const dice = () => {
  const own = createDice(1, 1)
  own.begin(1)
  return own
}
const timeOf = (text = ''): number => Date.parse(text)

describe('the parts of a generated room', () => {
  it('follow from its phase: its flags, and who is in it', () => {
    const phases = (['queued', 'served', 'on-hold', 'closed'] as const).map((phase) => ({ ...SERVED, phase }))
    expect(phases.map((story) => [flagsOf(story), usersOf(story)])).toEqual([
      [{ open: true }, 1],
      [{ open: true }, 2],
      [{ open: true, onHold: true }, 2],
      [{}, 1],
    ])
  })

  it('have its agent early only where it does not say when they came', () => {
    expect([earlyAgent(CLOSED), earlyAgent(SERVED), earlyAgent({ ...QUEUED, saysServed: false })]).toEqual([
      { servedBy: { _id: 'ann', username: 'ann' } },
      {},
      {},
    ])
  })

  it('have the visitor’s last message last where they spoke last, else some time before', () => {
    expect(visitorsLast(SERVED, dice())).toBe(AT + 10_000)
    for (const story of [CLOSED, { ...SERVED, visitorSpoke: false }]) {
      const time = visitorsLast(story, dice())
      expect(time >= AT && time < AT + 10_000).toBe(true)
    }
    const changed = timeOf(updatedAt(SERVED, dice())) - SERVED.ended
    expect(changed >= 100 && changed < 200).toBe(true)
  })

  it('have metrics in seconds', () => {
    const fd = '2026-03-03T10:00:04.000Z'
    expect(metricsOf(SERVED)).toEqual({
      reaction: { fd, ft: 3, tt: 5 },
      response: { avg: 3, fd, ft: 4, total: 2, tt: 6 },
    })
    expect(metricsOf(CLOSED)).toEqual({
      reaction: { fd, ft: 4, tt: 6 },
      response: { avg: 3, fd, ft: 4, total: 2, tt: 6 },
      chatDuration: 10.05,
    })
  })

  it('end with who waits, serves or closed it', () => {
    const by = { _id: 'ann', username: 'ann' }
    expect(lastKeysOf(QUEUED, GUEST, dice())).toEqual({ waitingResponse: true })
    const served = lastKeysOf(SERVED, GUEST, dice())
    expect(served).toEqual({
      waitingResponse: true,
      servedBy: { ...by, ts: '2026-03-03T10:00:01.000Z' },
      responseBy: { ...by, lastMessageTs: expect.any(String) },
    })
    const spoke = timeOf(served.responseBy?.lastMessageTs)
    expect(spoke >= AT + 4_000 && spoke < AT + 10_000).toBe(true)
    expect(lastKeysOf({ ...SERVED, visitorSpoke: false, saysServed: false }, GUEST, dice())).toEqual({
      responseBy: { ...by, lastMessageTs: '2026-03-03T10:00:10.000Z' },
    })
    expect(lastKeysOf({ ...SERVED, answers: 1 }, GUEST, dice()).responseBy?.lastMessageTs).toBe(
      '2026-03-03T10:00:04.000Z',
    )
    expect(lastKeysOf(CLOSED, GUEST, dice())).toMatchObject({
      closedAt: '2026-03-03T10:00:10.050Z',
      closedBy: { _id: 'g', username: 'guest-1' },
      closer: 'visitor',
      responseBy: by,
    })
    expect(lastKeysOf({ ...CLOSED, visitorSpoke: false }, GUEST, dice())).toMatchObject({
      closedBy: by,
      closer: 'user',
    })
  })
})

describe('the last message', () => {
  const message = (story: Story) => lastMessageOf(dice(), 'room', story, GUEST)

  it('is of the visitor, with their token, or of the agent, without', () => {
    expect(message(SERVED)).toMatchObject({
      rid: 'room',
      ts: '2026-03-03T10:00:10.000Z',
      token: 't',
      alias: 'Guest',
      u: { _id: 'g', username: 'guest-1', name: 'Guest' },
      newRoom: false,
      showConnecting: false,
    })
    expect(message({ ...QUEUED, visitorSpoke: true })).toMatchObject({ showConnecting: true })
    const own = message({ ...SERVED, visitorSpoke: false })
    expect([own.u, own.token, own.t]).toEqual([{ _id: 'ann', username: 'ann', name: 'Ann' }, undefined, undefined])
  })

  it('of a closed room closes it', () => {
    expect(message(CLOSED)).toMatchObject({
      t: 'livechat-close',
      groupable: false,
      transcriptRequested: false,
      u: { _id: 'g' },
    })
    expect(message({ ...CLOSED, visitorSpoke: false }).u._id).toBe('ann')
  })

  it('has its text as Markdown, too, an id like those of Meteor, and was changed soon after', () => {
    const { msg, md, _id, ts, _updatedAt, urls, mentions, channels } = message(SERVED)
    expect([md, msg.length > 0, urls, mentions, channels]).toEqual([
      [{ type: 'PARAGRAPH', value: [{ type: 'PLAIN_TEXT', value: msg }] }],
      true,
      [],
      [],
      [],
    ])
    expect(_id).toMatch(/^[2-9A-HJ-NP-TW-Za-km-z]{17}$/)
    const later = timeOf(_updatedAt) - timeOf(ts)
    expect(later >= 40 && later < 100).toBe(true)
  })
})
