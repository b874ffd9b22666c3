import { expect, it } from 'vitest'
import { seeds } from '../../contract/compiled/seeds.ts'
import { createDice } from './dice.ts'
import { lastMessageOf } from './last-message.ts'
import { populationOf } from './population.ts'
import { storyOf, type Story } from './story.ts'
import { guestOf } from './visitor.ts'

const LAST = Date.parse('2026-03-03T10:30:00.000Z')
const agent = { id: 'a', username: 'ann', name: 'Ann', role: 'agent' }

/** The last message of a room whose story differs so. */
function last(more: Partial<Story>) {
  const dice = createDice(50, 3)
  dice.begin(0)
  const story = storyOf(dice, 0, populationOf(50, seeds.documented))
  const guest = guestOf(dice, 1, story.began, true)
  return {
    guest,
    message: lastMessageOf(
      dice,
      'room',
      { ...story, phase: 'served', agent, last: LAST, visitorSpoke: true, ...more },
      guest,
    ),
  }
}

const BY_ANN = { _id: 'a', username: 'ann', name: 'Ann' }

it('the last message is of the visitor, with the token and name, and says whether anybody has come yet', () => {
  const { guest, message } = last({})
  const { id, username, name, token } = guest
  expect(message).toMatchObject({
    rid: 'room',
    token,
    alias: name,
    u: { _id: id, username, name },
    ts: '2026-03-03T10:30:00.000Z',
    newRoom: false,
    showConnecting: false,
    urls: [],
    mentions: [],
    channels: [],
  })
  expect(message._id).toMatch(/^[2-9A-HJ-NP-TW-Za-km-z]{17}$/)
  expect(message).not.toHaveProperty('t')
  expect(last({ agent: null }).message).toMatchObject({ showConnecting: true })
})

it('the last message is by the agent and has no token; its sender is unknown before anyone has written', () => {
  const { message } = last({ visitorSpoke: false })
  expect(message.u).toEqual(BY_ANN)
  for (const member of ['token', 'alias', 'newRoom', 'showConnecting', 't']) expect(message).not.toHaveProperty(member)
  expect(last({ visitorSpoke: false, agent: null }).message.u).toEqual({ _id: '', username: '', name: '' })
})

it('it closes a closed room', () => {
  expect(last({ phase: 'closed', visitorSpoke: false }).message).toMatchObject({
    t: 'livechat-close',
    groupable: false,
    transcriptRequested: false,
    u: BY_ANN,
    rid: 'room',
  })
})

it('it is kept from 40 to 99 ms after it was written, with its text as Markdown', () => {
  const { message } = last({})
  const delay = Date.parse(message._updatedAt) - LAST
  expect([delay >= 40, delay < 100]).toEqual([true, true])
  expect(message.md).toEqual([{ type: 'PARAGRAPH', value: [{ type: 'PLAIN_TEXT', value: message.msg }] }])
})
