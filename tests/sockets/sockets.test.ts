import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/server.ts'
import { HOST, MEMBER, tokenOf, type Identity, type World } from '../support/meeting-room.ts'
import { listen, patient, refusal, until, ways } from '../support/sockets.ts'
import { participantOf } from '../support/participant.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ sockets: patient })
})
afterAll(() => server.close())

const authOf = (world: World, as: Identity) => ({ auth: { token: tokenOf(world, as) } })

const LONG = 'guestName must be shorter than or equal to 50 characters'
const SHORT = 'guestName must be longer than or equal to 1 characters'
const codeMissing = { statusCode: 400, message: ['code must be a string'] }
const nameMissing = { statusCode: 400, message: [LONG, SHORT, 'guestName must be a string'] }
const nameTooShort = { statusCode: 400, message: [SHORT] }
const nameTooLong = { statusCode: 400, message: [LONG] }
const notFound = { statusCode: 404, message: 'Room not found' }
const inactive = { statusCode: 400, message: 'Room is no longer active' }
const locked = { statusCode: 403, message: 'Room is locked' }
const full = { statusCode: 400, message: 'Room is full' }

const jane = { guestName: 'Jane' }
const taken = (members: object) =>
  participantOf({
    id: expect.stringMatching(/^c[a-z0-9]{20,}$/),
    roomId: expect.stringMatching(/^c/),
    joinedAt: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
    ...members,
  })
const asGuest = (guestName: string) => taken({ guestName })
const asMember = taken({ userId: MEMBER })
const asHost = taken({ userId: HOST, isHost: true })

interface Row {
  readonly says: string
  readonly as?: Identity
  readonly facts?: readonly ('locked' | 'full' | 'inactive' | 'unknown' | 'last-seat')[]
  /** Beside the code. */
  readonly payload?: object
  /** In place of any payload. */
  readonly raw?: readonly unknown[]
  readonly ack: unknown
}

const rows: readonly Row[] = [
  { says: 'no payload', raw: [], ack: codeMissing },
  { says: 'a payload that is null', raw: [null], ack: codeMissing },
  { says: 'a payload that is a text', raw: ['abc-def-ghi'], ack: codeMissing },
  { says: 'a payload that is a list', raw: [['abc-def-ghi']], ack: codeMissing },
  { says: 'a code that is a number', raw: [{ code: 5, ...jane }], ack: codeMissing },
  {
    says: 'a code from the prototype',
    raw: [JSON.parse('{"__proto__":{"code":"a"}}')],
    ack: codeMissing,
  },
  { says: 'a guest without a name', payload: {}, ack: nameMissing },
  { says: 'a guest whose name is null', payload: { guestName: null }, ack: nameMissing },
  { says: 'a guest whose name is a number', payload: { guestName: 5 }, ack: nameMissing },
  { says: 'an empty name', payload: { guestName: '' }, ack: nameTooShort },
  { says: 'an empty name of a user', as: 'member', payload: { guestName: '' }, ack: nameTooShort },
  { says: 'a name of 51 emoji', payload: { guestName: '🦊'.repeat(51) }, ack: nameTooLong },
  { says: 'a name of 50 emoji', payload: { guestName: '🦊'.repeat(50) }, ack: asGuest('🦊'.repeat(50)) },
  { says: 'a name of blanks', payload: { guestName: '   ' }, ack: asGuest('   ') },
  { says: 'unknown members', payload: { ...jane, userId: 'x', displayName: 'y' }, ack: asGuest('Jane') },
  { says: 'a code of another form', raw: [{ code: 'ABC', ...jane }], ack: notFound },
  { says: 'a code in capitals', raw: [{ code: 'ABC-DEF-GHI', ...jane }], ack: notFound },
  { says: 'an unknown code', facts: ['unknown'], payload: jane, ack: notFound },
  { says: 'a room that is over', facts: ['inactive'], payload: jane, ack: inactive },
  {
    says: 'a room over, locked and full',
    facts: ['inactive', 'locked', 'full'],
    payload: jane,
    ack: inactive,
  },
  { says: 'a locked room', facts: ['locked'], payload: jane, ack: locked },
  { says: 'a room locked and full', facts: ['locked', 'full'], payload: jane, ack: locked },
  { says: 'a locked room, to its host', as: 'host', facts: ['locked'], ack: locked },
  { says: 'a full room', facts: ['full'], payload: jane, ack: full },
  { says: 'a full room, to its host', as: 'host', facts: ['full'], ack: full },
  { says: 'a guest', payload: jane, ack: asGuest('Jane') },
  { says: 'a user with a name', as: 'member', payload: { guestName: 'Nick' }, ack: asMember },
  { says: 'the host', as: 'host', ack: asHost },
  { says: 'the last seat', facts: ['last-seat'], payload: jane, ack: asGuest('Jane') },
]

describe.each(ways)('join-room over $name', ({ name, options }) => {
  // What is decided does not depend on the way; that each way works is held by all that follows.
  it.each(rows)('answers $says', { tags: name === 'WebSocket' ? [] : ['full'] }, async (row) => {
    const { as = 'guest', facts = [], payload = {}, raw, ack } = row
    await using world = await server.world()
    const { code = '' } = raw ? {} : await world.situation({ 'meeting-room': [...facts] })
    const to = { ...options, query: { world: world.name } }
    using inside = await listen(server.url, to)
    // In a room that takes somebody, one is inside to hear it.
    if (facts.length === 0 && code !== '') await inside.ask('join-room', { code, guestName: 'Observer' })
    using caller = await listen(server.url, { ...to, ...authOf(world, as) })
    const answer = await caller.ask('join-room', ...(raw ?? [{ code, ...payload }]))
    expect(answer).toEqual(ack)
    expect(Object.keys(Object(answer))).toEqual(Object.keys(Object(ack)))
    const isIn = typeof answer === 'object' && answer !== null && 'id' in answer
    expect(await inside.hears()).toEqual(
      isIn && facts.length === 0 ? [['user-joined', { participant: { socketId: caller.id, ...answer } }]] : [],
    )
    expect(await caller.hears()).toEqual([])
  })

  it('tells by an event who asks for no ack', async () => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': ['last-seat'] })
    using caller = await listen(`${server.url}/~${world.name}`, options)
    caller.socket.emit('join-room', { code, ...jane })
    caller.socket.emit('join-room', { code: 'no-such-one', ...jane })
    caller.socket.emit('join-room')
    await until(() => caller.heard.length === 3)
    expect(caller.heard).toEqual([
      ['room-joined', asGuest('Jane')],
      ['exception', notFound],
      ['exception', codeMissing],
    ])
  })

  it('refuses a token that is no good, in no namespace, and never takes its bearer for a guest', async () => {
    await using world = await server.world()
    const wrong = { message: 'Unauthorized', data: { statusCode: 401, message: 'Unauthorized' } }
    for (const token of ['x', ' ', 5, {}, true, tokenOf(world, 'expired-token'), `${tokenOf(world, 'member')}x`])
      expect(
        await refusal(server.url, { ...options, auth: { token, world: world.name } }),
        JSON.stringify(token),
      ).toEqual(wrong)
    expect(
      await refusal(`${server.url}/~${world.name}`, { ...options, extraHeaders: { authorization: 'Bearer x' } }),
    ).toEqual(wrong)
  })

  it.each([[undefined], [null], ['']])('takes the token %j for none', async (token) => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': [] })
    using caller = await listen(server.url, { ...options, auth: { token, world: world.name } })
    expect(await caller.ask('join-room', { code })).toEqual(nameMissing)
    expect(await caller.ask('join-room', { code, ...jane })).toEqual(asGuest('Jane'))
  })
})

describe('an identity', () => {
  it('is that of the connection, for as long as that lasts', async () => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': [] })
    using member = await listen(server.url, { auth: { ...authOf(world, 'member').auth, world: world.name } })
    await world.clock.set('2101-01-01T00:00:00.000Z')
    expect(await member.ask('join-room', { code })).toEqual(asMember)
  })

  it('may come as a header, too', async () => {
    await using world = await server.world()
    const { code } = await world.situation({ 'meeting-room': [] })
    const extraHeaders = { ...world.headers, ...world.identities.host }
    using host = await listen(server.url, { extraHeaders })
    expect(await host.ask('join-room', { code })).toEqual(asHost)
  })
})
