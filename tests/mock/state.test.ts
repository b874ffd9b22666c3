import { describe, expect, it } from 'vitest'
import { createMock, type Mock } from '../../src/in-process.ts'
import type { MockOptions } from '../../src/mock/core.ts'
import { signToken } from '../../src/domain/jwt.ts'
import { joinLivechatRoom } from '../../src/domain/livechat.ts'
import { DEFAULT_WORLD } from '../../src/world/world-entry.ts'
import { setClock } from '../../src/world/clock.ts'
import { credentialsOf } from '../../src/world/identities.ts'
import { judging } from '../support/judged.ts'
import type { State } from '../../src/domain/state.ts'

const START = Date.parse('2026-03-03T10:30:00.000Z')

interface Answer {
  readonly status: number
  readonly outcome: string | null
  readonly headers: Headers
  readonly json: Record<string, unknown>
}

/** A mock on a clock that stands still, with a caller. */
function begin(options: MockOptions = {}) {
  const clock = setClock(START)
  const mock = createMock({ clock, ...options })
  const handle = judging('current', mock.handle)
  const call = async (
    as: string,
    method: string,
    target: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const answer = await handle(
      new Request(`http://localhost${target}`, {
        method,
        headers: {
          ...credentialsOf(mock.seed, as),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
    const text = await answer.text()
    return {
      status: answer.status,
      outcome: answer.headers.get('greenroom-outcome'),
      headers: answer.headers,
      json: text === '' ? {} : JSON.parse(text),
    }
  }
  return { clock, mock, call }
}

const read = async <T>(mock: Mock, look: (state: State) => T): Promise<T> =>
  mock.store.change(DEFAULT_WORLD, (state) => ({ result: look(state), writes: [] }))
const list = async (call: ReturnType<typeof begin>['call']): Promise<Record<string, unknown>[]> => {
  const { json } = await call('manager', 'GET', '/api/v1/livechat/rooms')
  return Array.isArray(json['rooms']) ? json['rooms'] : []
}
const join = '/api/v1/livechat/room.join?roomId=gMMeBpWyLeowCrzBv'

describe('joining a livechat room', () => {
  it('raises usersCount and _updatedAt in the list, and leaves everything else as it was', async () => {
    const { call } = begin()
    const [before] = await list(call)
    await call('agent', 'GET', join)
    const [after] = await list(call)
    expect(after).toEqual({ ...before, usersCount: 2, _updatedAt: '2026-03-03T10:30:00.000Z' })
    expect(Object.keys(after ?? {})).toEqual(Object.keys(before ?? {}))
  })

  it('changes nothing the second time', async () => {
    const { call, clock } = begin()
    await call('agent', 'GET', join)
    const once = await list(call)
    clock.advance(1000)
    expect((await call('agent', 'GET', join)).outcome).toBe('joined')
    expect(await list(call)).toEqual(once)
  })

  it('counts each person once', async () => {
    const { call } = begin()
    for (const as of ['agent', 'manager', 'agent', 'manager']) await call(as, 'GET', join)
    expect((await list(call))[0]).toMatchObject({ usersCount: 3 })
  })

  it('makes a subscription like that of a real server', async () => {
    const { call, mock } = begin()
    await call('agent', 'GET', join)
    const subscription = await read(mock, ({ subscriptions }) =>
      subscriptions.get('gMMeBpWyLeowCrzBv/rbAXPnMktTFbNpwtJ'),
    )
    expect(subscription).toMatchObject({
      rid: 'gMMeBpWyLeowCrzBv',
      name: 'Elsie Teng',
      t: 'l',
      open: true,
      alert: true,
      unread: 1,
      userMentions: 1,
      groupMentions: 0,
    })
    expect(subscription?.id).toMatch(/^[23456789A-HJ-NP-TW-Za-km-z]{17}$/)
  })

  it('leaves a message of the kind uj by who joined, once', async () => {
    const { call, mock } = begin()
    await call('agent', 'GET', join)
    await call('agent', 'GET', join)
    const writes: unknown[] = []
    await mock.store.change(DEFAULT_WORLD, (state, make) => {
      const headers = Object.fromEntries(
        Object.entries(credentialsOf(mock.seed, 'manager')).map(([name, value]) => [name.toLowerCase(), value]),
      )
      const faults = { unreadable: null, tooLarge: false, form: null }
      const asked = {
        params: {},
        query: { roomId: 'gMMeBpWyLeowCrzBv' },
        headers,
        body: {},
        faults,
        limit: { usedUp: false, seconds: 0 },
      }
      writes.push(...joinLivechatRoom.act(joinLivechatRoom.facts(state, asked), make).writes)
      return { result: null, writes: [] }
    })
    expect(writes).toContainEqual(
      expect.objectContaining({
        table: 'messages',
        value: expect.objectContaining({ t: 'uj', msg: 'manager', userId: 'f5vPj6jfkRXipkwoC', ts: START }),
      }),
    )
  })

  it('decides for HEAD, and joins nobody', async () => {
    const { call } = begin()
    const answer = await call('agent', 'HEAD', join)
    expect([answer.status, answer.outcome]).toEqual([200, 'joined'])
    expect((await list(call))[0]).toMatchObject({ usersCount: 1 })
  })

  it('lets an agent who has joined in again after another took the room', async () => {
    const { call, mock } = begin()
    await call('agent', 'GET', join)
    await mock.store.change(DEFAULT_WORLD, ({ livechatRooms }) => {
      const room = livechatRooms.get('gMMeBpWyLeowCrzBv')
      if (!room) throw new Error('the seed lacks its first room')
      return {
        result: null,
        writes: [
          {
            table: 'livechatRooms',
            key: room._id,
            value: { ...room, servedBy: { _id: 'jXb2wWc9596RhN4nd', username: 'murtaza1' } },
          },
        ],
      }
    })
    expect((await call('agent', 'GET', join)).outcome).toBe('joined')
  })

  it('changes nothing on a refusal', async () => {
    const { call } = begin()
    const before = await list(call)
    for (const room of ['rFbuWtpdyS5gQguLu', 'oY5N73aGJK7rn9THa', 'noSuchRoomHereAtA'])
      await call('agent', 'GET', `/api/v1/livechat/room.join?roomId=${room}`)
    for (const as of ['nobody', 'wrong-token', 'no-permission']) await call(as, 'GET', join)
    expect(await list(call)).toEqual(before)
  })
})

describe('the limit of video-conference.join', () => {
  const body = { callId: '697887e3c8b0533020781a4a' }
  const target = '/api/v1/video-conference.join'
  const told = ({ headers }: Answer) =>
    ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`x-ratelimit-${name}`)))

  it('lets two calls pass, refuses the third with the seconds left, and opens again at its reset to the millisecond', async () => {
    const { call, clock } = begin()
    expect(told(await call('no-permission', 'POST', target, body))).toEqual([2, 1, START + 5000])
    clock.advance(1500)
    expect(told(await call('no-permission', 'POST', target, body))).toEqual([2, 0, START + 5000])
    const refused = await call('no-permission', 'POST', target, body)
    expect([refused.status, refused.outcome, ...told(refused)]).toEqual([429, 'rate-limited', 2, 0, START + 5000])
    expect(refused.json['error']).toBe(
      'Error, too many requests. Please slow down. You must wait 4 seconds before trying this endpoint again. [error-too-many-requests]',
    )
    clock.advance(2600)
    expect((await call('no-permission', 'POST', target, body)).json['error']).toContain('You must wait 1 seconds')
    clock.advance(899)
    expect((await call('no-permission', 'POST', target, body)).outcome).toBe('rate-limited')
    clock.advance(1)
    expect(told(await call('no-permission', 'POST', target, body))).toEqual([2, 1, START + 10_000])
  })

  it('counts refusals that stand after it, but neither 401s nor HEAD, and shows headers exactly where it counts', async () => {
    const { call } = begin()
    for (let n = 0; n < 5; n++) {
      const refused = await call('wrong-token', 'POST', target, body)
      expect([refused.outcome, refused.headers.has('x-ratelimit-limit')]).toEqual(['not-logged-in', false])
    }
    expect((await call('no-permission', 'POST', target, {})).headers.get('x-ratelimit-remaining')).toBe('1')
    expect((await call('nobody', 'POST', target, { callId: 'none' })).headers.get('x-ratelimit-remaining')).toBe('0')
    expect((await call('no-permission', 'POST', target, body)).outcome).toBe('rate-limited')
  })

  it('is not enforced, and says nothing, where it is switched off', async () => {
    const { call } = begin({ rateLimit: false })
    for (let n = 0; n < 5; n++) {
      const { outcome, headers } = await call('no-permission', 'POST', target, body)
      expect([outcome, headers.has('x-ratelimit-limit')]).toEqual(['joined', false])
    }
  })

  it('holds for each address by itself, all loopback addresses being one', async () => {
    const { mock } = begin()
    const from = async (address: string): Promise<string | null> =>
      (
        await mock.answer({
          method: 'POST',
          target,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          bodyBytes: 40,
          isCut: false,
          address,
        })
      ).about.outcome
    expect([
      await from('127.0.0.1'),
      await from('::1'),
      await from('::ffff:127.0.0.1'),
      await from('10.0.0.7'),
    ]).toEqual(['joined', 'joined', 'rate-limited', 'joined'])
  })

  it('is not stretched by a clock that is set back', async () => {
    const { call, clock } = begin()
    for (let n = 0; n < 3; n++) await call('no-permission', 'POST', target, body)
    clock.advance(-3_600_000)
    expect((await call('no-permission', 'POST', target, body)).outcome).toBe('joined')
  })
})

describe('joining a video conference', () => {
  const target = '/api/v1/video-conference.join'

  it('adds a user once and counts each guest', async () => {
    const { call, mock } = begin({ rateLimit: false })
    for (const as of ['agent', 'agent', 'nobody', 'nobody', 'manager'])
      await call(as, 'POST', target, { callId: '697887e3c8b0533020781a4a' })
    const found = await read(mock, ({ calls }) => calls.get('697887e3c8b0533020781a4a'))
    expect(found).toMatchObject({ users: ['rbAXPnMktTFbNpwtJ', 'f5vPj6jfkRXipkwoC'], anonymousUsers: 2 })
  })

  it.each([
    ['a JSON text', 'application/json', '"x"', 'invalid-body'],
    ['a JSON null', 'application/json', 'null', 'invalid-body'],
    ['broken JSON', 'application/json', '{"callId":', 'missing-call-id'],
    ['an unknown member', 'application/json', '{"callId":"a","x":1}', 'invalid-body'],
    ['a number for the id', 'application/json', '{"callId":1}', 'invalid-body'],
    ['a form', 'application/x-www-form-urlencoded', 'callId=697887e3c8b0533020781a4a', 'joined'],
    [
      'a form whose mic is text',
      'application/x-www-form-urlencoded',
      'callId=697887e3c8b0533020781a4a&state[mic]=true',
      'invalid-body',
    ],
    ['another media type', 'text/plain', '{"callId":"697887e3c8b0533020781a4a"}', 'missing-call-id'],
    ['a null state', 'application/json; charset=utf-8', '{"callId":"697887e3c8b0533020781a4a","state":null}', 'joined'],
    ['a null mic', 'APPLICATION/JSON', '{"callId":"697887e3c8b0533020781a4a","state":{"mic":null}}', 'joined'],
  ])('takes %s for what it is', async (_, contentType, body, expected) => {
    const { mock } = begin()
    const answer = await judging(
      'current',
      mock.handle,
    )(new Request(`http://localhost${target}`, { method: 'POST', headers: { 'content-type': contentType }, body }))
    expect(answer.headers.get('greenroom-outcome')).toBe(expected)
  })

  it.each(['X-User-Id', 'X-Auth-Token'])('takes %s alone for wrong credentials, never for a guest', async (name) => {
    const { call, mock } = begin()
    const { [name]: value = '' } = credentialsOf(mock.seed, 'agent')
    const answer = await call('nobody', 'POST', target, { callId: '697887e3c8b0533020781a4a' }, { [name]: value })
    expect(answer.outcome).toBe('not-logged-in')
  })

  it('does not read a compressed body', async () => {
    const { call } = begin()
    expect(
      (await call('nobody', 'POST', target, { callId: '697887e3c8b0533020781a4a' }, { 'content-encoding': 'gzip' }))
        .outcome,
    ).toBe('missing-call-id')
    expect(
      (await call('guest', 'POST', '/rooms/abc-def-ghi/join', { guestName: 'a' }, { 'content-encoding': 'br' }))
        .outcome,
    ).toBe('malformed-body')
    expect(
      (await call('guest', 'POST', '/rooms/abc-def-ghi/join', { guestName: 'a' }, { 'content-encoding': 'identity' }))
        .outcome,
    ).toBe('joined-as-guest')
  })

  it('refuses callers without credentials where anonymous users may not read', async () => {
    const { call } = begin({ seed: 'empty' })
    expect((await call('nobody', 'POST', target, { callId: 'x' })).outcome).toBe('not-logged-in')
  })
})

describe('joining a meeting room', () => {
  const inside = async (mock: Mock, code: string) =>
    (await read(mock, ({ meetingRooms }) => meetingRooms.get(code)))?.inside ?? []
  const guest = (call: ReturnType<typeof begin>['call'], code: string, guestName: unknown = 'Jane') =>
    call('guest', 'POST', `/rooms/${code}/join`, { guestName })

  it('gives the last seat to one, and refuses the next', async () => {
    const { call } = begin()
    expect((await guest(call, 'one-lft-rom')).outcome).toBe('joined-as-guest')
    expect((await guest(call, 'one-lft-rom')).outcome).toBe('room-full')
  })

  it('gives one seat to exactly one of twenty who ask at once', async () => {
    const { call } = begin()
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, async () => (await guest(call, 'one-lft-rom')).outcome),
    )
    expect(outcomes.filter((outcome) => outcome === 'joined-as-guest')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'room-full')).toHaveLength(19)
  })

  it('replaces the older seat of a user who joins again, even in a full room', async () => {
    const { call, mock, clock } = begin()
    const first = await call('member', 'POST', '/rooms/one-lft-rom/join')
    clock.advance(1000)
    const second = await call('member', 'POST', '/rooms/one-lft-rom/join')
    expect(second.outcome).toBe('joined-as-user')
    expect(second.json['id']).not.toBe(first.json['id'])
    expect((await inside(mock, 'one-lft-rom')).map(({ id }) => id)).toContain(second.json['id'])
    expect(await inside(mock, 'one-lft-rom')).toHaveLength(3)
    const past = (await read(mock, ({ meetingRooms }) => meetingRooms.get('one-lft-rom')))?.past
    expect(past).toMatchObject([{ id: first.json['id'], isActive: false, leftAt: '2026-03-03T10:30:01.000Z' }])
  })

  it('seats two guests of one name as two', async () => {
    const { call, mock } = begin()
    await guest(call, 'abc-def-ghi')
    await guest(call, 'abc-def-ghi')
    expect(await inside(mock, 'abc-def-ghi')).toHaveLength(2)
  })

  it('finds a room by its code percent-encoded', async () => {
    const { call } = begin()
    expect((await guest(call, 'abc%2Ddef%2dghi')).outcome).toBe('joined-as-guest')
  })

  it('keeps the last hundred who left, and no more', async () => {
    const { call, mock } = begin()
    for (let n = 0; n < 120; n++) await call('member', 'POST', '/rooms/abc-def-ghi/join')
    expect((await read(mock, ({ meetingRooms }) => meetingRooms.get('abc-def-ghi')))?.past).toHaveLength(100)
  })

  it('knows the host by the token, and gives no user a guest name', async () => {
    const { call } = begin()
    const host = await call('host', 'POST', '/rooms/abc-def-ghi/join', { guestName: 'Somebody' })
    expect(host.json).toMatchObject({ userId: 'clx9z8y7x6w5v4u3t2s1r0q', guestName: null, isHost: true })
  })

  it.each([
    ['an inactive room that is locked and full', 'end-lck-ful', 'room-inactive'],
    ['a locked room that is full', 'lck-ful-rom', 'room-locked'],
    ['its locked room, for the host too', 'lck-rom-now', 'room-locked'],
    ['its full room, for the host too', 'ful-rom-now', 'room-full'],
    ['a code in capitals', 'ABC-DEF-GHI', 'room-not-found'],
    ['a code of another form', 'abcdefghi', 'room-not-found'],
  ])('answers for %s in the documented order', async (_, code, expected) => {
    const { call } = begin()
    expect((await call('host', 'POST', `/rooms/${code}/join`)).outcome).toBe(expected)
  })

  it.each([
    ['a space', ' ', 'joined-as-guest'],
    ['50 letters', 'x'.repeat(50), 'joined-as-guest'],
    ['51 letters', 'x'.repeat(51), 'guest-name-too-long'],
    ['50 emoji', '😀'.repeat(50), 'joined-as-guest'],
    ['50 hearts with variation selectors', '❤️'.repeat(50), 'joined-as-guest'],
    ['a number', 7, 'guest-name-missing'],
    ['a list', ['Jane'], 'guest-name-missing'],
    ['null', null, 'guest-name-missing'],
    ['an empty text', '', 'guest-name-too-short'],
    ['nothing but variation selectors', '\ufe0f\ufe0e', 'joined-as-guest'],
    ['51 variation selectors', '\ufe0f'.repeat(51), 'guest-name-too-long'],
    ['50 letters each with a text selector', 'x\ufe0e'.repeat(50), 'joined-as-guest'],
  ])('judges %s as a guest name', async (_, name, expected) => {
    const { call } = begin()
    const answer = await guest(call, 'abc-def-ghi', name)
    expect(answer.outcome).toBe(expected)
    if (expected === 'joined-as-guest') expect(answer.json['guestName']).toBe(name)
  })

  it('judges the name of a user too, but needs none', async () => {
    const { call } = begin()
    expect((await call('member', 'POST', '/rooms/abc-def-ghi/join', { guestName: '' })).outcome).toBe(
      'guest-name-too-short',
    )
    expect((await call('member', 'POST', '/rooms/abc-def-ghi/join', { guestName: 5 })).outcome).toBe(
      'guest-name-missing',
    )
    expect((await call('member', 'POST', '/rooms/abc-def-ghi/join', { guestName: null })).outcome).toBe(
      'joined-as-user',
    )
  })

  it.each([
    ['an empty one', 'Bearer', 'joined-as-guest'],
    ['another scheme', 'Basic abc', 'unauthorized'],
    ['rubbish', 'Bearer rubbish', 'unauthorized'],
    [
      'one signed with another key',
      `Bearer ${signToken('other', { sub: 'clx0a1b2c3d4e5f6g7h8i9j', issued: 0, expires: 9e9 })}`,
      'unauthorized',
    ],
    [
      'one of nobody known',
      `Bearer ${signToken('greenroom-documented-seed-key-not-a-secret', { sub: 'nobody', issued: 0, expires: 9e9 })}`,
      'unauthorized',
    ],
    [
      'one that ends this very second',
      `Bearer ${signToken('greenroom-documented-seed-key-not-a-secret', { sub: 'clx0a1b2c3d4e5f6g7h8i9j', issued: 0, expires: START / 1000 })}`,
      'unauthorized',
    ],
    [
      'one that ends the next second',
      `Bearer ${signToken('greenroom-documented-seed-key-not-a-secret', { sub: 'clx0a1b2c3d4e5f6g7h8i9j', issued: 0, expires: START / 1000 + 1 })}`,
      'joined-as-user',
    ],
  ])('takes %s for a token', async (_, authorization, expected) => {
    const { call } = begin()
    expect(
      (await call('guest', 'POST', '/rooms/abc-def-ghi/join', { guestName: 'Jane' }, { authorization })).outcome,
    ).toBe(expected)
  })
})

describe('foreign identities', () => {
  const strange = { 'x-user-id': 'someoneElse', 'x-auth-token': 'a-token-of-theirs' }

  it('are refused unless trusted', async () => {
    expect((await begin().call('nobody', 'GET', join, undefined, strange)).outcome).toBe('not-logged-in')
    expect((await begin({ trust: 'agent' }).call('nobody', 'GET', join, undefined, strange)).outcome).toBe('joined')
    expect((await begin({ trust: 'no-permission' }).call('nobody', 'GET', join, undefined, strange)).outcome).toBe(
      'missing-permission',
    )
  })

  it('bring tokens of a shared key, whose subjects need not be known here', async () => {
    const authorization = `Bearer ${signToken('shared key', { sub: 'user-of-theirs', issued: 0, expires: 9e9 })}`
    const answer = await begin({ jwtSecret: 'shared key' }).call(
      'guest',
      'POST',
      '/rooms/abc-def-ghi/join',
      undefined,
      { authorization },
    )
    expect(answer.json).toMatchObject({ userId: 'user-of-theirs', isHost: false })
  })

  it('bring any well-formed token where trusted, expired ones excepted', async () => {
    const bearer = (expires: number) => ({
      authorization: `Bearer ${signToken('a key of theirs', { sub: 'user-of-theirs', issued: 0, expires })}`,
    })
    const { call } = begin({ trust: 'agent' })
    expect((await call('guest', 'POST', '/rooms/abc-def-ghi/join', undefined, bearer(9e9))).outcome).toBe(
      'joined-as-user',
    )
    expect((await call('guest', 'POST', '/rooms/abc-def-ghi/join', undefined, bearer(9))).outcome).toBe('unauthorized')
    expect(
      (await call('guest', 'POST', '/rooms/abc-def-ghi/join', undefined, { authorization: 'Bearer x' })).outcome,
    ).toBe('unauthorized')
  })

  it('must be well-formed even where they are trusted', async () => {
    const { call } = begin({ trust: 'agent' })
    const long = { 'x-user-id': 'a', 'x-auth-token': 'x'.repeat(300) }
    expect((await call('nobody', 'GET', join, undefined, long)).outcome).toBe('not-logged-in')
  })

  it('are never checked with an empty key', () => {
    expect(() => createMock({ jwtSecret: '' })).toThrow('empty')
  })

  it('cannot be trusted as a role that does not exist', () => {
    expect(() => createMock({ trust: 'emperor' })).toThrow('there is no role emperor')
  })
})

it('keeps two mocks of one process apart', async () => {
  const [one, two] = [begin(), begin()]
  await one.call('agent', 'GET', join)
  expect((await list(two.call))[0]).toMatchObject({ usersCount: 1 })
})

it('spends no id on HEAD, so that what follows answers the same bytes', async () => {
  const subscription = async (before: boolean) => {
    const { call, mock } = begin({ salt: 'same' })
    if (before) await call('agent', 'HEAD', join)
    await call('agent', 'GET', join)
    return read(mock, ({ subscriptions }) => subscriptions.get('gMMeBpWyLeowCrzBv/rbAXPnMktTFbNpwtJ'))
  }
  expect(await subscription(true)).toEqual(await subscription(false))
})

it('answers the same bytes for the same seed, salt, clock and calls', async () => {
  const transcript = async () => {
    const { call } = begin({ salt: 'same' })
    const answers = []
    for (const as of ['member', 'guest', 'host', 'member'])
      answers.push((await call(as, 'POST', '/rooms/abc-def-ghi/join', { guestName: 'Jane' })).json)
    return answers
  }
  expect(await transcript()).toEqual(await transcript())
})
