import { expect, it } from 'vitest'
import type { Announcement } from '../../domain/announcement.ts'
import { createCore } from '../../mock/core.ts'
import { watchSeatWays } from './seat-ways.ts'
import { participantOf } from '../../../tests/support/participant.ts'

const participant = (id: string) => participantOf({ id, guestName: id })

it('how a seat was taken is known by hand alone for what is announced by hand, and until it is given up', async () => {
  const core = createCore()
  const ways = watchSeatWays(core)
  const announce = async (world: string, announces: readonly Announcement[]): Promise<void> =>
    void (await core.store.change(world, () => ({ result: null, writes: [], announces, isByHand: true })))
  for (const name of ['w', 'other']) await core.worlds.make(name, core.recipeOf(name, {}))
  const of = (world: string) => ['a', 'b', 'c'].map((id) => ways.of(world, 'r', id))
  const joined = (id: string, socketId: string | null, room = 'r') =>
    ({ kind: 'joined', room, participant: participant(id), socketId }) as const
  await announce('w', [joined('a', null), joined('b', 'socket'), joined('c', null)])
  await announce('w', [joined('a', null, 'another')])
  expect([of('w'), of('other')]).toEqual([
    ['control', 'control', 'control'],
    [null, null, null],
  ])
  await announce('other', [{ kind: 'left', room: 'r', participant: participant('a'), reason: null }])
  await announce('w', [{ kind: 'left', room: 'r', participant: participant('a'), reason: null }])
  await announce('w', [{ kind: 'said', room: 'r', event: 'room-locked', payload: { locked: true }, socketId: null }])
  expect(of('w')).toEqual([null, 'control', 'control'])
  await announce('w', [{ kind: 'ended', room: 'r', participants: [participant('b')], reason: 'The meeting has ended' }])
  expect(of('w')).toEqual([null, null, 'control'])
  expect(ways.of('w', 'another', 'c')).toBeNull()
  core.worlds.announce('w', 'something')
  expect(of('w')).toEqual([null, null, 'control'])
  await core.worlds.make('w', core.recipeOf('w', {}))
  expect(of('w')).toEqual([null, null, null])
})
