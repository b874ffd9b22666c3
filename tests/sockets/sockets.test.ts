import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { socketFaces } from '../../src/contract/compiled/socket-faces.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import { listen, refusal, until, ways } from '../support/sockets.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

type World = Awaited<ReturnType<RunningServer['world']>>
type Identity = 'host' | 'member' | 'guest' | 'expired-token'
const tokenOf = (world: World, as: Identity): string | undefined =>
  world.identities[as]?.['Authorization']?.replace('Bearer ', '')
const authOf = (world: World, as: Identity) => ({ auth: { token: tokenOf(world, as) } })

const bodyOf = (operation: string, outcome: string): unknown =>
  JSON.parse(
    socketFaces.find((face) => face.operation === operation)?.outcomes.find(({ name }) => name === outcome)?.example ??
      'null',
  )
const refusedBy = (outcome: string): unknown => bodyOf('joinMeetingRoom', outcome)

const jane = { guestName: 'Jane' }
const taken = (members: object) => ({
  id: expect.stringMatching(/^c[a-z0-9]{20,}$/),
  roomId: expect.stringMatching(/^c/),
  userId: null,
  guestName: null,
  isActive: true,
  isHost: false,
  joinedAt: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
  leftAt: null,
  ...members,
})
const asGuest = (guestName: string) => taken({ guestName })
const asMember = taken({ userId: 'clx0a1b2c3d4e5f6g7h8i9j' })
const asHost = taken({ userId: 'clx9z8y7x6w5v4u3t2s1r0q', isHost: true })

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
  { says: 'no payload', raw: [], ack: refusedBy('code-missing') },
  { says: 'a payload that is null', raw: [null], ack: refusedBy('code-missing') },
  { says: 'a payload that is a text', raw: ['abc-def-ghi'], ack: refusedBy('code-missing') },
  { says: 'a payload that is a list', raw: [['abc-def-ghi']], ack: refusedBy('code-missing') },
  { says: 'a code that is a number', raw: [{ code: 5, ...jane }], ack: refusedBy('code-missing') },
  {
    says: 'a code from the prototype',
    raw: [JSON.parse('{"__proto__":{"code":"a"}}')],
    ack: refusedBy('code-missing'),
  },
  { says: 'a guest without a name', payload: {}, ack: refusedBy('guest-name-missing') },
  { says: 'a guest whose name is null', payload: { guestName: null }, ack: refusedBy('guest-name-missing') },
  { says: 'a guest whose name is a number', payload: { guestName: 5 }, ack: refusedBy('guest-name-missing') },
  { says: 'an empty name', payload: { guestName: '' }, ack: refusedBy('guest-name-too-short') },
  { says: 'an empty name of a user', as: 'member', payload: { guestName: '' }, ack: refusedBy('guest-name-too-short') },
  { says: 'a name of 51 emoji', payload: { guestName: '🦊'.repeat(51) }, ack: refusedBy('guest-name-too-long') },
  { says: 'a name of 50 emoji', payload: { guestName: '🦊'.repeat(50) }, ack: asGuest('🦊'.repeat(50)) },
  { says: 'a name of blanks', payload: { guestName: '   ' }, ack: asGuest('   ') },
  { says: 'unknown members', payload: { ...jane, userId: 'x', displayName: 'y' }, ack: asGuest('Jane') },
  { says: 'a code of another form', raw: [{ code: 'ABC', ...jane }], ack: refusedBy('room-not-found') },
  { says: 'a code in capitals', raw: [{ code: 'ABC-DEF-GHI', ...jane }], ack: refusedBy('room-not-found') },
  { says: 'an unknown code', facts: ['unknown'], payload: jane, ack: refusedBy('room-not-found') },
  { says: 'a room that is over', facts: ['inactive'], payload: jane, ack: refusedBy('room-inactive') },
  {
    says: 'a room over, locked and full',
    facts: ['inactive', 'locked', 'full'],
    payload: jane,
    ack: refusedBy('room-inactive'),
  },
  { says: 'a locked room', facts: ['locked'], payload: jane, ack: refusedBy('room-locked') },
  { says: 'a room locked and full', facts: ['locked', 'full'], payload: jane, ack: refusedBy('room-locked') },
  { says: 'a locked room, to its host', as: 'host', facts: ['locked'], ack: refusedBy('room-locked') },
  { says: 'a full room', facts: ['full'], payload: jane, ack: refusedBy('room-full') },
  { says: 'a full room, to its host', as: 'host', facts: ['full'], ack: refusedBy('room-full') },
  { says: 'a guest', payload: jane, ack: asGuest('Jane') },
  { says: 'a user with a name', as: 'member', payload: { guestName: 'Nick' }, ack: asMember },
  { says: 'the host', as: 'host', ack: asHost },
  { says: 'the last seat', facts: ['last-seat'], payload: jane, ack: asGuest('Jane') },
]

describe.each(ways)('join-room over $name', ({ options }) => {
  it.each(rows)('answers $says', async ({ as = 'guest', facts = [], payload = {}, raw, ack }) => {
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
      ['exception', refusedBy('room-not-found')],
      ['exception', refusedBy('code-missing')],
    ])
  })

  it('refuses a token that is no good, in no namespace, and never takes its bearer for a guest', async () => {
    await using world = await server.world()
    const wrong = { message: 'Unauthorized', data: { statusCode: 401, message: 'Unauthorized' } }
    for (const token of ['x', 5, {}, true, tokenOf(world, 'expired-token'), `${tokenOf(world, 'member')}x`])
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
    expect(await caller.ask('join-room', { code })).toEqual(refusedBy('guest-name-missing'))
    expect(await caller.ask('join-room', { code, ...jane })).toEqual(asGuest('Jane'))
  })

  it('leaves an event that there is not unanswered', async () => {
    await using world = await server.world()
    using caller = await listen(server.url, { ...options, query: { world: world.name } })
    await expect(caller.socket.timeout(100).emitWithAck('mute-participant', {})).rejects.toThrow('timed out')
    expect(await caller.hears()).toEqual([])
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
