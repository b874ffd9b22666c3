import { expectTypeOf, it } from 'vitest'
import type { Duration } from '../../src/client/duration.ts'
import type { Situation, TestWorld, WorldJournal } from '../../src/client/connect.ts'
import { connect } from '../../src/client/connect.ts'
import { createMock } from '../../src/in-process.ts'

/*
 * What an editor says of slips, held by the compiler: a line below `@ts-expect-error` must not compile. Nothing of it runs but
 * the last test, which proves that what does compile also works.
 */

const compiled: ((world: TestWorld) => Promise<void>)[] = []
const neverRun = (work: (world: TestWorld) => Promise<void>): number => compiled.push(work)

it('names the values of a situation, and no others', () => {
  neverRun(async (world) => {
    const { code } = await world.situation({ 'meeting-room': ['locked', 'full'] })
    expectTypeOf(code).toEqualTypeOf<string>()
    const both = await world.situation({ 'livechat-room': [], call: ['private'] })
    expectTypeOf(both).toEqualTypeOf<{ readonly roomId: string; readonly callId: string }>()
    const nothing = await world.situation({ limit: ['used-up'] }, { operation: 'joinVideoConference' })
    expectTypeOf<keyof typeof nothing>().toEqualTypeOf<never>()
    // @ts-expect-error A room has no callId.
    void (await world.situation({ 'meeting-room': [] })).callId
  })
})

it('knows subjects and their facts', () => {
  neverRun(async (world) => {
    // @ts-expect-error There is no such subject.
    await world.situation({ room: ['locked'] })
    // @ts-expect-error A meeting room is not closed, but inactive.
    await world.situation({ 'meeting-room': ['closed'] })
    // @ts-expect-error A fact is in a list.
    await world.situation({ call: 'private' })
    // @ts-expect-error There is no such operation.
    await world.situation({ limit: ['used-up'] }, { operation: 'joinCall' })
    // @ts-expect-error There is no such option.
    await world.situation({ limit: ['used-up'] }, { host: '127.0.0.1' })
  })
  expectTypeOf<{ readonly call: readonly ['private'] }>().toExtend<Situation>()
  expectTypeOf<{ readonly call: readonly ['locked'] }>().not.toExtend<Situation>()
})

it('knows the outcomes of each operation', () => {
  neverRun(async (world) => {
    await world.arm('joinMeetingRoom', 'room-full', { times: 2, latency: 100 })
    await world.arm('joinLivechatRoom', { status: 503 }, { times: 1 })
    await world.arm(null, { reset: true })
    await world.arm(null, { latency: 5 })
    // @ts-expect-error No operation has this outcome.
    await world.arm('joinMeetingRoom', 'room-fll')
    // @ts-expect-error This outcome is of another operation.
    await world.arm('joinMeetingRoom', 'room-closed')
    // @ts-expect-error There is no such operation.
    await world.arm('joinRoom', 'room-full')
    // @ts-expect-error An outcome belongs to an operation.
    await world.arm(null, 'room-full')
    // @ts-expect-error There is no such option.
    await world.arm('joinMeetingRoom', 'room-full', { count: 2 })
    // @ts-expect-error A reset is true, or not there.
    await world.arm(null, { reset: false })
    // @ts-expect-error A status is a number.
    await world.arm(null, { status: '500' })
    // @ts-expect-error There is no such operation to disarm.
    await world.disarm('everything')
  })
})

it('knows what a journal can be asked for', () => {
  neverRun(async ({ journal }) => {
    await journal.next()
    await journal.next({ operation: 'joinMeetingRoom', outcome: 'room-full' }, { timeout: '2s' })
    await journal.list({ method: 'GET', forced: true, status: 400 })
    // @ts-expect-error This outcome is of another operation.
    await journal.next({ operation: 'joinMeetingRoom', outcome: 'room-closed' })
    await journal.next({ outcome: 'room-full' })
    await journal.list({ outcome: 'room-closed', forced: false })
    // @ts-expect-error No operation has this outcome.
    await journal.next({ outcome: 'full' })
    // @ts-expect-error There is no such filter.
    await journal.list({ path: '/rooms' })
    // @ts-expect-error This is no span of time.
    await journal.next({}, { timeout: '2 seconds' })
    // @ts-expect-error There is no such option.
    await journal.next({}, { wait: 5 })
    const { outcome, status } = await journal.next()
    expectTypeOf(outcome).toEqualTypeOf<string | null>()
    expectTypeOf(status).toEqualTypeOf<number | null>()
  })
  expectTypeOf<WorldJournal['clear']>().returns.toEqualTypeOf<Promise<void>>()
  expectTypeOf<5 | '5s' | '-1.5h'>().toExtend<Duration>()
  expectTypeOf<'5w'>().not.toExtend<Duration>()
})

it('knows the rows of each table', () => {
  neverRun(async (world) => {
    await world.meetingRooms.change('abc-def-ghi', { isLocked: true })
    await world.people.change('somebody', { authToken: null })
    await world.meetingRooms.seat('abc-def-ghi', { guestName: 'Jane' })
    const { rows } = await world.calls.list({ offset: 0, limit: 5 })
    expectTypeOf(rows[0]?.members).toEqualTypeOf<readonly string[] | null | undefined>()
    // @ts-expect-error There is no such member.
    await world.meetingRooms.change('abc-def-ghi', { locked: true })
    // @ts-expect-error It is a boolean.
    await world.meetingRooms.change('abc-def-ghi', { isLocked: 'true' })
    // @ts-expect-error A person has more members than that.
    await world.people.put('somebody', { id: 'somebody' })
    // @ts-expect-error Calls have no seats.
    await world.calls.seat('x', { guestName: 'Jane' })
    // @ts-expect-error A seat has no name, but a guestName.
    await world.meetingRooms.seat('abc-def-ghi', { name: 'Jane' })
    // @ts-expect-error There is no such option.
    await world.calls.list({ page: 2 })
  })
})

it('knows how a world is made, and how one connects', () => {
  neverRun(async () => {
    const greenroom = connect({ port: 4010 })
    await greenroom.world({ name: 'checkout', seed: 'documented', salt: 's', clock: 'real', rateLimit: false })
    // @ts-expect-error There is no such option.
    await greenroom.world({ seeds: 'documented' })
    // @ts-expect-error A clock is real, or that of the seed.
    await greenroom.world({ clock: 'frozen' })
    // @ts-expect-error There is no such option.
    connect({ host: 'localhost' })
    // @ts-expect-error A port is a number.
    connect({ port: '4010' })
    // @ts-expect-error A world is attached to by its name.
    await greenroom.attach({ name: 'checkout' })
    for await (const event of greenroom.events())
      if (event.kind === 'exchange') expectTypeOf(event.data.cause).toEqualTypeOf<string>()
      else if (event.kind === 'lost') expectTypeOf(event.data.count).toEqualTypeOf<number>()
      else expectTypeOf(event.data.why).toEqualTypeOf<'asked' | 'first use' | 'idle'>()
  })
})

it('gives at run time the values that it names', async ({ expect }) => {
  await using world = await createMock().world()
  const values = await world.situation({ 'meeting-room': ['locked'], 'livechat-room': [], call: [] })
  expect(Object.keys(values).toSorted()).toEqual(['callId', 'code', 'roomId'])
  expect(Object.values(values).every((value) => typeof value === 'string' && value !== '')).toBe(true)
})
