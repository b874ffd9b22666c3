import { expect, it } from 'vitest'
import type { Answer, MockRequest } from '../mock/answer.ts'
import { noticingGuests } from './notice-guests.ts'
import { createRefusedLogins } from './refused-logins.ts'

const REQUEST: MockRequest = {
  method: 'POST',
  target: '/api/v1/video-conference.join',
  headers: {},
  body: '',
  bodyBytes: 0,
  isCut: false,
  address: '127.0.0.1',
}
const about = { outcome: 'joined', operation: 'joinVideoConference', cause: 'in the call', forced: null }
const JOINED: Answer = { status: 200, headers: ['A', 'b'], body: '{}', about, world: 'qa' }

function noticing(answer: Answer = JOINED) {
  const lines: string[] = []
  const refused = createRefusedLogins()
  const isForClients = (operation: string): boolean => operation === 'joinVideoConference'
  const dispatch = noticingGuests(() => answer, { refused, isForClients, onWarning: (line) => lines.push(line) })
  return { lines, refused, ask: (request: Partial<MockRequest> = {}) => dispatch({ ...REQUEST, ...request }) }
}

it('a guest whose login was refused is noticed, and told of once', () => {
  const { lines, refused, ask } = noticing()
  expect(ask()).toBe(JOINED)
  refused.note('qa', '127.0.0.1', true)
  const text = 'as a guest: the login before this call was refused'
  const marked = { headers: ['A', 'b', 'Greenroom-Warning', text], about: { cause: `in the call, ${text}` } }
  expect([ask(), ask()]).toMatchObject([marked, marked])
  expect(lines).toEqual([
    'A client whose login was refused has called joinVideoConference without credentials, as a guest, in the world qa.',
  ])
  refused.note('qa', '127.0.0.1', false)
  expect(ask()).toBe(JOINED)
})

it('nobody else is marked: with credentials, refused, in another world, from elsewhere, or of another API', () => {
  for (const answer of [
    { ...JOINED, status: 300 },
    { ...JOINED, status: 401 },
    { ...JOINED, world: 'other' },
  ]) {
    const { refused, ask } = noticing(answer)
    refused.note('qa', '127.0.0.1', true)
    expect(ask()).toBe(answer)
  }
  const { refused, ask } = noticing()
  refused.note('qa', '127.0.0.1', true)
  for (const headers of [{ 'x-user-id': 'a', 'x-auth-token': 'b' }, { 'x-user-id': 'a' }, { 'x-auth-token': 'b' }])
    expect(ask({ headers })).toBe(JOINED)
  expect(ask({ address: '192.0.2.1' })).toBe(JOINED)
  const meeting = { ...JOINED, about: { ...about, operation: 'joinMeetingRoom' } }
  const other = noticing(meeting)
  other.refused.note('qa', '127.0.0.1', true)
  expect(other.ask()).toBe(meeting)
})
