import { expect, it } from 'vitest'
import { createCore } from '../core.ts'
import { releaseSeats } from './release-seats.ts'

const CODE = 'abc-def-ghi'

/** A mock in whose default world guests of these names have seats. */
async function seated(...names: readonly string[]) {
  const core = createCore()
  const { default: world } = core.worlds
  for (const guestName of names)
    await core.sockets().event('join-room', {
      world,
      socket: { id: guestName, caller: { kind: 'nobody' }, seat: null },
      payload: { code: CODE, guestName },
      headers: {},
      address: '::1',
      namespace: '/',
    })
  const inside = async () =>
    core.store.change('default', ({ meetingRooms }) => ({
      result: meetingRooms.get(CODE)?.inside.map(({ id, guestName }) => ({ participantId: id, guestName })) ?? [],
      writes: [],
    }))
  return { core, world, inside }
}

it('seats of a process that is gone are given up in order, as by a disconnect; others hear it, and the journal has it', async () => {
  const { core, world, inside } = await seated('Ann', 'Bob', 'Cleo')
  const left: unknown[] = []
  core.announced(({ announces }) =>
    left.push(...announces.map((each) => each.kind === 'left' && each.participant.guestName)),
  )
  const [ann, bob] = (await inside()).map(({ participantId }) => ({ code: CODE, participantId }))
  if (!ann || !bob) throw new Error('they have seats')
  await releaseSeats(core, { world: 'default', seats: [bob, ann] })
  expect([(await inside()).map(({ guestName }) => guestName), left]).toEqual([['Cleo'], ['Bob', 'Ann']])
  const told = world.journal.since(3).map(({ request, answer }) => [request.method, request.target, answer.about.cause])
  const cause = 'the server that it was connected to is gone; the seat is free again'
  expect(told).toEqual([
    ['DISCONNECT', '/', cause],
    ['DISCONNECT', '/', cause],
  ])
})

it('a seat that was given up meanwhile is left alone, and so is a world that has ended', async () => {
  const { core, inside } = await seated('Ann')
  await releaseSeats(core, { world: 'default', seats: [{ code: CODE, participantId: 'gone' }] })
  expect(await inside()).toHaveLength(1)
  expect(releaseSeats(core, { world: 'ended', seats: [{ code: CODE, participantId: 'p' }] })).toBeUndefined()
})
