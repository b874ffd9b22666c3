import { expect, it } from 'vitest'
import type { TestWorld } from '../../src/client/connect.ts'
import type { Participant } from '../../src/contract/compiled/types.ts'
import { createMock, type Mock } from '../../src/in-process.ts'

const CODE = 'abc-def-ghi'

/** Who has left the room before. */
const leaver = (n: number): Participant => ({
  id: `left-${n}`,
  roomId: 'room',
  userId: null,
  guestName: `Guest ${n}`,
  isActive: false,
  isHost: false,
  joinedAt: '2026-03-03T10:00:00.000Z',
  leftAt: '2026-03-03T10:10:00.000Z',
})

const joinAsMember = async ({ handle }: Mock, { url, identities }: TestWorld): Promise<string> => {
  const answer = await handle(new Request(`${url}/rooms/${CODE}/join`, { method: 'POST', headers: identities.member }))
  return String(JSON.parse(await answer.text()).id)
}

/** Ways of leaving a room; each gives the id of who has left. */
const WAYS: Readonly<Record<string, (world: TestWorld, mock: Mock) => Promise<string>>> = {
  'is unseated by hand': async ({ meetingRooms }) => {
    const { id } = await meetingRooms.seat(CODE, { guestName: 'Jane' })
    return (await meetingRooms.unseat(CODE, id)).id
  },
  'is seated again by hand': async ({ meetingRooms }) => {
    const { id } = await meetingRooms.seat(CODE, { userId: 'somebody' })
    await meetingRooms.seat(CODE, { userId: 'somebody' })
    return id
  },
  'joins again': async (world, mock) => {
    const id = await joinAsMember(mock, world)
    await joinAsMember(mock, world)
    return id
  },
}

it.each(Object.entries(WAYS))(
  'who %s is the latest of the hundred who left last, and no more are kept',
  async (_, leave) => {
    const mock = createMock()
    await using world = await mock.world()
    await world.meetingRooms.change(CODE, { past: Array.from({ length: 100 }, (_each, n) => leaver(n)) })
    const id = await leave(world, mock)
    const { past } = await world.meetingRooms.get(CODE)
    expect(past.map((each) => each.id)).toEqual([...Array.from({ length: 99 }, (_each, n) => `left-${n + 1}`), id])
  },
)

it('a room that is written anew is heard of as one that was changed', async () => {
  const mock = createMock()
  await using world = await mock.world({ name: 'heard' })
  const heard: unknown[] = []
  mock.announced((announced) => heard.push(announced))
  await world.meetingRooms.put(CODE, { ...(await world.meetingRooms.get(CODE)), isLocked: true })
  expect(heard).toMatchObject([
    { world: 'heard', announces: [{ kind: 'said', room: CODE, event: 'room-locked', payload: { locked: true } }] },
  ])
})
