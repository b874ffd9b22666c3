import { expect, it } from 'vitest'
import { toJournalEntry } from './journal-entry.ts'

it('an exchange is told without credentials, and a break as no status', () => {
  const about = { outcome: 'a', operation: 'b', cause: 'c', forced: null } as const
  const headers = {
    authorization: 'x',
    Cookie: 'kept',
    cookie: 'x',
    'x-api-key': 'x',
    'x-auth-token': 'x',
    host: 'h',
    none: undefined,
  }
  const request = { method: 'GET', target: '/', headers, body: '' }
  const entry = { n: 1, at: 0, request, answer: { status: 0, body: '', about } }
  expect(toJournalEntry('w', entry)).toMatchObject({
    at: '1970-01-01T00:00:00.000Z',
    status: null,
    rule: 'a',
    request: {
      headers: { authorization: '…', cookie: '…', 'x-api-key': '…', 'x-auth-token': '…', host: 'h', none: '' },
    },
  })
  expect(
    toJournalEntry('w', { ...entry, answer: { ...entry.answer, about: { ...about, forced: 'arm' } } }).rule,
  ).toBeNull()
})

it('an exchange is told without its own credentials where its target, bodies and headers repeat them', () => {
  const about = { outcome: null, operation: null, cause: 'no room token-of-mine', forced: null }
  const headers = { authorization: 'Bearer token-of-mine', 'x-copy': 'token-of-mine' }
  const body = '{"guestName":"token-of-mine"}'
  const request = { method: 'POST', target: '/rooms/token-of-mine/join', headers, body }
  const answer = { status: 404, headers: ['x-echo', 'token-of-mine'], body, about }
  const told = toJournalEntry('w', { n: 1, at: 0, request, answer })
  expect(JSON.stringify(told)).not.toContain('token-of-mine')
  expect(told).toMatchObject({ caller: '…', target: '/rooms/…/join', response: { body: '{"guestName":"…"}' } })
})
