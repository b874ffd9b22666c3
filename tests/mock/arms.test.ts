import { http } from 'msw/http'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMock } from '../../src/in-process.ts'
import {
  CALL_BODY,
  JOIN_CALL,
  JOIN_CHAT,
  JOIN_ROOM,
  jsonOf,
  LIST_CHATS,
  startPlane,
  type Plane,
} from '../support/plane.ts'
import { settle, standTimers } from '../support/timers.ts'

let plane: Plane
beforeAll(async () => void (plane = await startPlane()))
afterAll(() => plane[Symbol.asyncDispose]())
beforeEach(async () => void (await plane.control('PUT', '/worlds/w', {})))

const arm = async (what: object) => {
  const answer = await plane.control('POST', '/worlds/w/arms', what)
  expect(answer.status, answer.body).toBe(201)
  return jsonOf(answer)
}
const outcomeOf = ({ status, headers }: { status: number; headers: Readonly<Record<string, string>> }) =>
  headers['greenroom-outcome'] ?? String(status)
const joinRoom = async (method = 'POST') => outcomeOf(await plane.call(JOIN_ROOM, { world: 'w', as: 'member', method }))
const joinChat = async () => outcomeOf(await plane.call(JOIN_CHAT, { world: 'w', as: 'agent' }))
const listChats = async (method = 'GET') =>
  outcomeOf(await plane.call(LIST_CHATS, { world: 'w', as: 'manager', method }))
const armed = async () => jsonOf(await plane.control('GET', '/worlds/w/arms'))['arms']

describe('an arm', () => {
  it('answers as many calls as it was told, then the rules do', async () => {
    expect(await arm({ operation: 'joinMeetingRoom', outcome: 'room-full', times: 2 })).toMatchObject({
      operation: 'joinMeetingRoom',
      outcome: 'room-full',
      times: 2,
      status: null,
      reset: false,
      latencyMs: 0,
    })
    expect([await joinRoom(), await joinRoom(), await joinRoom()]).toEqual([
      'room-full; forced',
      'room-full; forced',
      'joined-as-user',
    ])
    expect(await armed()).toEqual([])
  })

  it('counts down where it is listed', async () => {
    await arm({ operation: 'joinMeetingRoom', outcome: 'room-full', times: 3 })
    await joinRoom()
    expect(await armed()).toMatchObject([{ times: 2 }])
  })

  it('answers until it is cleared, where it was told no number', async () => {
    await arm({ operation: 'joinMeetingRoom', outcome: 'room-full' })
    for (let call = 0; call < 5; call++) expect(await joinRoom()).toBe('room-full; forced')
    expect(jsonOf(await plane.control('DELETE', '/worlds/w/arms'))).toEqual({ count: 1 })
    expect(await joinRoom()).toBe('joined-as-user')
  })

  it('that is counted comes before one that is not, in the order of arming; of the others the latest counts', async () => {
    for (const what of [
      { outcome: 'room-full' },
      { outcome: 'room-locked' },
      { outcome: 'room-inactive', times: 1 },
      { outcome: 'room-not-found', times: 2 },
      { outcome: 'unauthorized', times: 1 },
    ])
      await arm({ operation: 'joinMeetingRoom', ...what })
    const got = []
    for (let call = 0; call < 6; call++) got.push((await joinRoom()).replace('; forced', ''))
    expect(got).toEqual([
      'room-inactive',
      'room-not-found',
      'room-not-found',
      'unauthorized',
      'room-locked',
      'room-locked',
    ])
  })

  it('answers its own operation only, and one for any answers all', async () => {
    await arm({ operation: 'joinMeetingRoom', outcome: 'room-full', times: 1 })
    expect([await joinChat(), await listChats(), await joinRoom()]).toEqual(['joined', 'listed', 'room-full; forced'])
    await arm({ status: 503, times: 3 })
    expect([await joinChat(), await listChats(), await joinRoom(), await joinRoom()]).toEqual([
      '503',
      '503',
      '503',
      'joined-as-user',
    ])
  })

  it('is not spent on paths and methods that there are not', async () => {
    await arm({ status: 500, times: 1 })
    expect((await plane.call('/nowhere', { world: 'w' })).status).toBe(404)
    expect((await plane.call(JOIN_ROOM, { world: 'w', method: 'DELETE' })).status).toBe(405)
    expect((await plane.call(JOIN_ROOM, { world: 'w', method: 'OPTIONS' })).status).toBe(204)
    expect((await plane.call('/', { world: 'w' })).status).toBe(200)
    expect(await joinRoom()).toBe('500')
  })

  it('is not spent by HEAD, which it answers all the same', async () => {
    await arm({ operation: 'listLivechatRooms', outcome: 'not-allowed', times: 1 })
    expect([await listChats('HEAD'), await listChats('HEAD'), await listChats(), await listChats()]).toEqual([
      'not-allowed; forced',
      'not-allowed; forced',
      'not-allowed; forced',
      'listed',
    ])
  })

  it('answers exactly as many of many calls at once', async () => {
    await arm({ operation: 'joinMeetingRoom', outcome: 'room-full', times: 7 })
    const got = await Promise.all(Array.from({ length: 40 }, () => joinRoom()))
    expect(got.filter((outcome) => outcome === 'room-full; forced')).toHaveLength(7)
    expect(got.filter((outcome) => outcome === 'joined-as-user')).toHaveLength(33)
  })

  it('changes no state and spends no call of a limit', async () => {
    const before = jsonOf(await plane.control('GET', '/worlds/w/snapshot'))['rows']
    await arm({ operation: 'joinVideoConference', outcome: 'joined', times: 3 })
    for (let call = 0; call < 3; call++) {
      const answer = await plane.call(JOIN_CALL, { world: 'w', as: 'agent', method: 'POST', body: CALL_BODY })
      expect(answer.headers).toMatchObject({ 'greenroom-outcome': 'joined; forced', 'x-ratelimit-remaining': '1' })
    }
    const { arms, ...rows } = {
      arms: null,
      ...Object(jsonOf(await plane.control('GET', '/worlds/w/snapshot'))['rows']),
    }
    expect(arms).toEqual({ '': [] })
    expect(rows).toEqual(before)
  })

  it('survives in a snapshot with what is left of it, and a reset clears it', async () => {
    await arm({ operation: 'joinMeetingRoom', outcome: 'room-full', times: 2 })
    await joinRoom()
    const snapshot = (await plane.control('GET', '/worlds/w/snapshot')).body
    await plane.control('POST', '/worlds/w/reset')
    expect(await armed()).toEqual([])
    expect(await joinRoom()).toBe('joined-as-user')
    await plane.control('PUT', '/worlds/w/snapshot', snapshot)
    expect([await joinRoom(), await joinRoom()]).toEqual(['room-full; forced', 'joined-as-user'])
  })

  it('is cleared for one operation alone; those of any operation stay', async () => {
    await arm({ operation: 'joinMeetingRoom', outcome: 'room-full' })
    await arm({ operation: 'joinMeetingRoom', status: 500, times: 1 })
    await arm({ operation: 'joinLivechatRoom', outcome: 'room-closed' })
    await arm({ latencyMs: 1 })
    expect(jsonOf(await plane.control('DELETE', '/worlds/w/arms?operation=joinMeetingRoom'))).toEqual({ count: 2 })
    expect(await armed()).toMatchObject([{ operation: 'joinLivechatRoom' }, { operation: null }])
    expect([await joinRoom(), await joinChat()]).toEqual(['joined-as-user', 'joined'])
    expect(jsonOf(await plane.control('DELETE', '/worlds/w/arms?operation=nope'))).toMatchObject({
      status: 400,
      pointer: '/query/operation',
    })
  })

  it('tells in the journal that it answered', async () => {
    await arm({ operation: 'joinMeetingRoom', outcome: 'room-full', times: 1 })
    await arm({ status: 502, times: 1 })
    await arm({ latencyMs: 1, times: 1 })
    for (let call = 0; call < 3; call++) await joinRoom()
    expect(jsonOf(await plane.control('GET', '/worlds/w/journal'))['entries']).toMatchObject([
      { outcome: 'room-full', status: 400, forced: 'arm', rule: null },
      { outcome: null, status: 502, forced: 'arm', rule: null },
      { outcome: 'joined-as-user', status: 201, forced: null, rule: 'joined-as-user' },
    ])
  })
})

describe('an armed server error', () => {
  it.each([500, 501, 502, 503, 504, 599])('is a problem with the status %i, and no outcome', async (status) => {
    await arm({ status, times: 1 })
    const answer = await plane.call(JOIN_ROOM, { world: 'w', method: 'POST', as: 'member' })
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/problem+json'])
    expect(answer.headers['greenroom-outcome']).toBeUndefined()
    expect(jsonOf(answer)['status']).toBe(status)
  })
})

describe('an armed latency', () => {
  /** Back when this many calls have been decided, whose answers may still be to come. */
  const decided = async (calls: number): Promise<void> => {
    const entries = async (): Promise<unknown> => jsonOf(await plane.control('GET', '/worlds/w/journal'))['entries']
    for (let n = 0; n < calls;) n = [await entries()].flat().length
  }
  /** A call that was made, and what has come of it so far. */
  const begun = (call: Promise<string>) => {
    const so = { far: null as string | null, end: call }
    so.end = call.catch(() => 'broken').then((outcome) => (so.far = outcome))
    return so
  }

  it('delays what the rules reach, for as long as it says, and nothing else', async () => {
    await arm({ operation: 'joinMeetingRoom', latencyMs: 60_000, times: 1 })
    using timers = standTimers()
    const slow = begun(joinRoom())
    await decided(1)
    expect([await joinChat(), slow.far]).toEqual(['joined', null])
    timers.pass(59_999)
    expect([await joinChat(), slow.far]).toEqual(['joined', null])
    timers.pass(1)
    expect(await slow.end).toBe('joined-as-user')
    expect(await joinRoom()).toBe('joined-as-user')
    expect(await armed()).toEqual([])
  })

  it.each([
    ['an armed outcome', { operation: 'joinMeetingRoom', outcome: 'room-full' }, 'room-full; forced'],
    ['an error', { status: 500 }, '500'],
    ['a broken connection', { reset: true }, 'broken'],
  ])('delays %s', async (_, what, outcome) => {
    await arm({ ...what, latencyMs: 60_000, times: 1 })
    using timers = standTimers()
    const slow = begun(joinRoom())
    await decided(1)
    timers.pass(59_999)
    expect([await joinChat(), slow.far]).toEqual(['joined', null])
    timers.pass(1)
    expect(await slow.end).toBe(outcome)
  })

  it('holds nobody else up: fifty slow calls are slow together', async () => {
    await arm({ latencyMs: 60_000 })
    using timers = standTimers()
    const slow = Array.from({ length: 50 }, () => begun(joinRoom()))
    await decided(50)
    expect(slow.map(({ far }) => far)).toEqual(slow.map(() => null))
    timers.pass(60_000)
    expect(new Set(await Promise.all(slow.map(({ end }) => end)))).toEqual(new Set(['joined-as-user']))
  })

  it('delays in process, too', async () => {
    const mock = createMock()
    await using world = await mock.world()
    await world.arm('joinMeetingRoom', { latency: 1000 }, { times: 1 })
    using timers = standTimers()
    const answer = mock.handle(new Request(`${world.url}${JOIN_ROOM}`, { method: 'POST' }))
    const slow = begun(answer.then(({ headers }) => String(headers.get('greenroom-outcome'))))
    await settle()
    timers.pass(999)
    await settle()
    expect(slow.far).toBeNull()
    timers.pass(1)
    expect(await slow.end).toBe('guest-name-missing')
  })
})

describe('an armed broken connection', () => {
  it('is a network error over a real port, once; the next call is answered', async () => {
    await arm({ operation: 'joinMeetingRoom', reset: true, times: 1 })
    await expect(joinRoom()).rejects.toMatchObject({ code: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) })
    expect(await joinRoom()).toBe('joined-as-user')
    expect(jsonOf(await plane.control('GET', '/worlds/w/journal'))['entries']).toMatchObject([
      { status: null, outcome: null, forced: 'arm' },
      { status: 201 },
    ])
  })

  it('is an error response by handle, and a failed fetch by MSW', async () => {
    const mock = createMock()
    await using world = await mock.world()
    await world.arm('joinMeetingRoom', { reset: true }, { times: 2 })
    const answer = await mock.handle(new Request(`${world.url}${JOIN_ROOM}`, { method: 'POST' }))
    expect([answer.type, answer.status]).toEqual(['error', 0])
    const network = setupServer(http.all('http://localhost/*', ({ request }) => mock.handle(request)))
    network.listen()
    try {
      await expect(fetch(`${world.url}${JOIN_ROOM}`, { method: 'POST' })).rejects.toThrow(TypeError)
      const next = await fetch(`${world.url}${JOIN_ROOM}`, {
        method: 'POST',
        headers: world.identities['member'] ?? {},
      })
      expect(next.headers.get('greenroom-outcome')).toBe('joined-as-user')
    } finally {
      network.close()
    }
  })
})
