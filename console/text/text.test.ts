import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import type { FaceInfo, JournalEntry, Snapshot, WorldInfo } from '../../src/contract/compiled/types.ts'
import { differences } from './differences.ts'
import { familyOf } from './family.ts'
import { toHar } from './har.ts'
import { identityOf, toReplay } from './replay.ts'
import { snippetsOf } from './snippets.ts'
import { spanText } from './times.ts'
import { pathValues } from './yaml.ts'

const world: WorldInfo = {
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
const face: FaceInfo = {
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
const entry: JournalEntry = {
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
const place = { mock: null, world, faces: [face] }

describe('a call to repeat', () => {
  it('has the credentials of the identity that made it, and no headers that a client adds by itself', () => {
    expect(identityOf(entry, world)).toBe('member')
    expect(toReplay(entry, world).headers).toEqual({
      Authorization: world.identities['member']?.['Authorization'],
      'Content-Type': 'application/json',
    })
  })

  it('of someone whom the seed does not know has a variable in place of the credential', () => {
    const stranger = { ...entry, caller: 'nobody' }
    expect(identityOf(stranger, world)).toBeNull()
    expect(toReplay(stranger, world).headers['Authorization']).toEqual([{ env: 'AUTHORIZATION' }])
  })

  it('names its world in the path', () => {
    expect(toReplay({ ...entry, world: 'qa' }, world).target).toBe('/~qa/rooms/abc-def-ghi/join')
    expect(toReplay({ ...entry, world: 'qa', target: '/~qa/x' }, world).target).toBe('/~qa/x')
  })

  it('is written as a step and as a case that YAML reads', () => {
    const texts = new Map(snippetsOf(entry, place).map(({ name, text }) => [name, text]))
    expect([...texts.keys()]).toEqual(['curl', 'PowerShell', 'fetch', 'Python', 'Playwright', 'Scenario step', 'Case'])
    const request = { path: { code: 'abc-def-ghi' }, body: { a: 'on' } }
    expect(load(texts.get('Scenario step') ?? '')).toEqual([
      { at: '5s', by: 'm1', call: 'joinMeetingRoom', as: 'member', request, expect: 'joined-as-user' },
    ])
    expect(load(texts.get('Case') ?? '')).toEqual([
      { expect: 'joined-as-user', name: 'as-seen', as: 'member', request },
    ])
  })

  it('on a socket is a program', () => {
    const event = { ...entry, method: 'EVENT', target: 'join-room', request: { headers: {}, body: '{"code":"a"}' } }
    expect(snippetsOf(event, place)[0]).toMatchObject({
      name: 'Socket.IO',
      text: expect.stringContaining("'join-room'"),
    })
  })
})

it('an archive has an entry for each request, and one with messages for the sockets of a world', () => {
  const event = { ...entry, method: 'EVENT', target: 'join-room' }
  expect(toHar([entry, event, event], null)).toMatchObject({
    log: { entries: [{ response: { status: 201 } }, { _webSocketMessages: { length: 4 } }] },
  })
})

it('snapshots are compared by row and member', () => {
  const of = (rows: Snapshot['rows']): Snapshot => ({
    format: 'greenroom-snapshot-1',
    seed: '',
    seedHash: '',
    salt: '',
    ids: {},
    rows,
    hash: '',
  })
  expect(
    differences(of({ calls: { a: { x: 1 } } }), of({ calls: { a: { x: 2 }, b: {} }, people: { c: null } })),
  ).toEqual([
    { table: 'calls', key: 'a', kind: 'changed', members: [{ name: 'x', before: '1', after: '2' }] },
    { table: 'calls', key: 'b', kind: 'written', members: [] },
    { table: 'people', key: 'c', kind: 'written', members: [] },
  ])
})

it('small texts', () => {
  expect([200, 400, 401, 403, 404, 429, 503, null].map(familyOf)).toEqual([
    'done',
    'request',
    'who',
    'may',
    'state',
    'slow',
    'server',
    'none',
  ])
  expect([spanText(5000), spanText(65_000), spanText(120_000), spanText(1500)]).toEqual([
    '5 s',
    '1 min 5 s',
    '2 min',
    '1.5 s',
  ])
  expect(pathValues('/rooms/{code}/join', '/rooms/abc/join')).toEqual({ code: 'abc' })
  expect(pathValues('/rooms/{code}/join', '/elsewhere')).toEqual({})
})
