import { expect, it } from 'vitest'
import { standTimers } from '../../tests/support/timers.ts'
import { setClock } from '../world/clock.ts'
import { createCore, type Core } from './core.ts'
import { asAck, type HeldSeat, type SocketCall, type WorldEntry } from './socket-calls.ts'

const code = 'abc-def-ghi'

const callIn = (world: WorldEntry, seat: HeldSeat | null = null): SocketCall => ({
  world,
  socket: { id: 'socket-1', caller: { kind: 'nobody' }, seat },
  payload: { code, guestName: 'Jane Smith' },
  headers: { a: 'b' },
  address: '::1',
  namespace: '/',
})

const inside = async ({ store }: Core): Promise<string[]> =>
  store.change('w', ({ meetingRooms }) => ({
    result: meetingRooms.get(code)?.inside.map(({ id }) => id) ?? [],
    writes: [],
  }))

/** A new world named `w`, in whose room someone sits. */
async function seated(core: Core) {
  const world = await core.worlds.make('w', core.worlds.default.recipe)
  if ('kind' in world) throw new Error(world.kind)
  await core.sockets().event('join-room', callIn(world))
  const [participantId = ''] = await inside(core)
  return { world, seat: { code, participantId } }
}

it('a closed socket of a dropped world gives up no seat in the next one of that name, whose ids are the same', async () => {
  const core = createCore()
  const old = await seated(core)
  await core.worlds.drop('w')
  const { world, seat } = await seated(core)
  expect(seat).toEqual(old.seat)
  expect(await core.sockets().disconnect(callIn(old.world, old.seat), 'transport close')).toBeUndefined()
  expect(await inside(core)).toEqual([seat.participantId])
  await core.sockets().disconnect(callIn(world, seat), 'transport close')
  expect(await inside(core)).toEqual([])
})

it('a call from a socket is a use of its world, which is dropped after an hour without any', async () => {
  using timers = standTimers({ clock: true })
  const core = createCore()
  const { world } = await seated(core)
  const isThereAfter = (minutes: number): boolean => {
    timers.pass(minutes * 60_000)
    void core.worlds.sweep()
    return core.worlds.get('w') !== undefined
  }
  expect([0, 40].map(isThereAfter)).toEqual([true, true])
  await core.sockets().event('join-room', callIn(world))
  expect([40, 60].map(isThereAfter)).toEqual([true, false])
})

it('a connection is in the world that it names, else in the default one, unless worlds must be named', async () => {
  const core = createCore()
  expect(await core.sockets().enter(null)).toBe(core.worlds.default)
  expect(await core.sockets().enter('qa')).toMatchObject({ name: 'qa' })
  const strict = createCore({ requireWorld: true }).sockets()
  expect([await strict.enter(null), await strict.enter('qa')]).toMatchObject([{ status: 400 }, { name: 'qa' }])
  expect(await createCore({ worlds: 'explicit' }).sockets().enter('qa')).toMatchObject({ status: 404 })
})

it('a caller is known by a token alone', async () => {
  const { sockets, worlds, store } = createCore()
  const identify = async (headers: SocketCall['headers']) => sockets().identify(worlds.default, headers)
  const id = 'clx9z8y7x6w5v4u3t2s1r0q'
  const token = await store.change('default', (state) => ({ result: state.tokenFor(id), writes: [] }))
  expect(await identify({ authorization: `Bearer ${token}` })).toMatchObject({ kind: 'person', person: { id } })
  expect([await identify({}), await identify({ authorization: 'Bearer x' })]).toEqual([
    { kind: 'nobody' },
    { kind: 'wrong' },
  ])
})

it('events are recorded as they came; an unknown one gets nothing, and is told with those that are known', async () => {
  const core = createCore({ clock: setClock(7_000) })
  const { world, seat } = await seated(core)
  const unknown = await core.sockets().event('dance', { ...callIn(world, seat), payload: undefined })
  expect(unknown).toMatchObject({ isNowhere: true, status: 0, world: 'w', about: { outcome: null } })
  const known = 'unknown event, so no ack; known events: join-room, leave-room, lock-room, end-room'
  expect(unknown.about.cause).toBe(known)
  const inDialect = await core
    .sockets()
    .event('dance', { ...callIn(world, seat), payload: undefined, alsoKnown: ['hop'] })
  expect(inDialect.about.cause).toBe(`${known}, hop`)
  expect(await core.sockets().disconnect(callIn(world, seat), 'gone')).toMatchObject({
    about: { cause: 'gone; the seat is free again' },
  })
  expect(await core.sockets().disconnect(callIn(world), 'gone')).toMatchObject({ about: { cause: 'gone' } })
  expect(world.journal.since(0).map(({ request: { method, target, body } }) => [method, target, body])).toEqual([
    ['EVENT', 'join-room', JSON.stringify({ code, guestName: 'Jane Smith' })],
    ['EVENT', 'dance', ''],
    ['EVENT', 'dance', ''],
    ['DISCONNECT', '/', JSON.stringify({ code, guestName: 'Jane Smith' })],
    ['DISCONNECT', '/', JSON.stringify({ code, guestName: 'Jane Smith' })],
  ])
  expect(world.journal.since(0).map(({ at, request }) => [at, request.headers])).toEqual(
    Array.from({ length: 5 }, () => [7_000, { a: 'b' }]),
  )
})

it('what a socket sent before its world began anew counts no more, and gives up no seat', async () => {
  const core = createCore()
  const { world, seat } = await seated(core)
  const over = { ...callIn(world, seat), isOver: () => true }
  const late = async (): Promise<unknown> => core.sockets().event('join-room', over)
  await expect(late()).rejects.toThrow('the world w does not exist')
  expect(await core.sockets().disconnect(over, 'gone')).toMatchObject({ about: { cause: 'gone' } })
  expect(await inside(core)).toEqual([seat.participantId])
})

it('an answer that no contract documents is an ack with its status, and its detail or the name of the status', () => {
  const about = { outcome: null, operation: null, cause: '', forced: null }
  const made = { status: 503, headers: [], body: '{"detail":"The world is full."}', about }
  const ackOf = (more: object): unknown => JSON.parse(asAck({ ...made, ...more }).body)
  expect(ackOf({})).toEqual({ statusCode: 503, message: 'The world is full.' })
  expect(ackOf({ body: '{}' })).toEqual({ statusCode: 503, message: 'Service unavailable' })
  expect(ackOf({ about: { ...about, forced: 'arm' } })).toEqual({ statusCode: 503, message: 'Service unavailable' })
  for (const whole of [
    { ...made, about: { ...about, outcome: 'room-full' } },
    { ...made, breaks: true as const },
  ])
    expect(asAck(whole)).toBe(whole)
})

it('a connection is recorded with its namespace, and refused with a wrong token', async () => {
  const core = createCore()
  const { default: world } = core.worlds
  const wrong = { ...callIn(world), payload: undefined, headers: { authorization: 'Bearer x' }, namespace: '/~default' }
  expect(await core.sockets().connect(wrong)).toMatchObject({ status: 401, world: 'default' })
  expect(world.journal.since(0)).toMatchObject([
    { request: { method: 'CONNECT', target: '/~default', body: '' }, answer: { status: 401 } },
  ])
})

it('the faces of sockets are by their events, without connecting, which has none', () => {
  const { faces } = createCore().sockets()
  expect([...faces].map(([event, face]) => [event, face.operation])).toEqual([
    ['join-room', 'joinMeetingRoom'],
    ['leave-room', 'leaveMeetingRoom'],
    ['lock-room', 'lockMeetingRoom'],
    ['end-room', 'endMeetingRoom'],
  ])
})
