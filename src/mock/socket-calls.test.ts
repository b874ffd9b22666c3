import { expect, it } from 'vitest'
import { standTimers } from '../../tests/support/timers.ts'
import { createCore, type Core } from './core.ts'
import type { HeldSeat, SocketCall, WorldEntry } from './socket-calls.ts'

const code = 'abc-def-ghi'

const callIn = (world: WorldEntry, seat: HeldSeat | null = null): SocketCall => ({
  world,
  socket: { id: 'socket-1', caller: { kind: 'nobody' }, seat },
  payload: { code, guestName: 'Jane Smith' },
  headers: {},
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
