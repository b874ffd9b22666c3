import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestWorld } from '../../src/client/connect.ts'
import { createMock } from '../../src/in-process.ts'
import { hear } from '../support/hear.ts'
import { patience } from '../support/patience.ts'
import { JOIN_ROOM, LIST_CHATS } from '../support/plane.ts'
import { callerOf, faultOf, ways, type Way } from '../support/ways.ts'

/** Where a call is waited for that is sure to come. */
const LONG = { timeout: patience(60_000) }

describe.each(ways)('a world by $name', ({ open }) => {
  let way: Way
  beforeAll(async () => void (way = await open()))
  afterAll(() => way[Symbol.asyncDispose]())

  const call = callerOf(() => way)
  const joinRoom = (world: TestWorld, code = 'abc-def-ghi') =>
    call(world, `/rooms/${code}/join`, 'member', { method: 'POST' })

  describe('tells by its journal', () => {
    it('of calls that came before they were waited for, each once, in order', async () => {
      await using world = await way.greenroom.world()
      await joinRoom(world)
      await joinRoom(world, 'lck-rom-now')
      await joinRoom(world, 'ful-rom-now')
      expect((await world.journal.next()).outcome).toBe('joined-as-user')
      expect((await world.journal.next({ status: 400 })).outcome).toBe('room-full')
      await faultOf(() => world.journal.next({ outcome: 'room-locked' }, { timeout: 0 }))
    })

    it('of two calls that are waited for at once, of each to one', async () => {
      await using world = await way.greenroom.world()
      const waiting = [world.journal.next({}, LONG), world.journal.next({}, LONG)]
      await joinRoom(world)
      await joinRoom(world, 'lck-rom-now')
      expect((await Promise.all(waiting)).map(({ n }) => n)).toEqual([1, 2])
    })

    it('of a call that comes while it is waited for', async () => {
      await using world = await way.greenroom.world()
      const waiting = world.journal.next({ operation: 'joinMeetingRoom', outcome: 'room-locked' }, LONG)
      // Asked after the wait, and answered: the wait is under way.
      expect(await world.journal.list()).toEqual([])
      await joinRoom(world)
      await joinRoom(world, 'lck-rom-now')
      expect(await waiting).toMatchObject({
        n: 2,
        outcome: 'room-locked',
        rule: 'room-locked',
        forced: null,
        status: 403,
      })
    })

    it('only of calls since the handle was made', async () => {
      await using world = await way.greenroom.world({ name: 'attached' })
      await joinRoom(world)
      const attached = await way.greenroom.attach('attached')
      await faultOf(() => attached.journal.next({}, { timeout: 0 }))
      await joinRoom(world, 'lck-rom-now')
      expect((await attached.journal.next()).outcome).toBe('room-locked')
      expect((await world.journal.next()).outcome).toBe('joined-as-user')
    })

    it('what was called instead, where nothing like it came in time', async () => {
      await using world = await way.greenroom.world()
      const silent = await faultOf(() => world.journal.next({ status: 500 }, { timeout: 50 }))
      expect(silent.message).toBe('no call matched {"status":500} within 50 ms')
      expect(silent.fix).toContain('does your app call this world?')
      await joinRoom(world, 'lck-rom-now')
      const other = await faultOf(() => world.journal.next({ outcome: 'room-full' }, { timeout: '100ms' }))
      expect(other.message).toContain('within 100ms')
      expect(other.fix).toContain('POST /~')
      expect(other.fix).toContain('/rooms/lck-rom-now/join 403 room-locked')
    })

    it('never of an earlier call again, where two wait at once', async () => {
      await using world = await way.greenroom.world()
      const late = world.journal.next({ status: 403 }, LONG)
      const early = world.journal.next({ status: 201 }, LONG)
      expect(await world.journal.list()).toEqual([])
      await joinRoom(world, 'lck-rom-now')
      await joinRoom(world)
      expect([(await late).n, (await early).n]).toEqual([1, 2])
      await faultOf(() => world.journal.next({}, { timeout: 0 }))
    })

    it('by filters, and forgets what it is told to', async () => {
      await using world = await way.greenroom.world()
      await joinRoom(world)
      await call(world, LIST_CHATS, 'manager')
      await world.arm('listLivechatRooms', 'not-allowed', { times: 1 })
      await call(world, LIST_CHATS, 'manager')
      const numbers = async (filter: Parameters<typeof world.journal.list>[0]) =>
        (await world.journal.list(filter)).map(({ n }) => n)
      expect(await numbers({})).toEqual([1, 2, 3])
      expect(await numbers({ method: 'get' })).toEqual([2, 3])
      expect(await numbers({ forced: true })).toEqual([3])
      expect(await numbers({ forced: false })).toEqual([1, 2])
      expect(await numbers({ operation: 'listLivechatRooms', outcome: 'listed' })).toEqual([2])
      await world.journal.clear()
      expect(await numbers({})).toEqual([])
      await joinRoom(world)
      expect(await numbers({})).toEqual([4])
    })

    it('no credentials, whatever header bears them', async () => {
      await using world = await way.greenroom.world()
      const secrets = {
        authorization: 'Bearer s3cret-a',
        'x-auth-token': 's3cret-b',
        cookie: 's=s3cret-c',
        'x-api-key': 's3cret-d',
        'proxy-authorization': 'Basic s3cret-e',
      }
      await way.fetch(`${world.url}${JOIN_ROOM}`, { method: 'POST', headers: { ...secrets, 'x-user-id': 'somebody' } })
      const [entry] = await world.journal.list()
      expect(JSON.stringify(entry)).not.toContain('s3cret')
      expect(entry?.request.headers).toMatchObject({ authorization: '…', 'x-auth-token': '…', 'x-user-id': 'somebody' })
    })
  })

  describe('tells by its events', () => {
    const any = (): boolean => true

    it('of calls and resets, and ends when it is dropped', async () => {
      const world = await way.greenroom.world({ name: 'told' })
      const heard = await hear(world.events(), world, async () => {
        await joinRoom(world)
        await world.reset()
        await joinRoom(world, 'lck-rom-now')
        await world.drop()
      })
      expect(
        heard.map(({ kind, data }) => [kind, 'outcome' in data ? data.outcome : 'kind' in data ? data.kind : '']),
      ).toEqual([
        ['exchange', 'joined-as-user'],
        ['world', 'reset'],
        ['exchange', 'room-locked'],
        ['world', 'dropped'],
      ])
    })

    it('until the signal aborts, without an error', async () => {
      await using world = await way.greenroom.world()
      const leave = new AbortController()
      const abort = (): boolean => {
        leave.abort()
        return false
      }
      expect(await hear(world.events(leave.signal), world, () => joinRoom(world), abort)).toHaveLength(1)
      expect(await hear(world.events(leave.signal), world, async () => {})).toEqual([])
    })

    it('and a world of the same name is made anew afterwards as if nobody had listened', async () => {
      const world = await way.greenroom.world({ name: 'phoenix' })
      await hear(world.events(), world, () => world.drop())
      await using again = await way.greenroom.world({ name: 'phoenix' })
      expect(await joinRoom(again)).toBe('joined-as-user')
      const [first] = await hear(again.events(), again, () => joinRoom(again), any)
      expect(first).toMatchObject({ kind: 'exchange', data: { outcome: 'joined-as-user', n: 2 } })
      await joinRoom(again)
    })

    it('only what happens in it', async () => {
      await using one = await way.greenroom.world()
      await using two = await way.greenroom.world()
      const work = async (): Promise<void> => {
        await joinRoom(two)
        await two.reset()
        await joinRoom(one, 'lck-rom-now')
      }
      const [first] = await hear(one.events(), one, work, any)
      expect(first).toMatchObject({ data: { world: one.name, outcome: 'room-locked' } })
    })
  })
})

it('a journal says how many calls it has forgotten before they were read, once, and goes on with those that it has', async () => {
  const { world: make, handle } = createMock()
  await using world = await make()
  for (let n = 0; n < 300; n++) await handle(new Request(`${world.url}/nowhere`))
  expect((await faultOf(() => world.journal.next())).message).toBe(
    'the journal entries 1 to 44 were discarded before they were read',
  )
  expect((await world.journal.next()).n).toBe(45)
})
