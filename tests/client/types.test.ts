import { afterAll, beforeAll, expect, expectTypeOf, it } from 'vitest'
import type { Duration } from '../../src/client/duration.ts'
import type { connect, GreenroomEvent, Situation, TestWorld, WorldJournal } from '../../src/client/connect.ts'
import { createMock, type Mock } from '../../src/in-process.ts'
import { faultOf } from '../support/ways.ts'

/*
 * What an editor says of slips, held by the compiler: a line below `@ts-expect-error` must not compile. All else here is run: what
 * compiles works, and what does not is refused by the mock in its own words.
 */

let mock: Mock
let world: TestWorld
beforeAll(async () => void (mock = createMock()))
beforeAll(async () => void (world = await mock.world()))
afterAll(() => world[Symbol.asyncDispose]())

/** What a slip is answered by who has no compiler. */
const said = async (slip: () => unknown): Promise<string> => (await faultOf(slip)).message

it('names the values of a situation, and no others', async () => {
  const { code } = await world.situation({ 'meeting-room': ['locked', 'full'] })
  expectTypeOf(code).toEqualTypeOf<string>()
  expect(code).toMatch(/^\w{3}-\w{3}-\w{3}$/)
  const both = await world.situation({ 'livechat-room': [], call: ['private'] })
  expectTypeOf(both).toEqualTypeOf<{ readonly roomId: string; readonly callId: string }>()
  expect(both).toEqual({ roomId: expect.stringMatching(/^\w{17}$/), callId: expect.stringMatching(/^[\da-f]{24}$/) })
  const nothing = await world.situation({ limit: ['used-up'] }, { operation: 'joinVideoConference' })
  expectTypeOf<keyof typeof nothing>().toEqualTypeOf<never>()
  expect(nothing).toEqual({})
  // @ts-expect-error A room has no callId.
  expect((await world.situation({ 'meeting-room': [] })).callId).toBeUndefined()
})

it('knows subjects and their facts', async () => {
  // @ts-expect-error There is no such subject.
  expect(await said(() => world.situation({ room: ['locked'] }))).toContain('/situation/room is not allowed')
  // @ts-expect-error A meeting room is not closed, but inactive.
  expect(await said(() => world.situation({ 'meeting-room': ['closed'] }))).toContain('inactive')
  // @ts-expect-error A fact is in a list.
  expect(await said(() => world.situation({ call: 'private' }))).toContain('/situation/call must be array')
  // @ts-expect-error There is no such operation.
  expect(await said(() => world.situation({ limit: [] }, { operation: 'joinCall' }))).toContain('joinVideoConference')
  // @ts-expect-error There is no such option.
  expect(await said(() => world.situation({ limit: [] }, { host: '::1' }))).toContain('/host is not allowed')
  expectTypeOf<{ readonly call: readonly ['private'] }>().toExtend<Situation>()
  expectTypeOf<{ readonly call: readonly ['locked'] }>().not.toExtend<Situation>()
})

it('knows the outcomes of each operation', async () => {
  await world.arm('joinMeetingRoom', 'room-full', { times: 2, latency: 100 })
  await world.arm('joinLivechatRoom', { status: 503 }, { times: 1 })
  await world.arm(null, { reset: true })
  await world.arm(null, { latency: 5 })
  expect(await world.arms()).toHaveLength(4)
  // @ts-expect-error No operation has this outcome.
  expect(await said(() => world.arm('joinMeetingRoom', 'room-fll'))).toContain('room-full')
  // @ts-expect-error This outcome is of another operation.
  expect(await said(() => world.arm('joinMeetingRoom', 'room-closed'))).toContain('room-locked')
  // @ts-expect-error There is no such operation.
  expect(await said(() => world.arm('joinRoom', 'room-full'))).toContain('joinMeetingRoom')
  // @ts-expect-error There is no such option.
  expect(await said(() => world.arm('joinMeetingRoom', 'room-full', { count: 2 }))).toContain('/count is not allowed')
  // @ts-expect-error A reset is true, or not there.
  expect(await said(() => world.arm(null, { reset: false }))).toContain('/reset must be true')
  // @ts-expect-error A status is a number.
  expect(await said(() => world.arm(null, { status: '500' }))).toContain('/status must be integer')
  // @ts-expect-error There is no such operation to disarm.
  expect(await said(() => world.disarm('everything'))).toContain('joinMeetingRoom')
  expect(await world.arms()).toHaveLength(4)
  // @ts-expect-error An outcome belongs to an operation; the mock alone could tell which, as long as only one has it.
  expect(await world.arm(null, 'room-full')).toMatchObject({ operation: 'joinMeetingRoom' })
  await world.disarm()
})

it('knows what a journal can be asked for', async () => {
  const { journal } = world
  const enter = (code: string): Promise<Response> =>
    mock.handle(new Request(`${world.url}/rooms/${code}/join`, { method: 'POST', headers: world.identities.member }))
  for (const code of ['ful-rom-now', 'lck-rom-now']) await enter(code)
  const { outcome, status } = await journal.next()
  expectTypeOf(outcome).toEqualTypeOf<string | null>()
  expectTypeOf(status).toEqualTypeOf<number | null>()
  const next = await journal.next({ operation: 'joinMeetingRoom', outcome: 'room-locked' }, { timeout: '2s' })
  expect([status, next.status]).toEqual([400, 403])
  expect(await journal.list({ method: 'GET', forced: true, status: 400 })).toEqual([])
  expect(await journal.list({ outcome: 'room-closed', forced: false })).toEqual([])
  // @ts-expect-error This outcome is of another operation.
  const never = journal.next({ operation: 'joinMeetingRoom', outcome: 'room-closed' }, { timeout: 0 })
  expect(await said(() => never)).toContain('no call matched')
  // @ts-expect-error No operation has this outcome.
  expect(await said(() => journal.next({ outcome: 'full' }))).toContain('room-full')
  // @ts-expect-error There is no such filter.
  expect(await said(() => journal.list({ path: '/rooms' }))).toContain('/query/path is not allowed')
  // @ts-expect-error This is not a duration.
  expect(await said(() => journal.next({}, { timeout: '2 seconds' }))).toContain('not a duration')
  // @ts-expect-error There is no such option.
  expect(await said(() => journal.next({}, { timeout: 0, wait: 5 }))).toContain('within 0 ms')
  expectTypeOf<WorldJournal['clear']>().returns.toEqualTypeOf<Promise<void>>()
  expectTypeOf<5 | '5s' | '-1.5h'>().toExtend<Duration>()
  expectTypeOf<'5w'>().not.toExtend<Duration>()
})

it('knows the rows of each table', async () => {
  expect(await world.meetingRooms.change('abc-def-ghi', { isLocked: true })).toMatchObject({ isLocked: true })
  expect(await world.people.change('rbAXPnMktTFbNpwtJ', { authToken: null })).toMatchObject({ authToken: null })
  expect(await world.meetingRooms.seat('abc-def-ghi', { guestName: 'Jane' })).toMatchObject({ guestName: 'Jane' })
  const { rows } = await world.calls.list({ offset: 0, limit: 1 })
  expectTypeOf(rows[0]?.members).toEqualTypeOf<readonly string[] | null | undefined>()
  expect(rows).toEqual([expect.objectContaining({ members: null })])
  // @ts-expect-error There is no such member.
  expect(await said(() => world.meetingRooms.change('abc-def-ghi', { locked: true }))).toContain(
    '/locked is not allowed',
  )
  // @ts-expect-error It is a boolean.
  expect(await said(() => world.meetingRooms.change('abc-def-ghi', { isLocked: 'true' }))).toContain('must be boolean')
  // @ts-expect-error A person has more members than that.
  expect(await said(() => world.people.put('somebody', { id: 'somebody' }))).toContain("property 'username'")
  // @ts-expect-error Calls have no seats.
  expect(world.calls.seat).toBeUndefined()
  // @ts-expect-error A seat has no name, but a guestName.
  expect(await said(() => world.meetingRooms.seat('abc-def-ghi', { name: 'Jane' }))).toContain('/name is not allowed')
  // @ts-expect-error There is no such option.
  expect(await said(() => world.calls.list({ page: 2 }))).toContain('/query/page is not allowed')
})

it('knows how a world is made and attached to', async () => {
  await using made = await mock.world({ name: 'checkout', seed: 'empty', salt: 's', clock: 'real', rateLimit: false })
  expect([made.name, (await made.clock.read()).mode]).toEqual(['checkout', 'running'])
  // @ts-expect-error There is no such option.
  expect(await said(() => mock.world({ seeds: 'documented' }))).toContain('/seeds is not allowed')
  // @ts-expect-error A clock is real, or that of the seed.
  expect(await said(() => mock.world({ clock: 'frozen' }))).toContain('/clock must be one of real, seed')
  // @ts-expect-error A world is attached to by its name.
  expect(await said(() => mock.attach({ name: 'checkout' }))).toContain('There is no world')
})

it('knows how one connects, and which events there are', () => {
  expectTypeOf<{ port: number }>().toExtend<NonNullable<Parameters<typeof connect>[0]>>()
  expectTypeOf<{ port: string }>().not.toExtend<NonNullable<Parameters<typeof connect>[0]>>()
  expectTypeOf<'host'>().not.toExtend<keyof NonNullable<Parameters<typeof connect>[0]>>()
  const told = (event: GreenroomEvent): string | number => {
    if (event.kind === 'exchange') return event.data.cause
    if (event.kind === 'lost') return event.data.count
    expectTypeOf(event.data.why).toEqualTypeOf<'asked' | 'first use' | 'idle' | 'lost'>()
    return event.data.why
  }
  expect(told({ kind: 'lost', data: { count: 7 } })).toBe(7)
})
