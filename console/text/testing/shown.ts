import type { FaceInfo, JournalEntry, SmallestCall, WorldInfo } from '../../../src/contract/compiled/types.ts'

/** A world with two identities. */
export const world: WorldInfo = {
  name: 'default',
  generation: 0,
  seed: 'documented',
  salt: 's',
  clock: { mode: 'frozen', now: '2026-03-03T10:30:00.000Z' },
  rateLimit: true,
  exchanges: 1,
  latest: 1,
  armed: 0,
  url: 'http://127.0.0.1:4010/~default',
  origin: '',
  headers: {},
  identities: {
    agent: { 'X-User-Id': 'u1', 'X-Auth-Token': 'secret' },
    member: { Authorization: `Bearer x.${btoa('{"sub":"m1"}')}.y` },
  },
}

/** Joining over HTTP, without outcomes. */
export const face: FaceInfo = {
  operation: 'joinMeetingRoom',
  way: 'http',
  api: 'meeting-rooms',
  summary: 'Join a meeting room',
  at: 'specs/x.yaml:1',
  method: 'POST',
  path: '/rooms/{code}/join',
  event: null,
  outcomes: [],
}

/** A join of a member over HTTP. */
export const entry: JournalEntry = {
  n: 1,
  at: '2026-03-03T10:30:00.000Z',
  world: 'default',
  caller: 'm1',
  method: 'POST',
  target: '/rooms/abc-def-ghi/join',
  operation: 'joinMeetingRoom',
  outcome: 'joined-as-user',
  status: 201,
  delayMs: 0,
  forced: null,
  rule: 'joined-as-user',
  cause: 'the caller has a seat',
  request: { headers: { authorization: '…', host: 'h', 'content-type': 'application/json' }, body: '{"a":"on"}' },
  response: { body: '{"id":"p"}' },
}

/** A smallest call with this caller, path, query and body. */
export const smallest = (as: string, request: Partial<SmallestCall['request']>): SmallestCall => ({
  as,
  given: {},
  request: { path: {}, query: {}, headers: {}, body: null, ...request },
  raw: null,
})
