import { describe, expect, it } from 'vitest'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { livechatRow } from '../../tests/support/livechat-row.ts'
import { requestOf } from '../../tests/support/request-of.ts'
import { credentialsOf } from '../world/identities.ts'
import { asking } from './testing/asking.ts'

const SNAPSHOT = '/worlds/w/snapshot'
const ARM = {
  id: 'a',
  operation: 'joinMeetingRoom',
  times: 1,
  latencyMs: 0,
  answer: { kind: 'outcome', outcome: 'room-full' },
}

const SUBSCRIPTION = {
  id: 's',
  rid: 'r',
  userId: 'u',
  name: 'n',
  t: 'l',
  open: true,
  alert: true,
  unread: 1,
  userMentions: 1,
  groupMentions: 0,
  ts: 5,
}
const CALL = { id: 'b', url: 'http://c', providerName: 'p', members: null, users: [], anonymousUsers: 0 }
const ROOM = {
  id: 'r',
  code: 'b',
  hostId: 'h',
  isActive: true,
  isLocked: false,
  maxParticipants: 2,
  inside: [],
  past: [],
}
const MESSAGE = { id: 'm', rid: 'r', t: 'uj', msg: 'x', userId: 'u', ts: 5 }

/** A mock with a world, and a snapshot of that. */
async function begin() {
  const plane = asking()
  await plane.ask('POST', '/worlds', { name: 'w', salt: 'pepper' })
  const taken: object = Object((await plane.ask('GET', SNAPSHOT)).body)
  /** The same snapshot with other rows, sealed again. */
  const sealed = (rows: object, more: object = {}): object => {
    const { hash: _, ...rest } = { hash: '', ...taken }
    const changed = { ...rest, ...more, rows: { ...Object(Object(taken).rows), ...rows } }
    return { ...changed, hash: bytesToHex(sha256(utf8ToBytes(JSON.stringify(changed)))) }
  }
  return { ...plane, taken, sealed, restore: (body: object) => plane.ask('PUT', SNAPSHOT, body) }
}

describe('a snapshot', () => {
  it('is what a world goes on from: its rows, its ids and its salt', async () => {
    const { core, ask, restore } = await begin()
    const [call] = core.seed.calls
    await ask('DELETE', `/worlds/w/calls/${call?.id}`)
    const { body: first } = await ask('PUT', '/worlds/w/situations', { situation: { 'meeting-room': ['locked'] } })
    const taken = Object((await ask('GET', SNAPSHOT)).body)
    const { body: next } = await ask('PUT', '/worlds/w/situations', { situation: { 'meeting-room': [] } })
    expect((await restore(taken)).status).toBe(200)
    expect((await ask('GET', SNAPSHOT)).body).toEqual(taken)
    expect((await ask('GET', `/worlds/w/calls/${call?.id}`)).status).toBe(404)
    expect((await ask('PUT', '/worlds/w/situations', { situation: { 'meeting-room': [] } })).body).toEqual(next)
    expect(first).not.toEqual(next)
  })

  it('has the rows of every table, and brings them all back', async () => {
    const { core, ask, restore } = await begin()
    const [call] = core.seed.calls
    const agent = credentialsOf(core.seed, 'agent')
    const as = Object.fromEntries(Object.entries(agent).map(([name, value]) => [name.toLowerCase(), value]))
    const body = JSON.stringify({ callId: call?.id })
    const headers = { ...as, 'content-type': 'application/json' }
    const { values } = Object((await ask('PUT', '/worlds/w/situations', { situation: { 'livechat-room': [] } })).body)
    await core.answer(requestOf('GET', `/~w/api/v1/livechat/room.join?roomId=${values.roomId}`, { headers: as }))
    await core.answer(requestOf('POST', '/~w/api/v1/video-conference.join', { headers, body }))
    await ask('POST', '/worlds/w/arms', { operation: 'joinMeetingRoom', outcome: 'room-full', times: 2 })
    await ask('PUT', '/worlds/w/clock', { advanceMs: 5 })
    await ask('PUT', '/worlds/w/limiter', { enforced: false })
    await ask('PUT', '/worlds/w/departments/d', { id: 'd', name: 'D', ancestors: [], agents: null })
    await ask('PUT', '/worlds/w/roles/r', { name: 'r', permissions: [] })
    await ask('DELETE', '/worlds/w/meeting-rooms/lck-rom-now')
    await ask('DELETE', `/worlds/w/people/${core.seed.people.at(-1)?.id}`)
    const taken = Object((await ask('GET', SNAPSHOT)).body)
    expect(Object.keys(taken.rows).toSorted()).toEqual([
      'arms',
      'calls',
      'clock',
      'departments',
      'livechatRooms',
      'meetingRooms',
      'messages',
      'people',
      'roles',
      'settings',
      'subscriptions',
      'windows',
    ])
    await ask('POST', '/worlds/w/reset')
    expect((await restore(taken)).status).toBe(200)
    expect((await ask('GET', SNAPSHOT)).body).toEqual(taken)
  })

  it('says nothing of whom its server trusts', async () => {
    const trusting = asking({ trust: 'agent' })
    const { body } = await trusting.ask('GET', '/worlds/default/snapshot')
    expect(JSON.stringify(body)).toContain('"trust":null')
    const strict = asking()
    await strict.ask('PUT', SNAPSHOT, body)
    const settings = await strict.core.store.change('w', (state) => ({ result: state.settings, writes: [] }))
    expect(settings.trust).toBeNull()
    await trusting.ask('PUT', SNAPSHOT, body)
    expect(
      await trusting.core.store.change('w', (state) => ({ result: state.settings.trust, writes: [] })),
    ).not.toBeNull()
  })

  it.each([
    ['/rows/arms//0/times', { arms: { '': [{ ...ARM, times: 0 }] } }],
    ['/rows/arms//1/answer', { arms: { '': [ARM, { ...ARM, answer: { kind: 'outcome', outcome: 'nothing' } }] } }],
    ['/rows/arms//0/answer', { arms: { '': [{ ...ARM, operation: null }] } }],
    ['/rows/arms/x', { arms: { x: [] } }],
    ['/rows/clock/x', { clock: { x: { kind: 'frozen', at: 5 } } }],
    ['/rows/people/a/id', { people: { a: { id: 'b', username: 'b', name: 'B', role: 'user', authToken: null } } }],
    ['/rows/roles/a/name', { roles: { a: { name: 'b', permissions: [] } } }],
    ['/rows/livechatRooms/a/_id', { livechatRooms: { a: livechatRow('b') } }],
    ['/rows/calls/a/id', { calls: { a: CALL } }],
    ['/rows/departments/a/id', { departments: { a: { id: 'b', name: 'B', ancestors: [], agents: null } } }],
    ['/rows/meetingRooms/a/code', { meetingRooms: { a: ROOM } }],
    ['/rows/roles/a~1b/name', { roles: { 'a/b': { name: 'b', permissions: [] } } }],
    ['/rows/subscriptions/a~1b', { subscriptions: { 'a/b': { _id: 's', rid: 'a', userId: 'c' } } }],
    ['/rows/arms/x', { arms: { '': [ARM], x: [] } }],
    ['/rows/subscriptions/a~1b', { subscriptions: { 'a/b': SUBSCRIPTION } }],
    ['/rows/messages/x', { messages: { x: MESSAGE } }],
    ['/rows/settings/x', { settings: { x: { anonymousReading: true, trust: null, rateLimit: true } } }],
    ['/rows/roles/a/permissions', { roles: { a: { name: 'a', permissions: 5 } } }],
  ])('is refused at %s, and nothing changes', async (pointer, rows) => {
    const { ask, taken, sealed, restore } = await begin()
    expect(await restore(sealed(rows))).toMatchObject({ status: 400, body: { pointer } })
    expect((await ask('GET', SNAPSHOT)).body).toEqual(taken)
  })

  it.each([
    { '': [ARM, { ...ARM, times: null, answer: { kind: 'status', status: 503 } }] },
    { '': [{ ...ARM, operation: null, answer: { kind: 'reset' } }] },
    { '': [{ ...ARM, operation: 'leaveMeetingRoom', answer: { kind: 'outcome', outcome: 'left' } }] },
  ])('may have arms that come to an end, or never: %j', async (arms) => {
    const { sealed, restore } = await begin()
    expect((await restore(sealed({ arms }))).status).toBe(200)
  })

  it.each([
    ['must have the key that its members give', { messages: { x: MESSAGE } }],
    ['must equal the key of its entry', { roles: { a: { name: 'b', permissions: [] } } }],
    ['must be at least 1, or null', { arms: { '': [{ ...ARM, times: 0 }] } }],
    ['must be an outcome of a served operation', { arms: { '': [{ ...ARM, operation: null }] } }],
    ['is not allowed: this table has one row, with an empty key', { arms: { '': [ARM], x: [] } }],
  ])('is refused with what was expected: %s', async (expected, rows) => {
    const { sealed, restore } = await begin()
    expect(await restore(sealed(rows))).toMatchObject({ status: 400, body: { expected } })
  })

  it('may have rows under the keys that their members give', async () => {
    const { sealed, restore } = await begin()
    const rows = { messages: { m: MESSAGE }, subscriptions: { 'r/u': SUBSCRIPTION } }
    expect((await restore(sealed(rows))).status).toBe(200)
  })

  it('may count ids of kinds that there are not, which are left out', async () => {
    const { ask, sealed, restore } = await begin()
    expect((await restore(sealed({}, { ids: { nothing: 5, participant: 7 } }))).status).toBe(200)
    expect((await ask('GET', SNAPSHOT)).body).toMatchObject({ ids: { participant: 7 } })
    expect(Object((await ask('GET', SNAPSHOT)).body).ids).not.toHaveProperty('nothing')
  })

  it.each([
    ['/hash', { hash: '0'.repeat(64) }],
    ['/hash', { salt: 'salt' }],
  ])('that was edited is refused at %s', async (pointer, edit) => {
    const { taken, restore } = await begin()
    expect(await restore({ ...taken, ...edit })).toMatchObject({
      status: 400,
      body: { pointer, expected: 'must match the rest: the snapshot was damaged or edited' },
    })
  })

  it('of another seed, or of another version of it, is refused', async () => {
    const { sealed, restore } = await begin()
    expect(await restore(sealed({}, { seed: 'no-such-seed' }))).toMatchObject({
      body: { pointer: '/seed', expected: 'must be one of documented, empty, busy:<number up to 1000000>' },
    })
    expect(await restore(sealed({}, { seedHash: '0'.repeat(64) }))).toMatchObject({
      body: {
        pointer: '/seedHash',
        expected: 'must match the seed documented here: the snapshot was taken with another version of it',
      },
    })
    expect((await restore(sealed({}, { salt: 'salt' }))).status).toBe(200)
  })
})
