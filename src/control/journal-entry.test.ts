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

const ABOUT = { outcome: null, operation: null, cause: 'c', forced: null }
const told = (request: object, answer: object = {}) =>
  toJournalEntry('w', {
    n: 1,
    at: 0,
    request: { method: 'POST', target: '/', headers: {}, body: '', ...request },
    answer: { status: 200, body: '', about: ABOUT, ...answer },
  })

it('a caller is named by the header, else by the subject of the token, else as the guest of the body', () => {
  const authorization = `Bearer ${['{}', '{"sub":"ann-\u00ff\u00fe"}', 's'].map((part) => btoa(part)).join('.')}`
    .replaceAll('+', '-')
    .replaceAll('/', '_')
  const json = { body: '{"guestName":"Jane"}' }
  const form = {
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: 'guestName=Jo+Ann',
  }
  for (const [request, caller] of [
    [{ ...json, headers: { 'x-user-id': 'bob', authorization } }, 'bob'],
    [{ ...json, headers: { authorization: authorization.replaceAll('=', '') } }, 'ann-\u00ff\u00fe'],
    [
      { ...json, headers: { authorization: authorization.replaceAll('=', '').replace('Bearer', 'bearer ') } },
      'ann-\u00ff\u00fe',
    ],
    [{ ...json, headers: { authorization: 'Bearer x' } }, 'Jane'],
    [{ ...json, headers: { authorization: 'Bearer a.!.c' } }, 'Jane'],
    [form, 'Jo Ann'],
    [{ ...form, body: 'a=b' }, null],
    [{ body: '{"guestName":5}' }, null],
    [{ body: 'guestName=Jane' }, null],
    [{ body: '' }, null],
    [{ body: `{"guestName":"Jane"${' '.repeat(4076)}}` }, 'Jane'],
    [{ body: `{"guestName":"Jane"${' '.repeat(4077)}}` }, null],
  ] as const)
    expect(told(request).caller, JSON.stringify(request).slice(0, 80)).toBe(caller)
})

it('headers of an answer are told once each, without credentials; on sockets there are none', () => {
  const headers = ['Vary', 'Prefer', 'vary', 'Origin', 'X-Auth-Token', 'secret', 'Empty']
  expect(told({}, { headers }).response).toEqual({
    headers: { vary: 'Prefer, Origin', 'x-auth-token': '…', empty: '' },
    body: '',
  })
  expect(told({}, { headers: ['Vary', 'Prefer'] }).response.headers).toEqual({ vary: 'Prefer' })
  expect(told({}).response).toEqual({ body: '' })
  for (const method of ['CONNECT', 'EVENT', 'DISCONNECT'])
    expect(told({ method }, { headers }).response, method).toEqual({ body: '' })
})

it('a delay is told, none as 0', () => {
  expect([told({}).delayMs, told({}, { delayMs: 20 }).delayMs]).toEqual([0, 20])
})
