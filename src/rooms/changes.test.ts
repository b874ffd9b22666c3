import { describe, expect, it } from 'vitest'
import { createMock } from '../in-process.ts'
import { changedRoom, roomEnd, roomFill, roomLock, roomUnlock, type RoomChange } from './changes.ts'

const CODE = 'abc-def-ghi'
const CHAT = 'gMMeBpWyLeowCrzBv'

describe('a meeting room', () => {
  it('is locked and unlocked, filled and ended, and returned as it then is', async () => {
    const world = await createMock().world()
    const after = async (change: RoomChange): Promise<unknown> => {
      const room = await changedRoom(world, CODE, change)
      if (room.kind !== 'meeting-room') return room.kind
      const { isLocked, isActive, inside, maxParticipants } = room.row
      return [isLocked, isActive, inside.length, maxParticipants]
    }
    expect(await after(roomLock)).toEqual([true, true, 0, 50])
    expect(await after(roomUnlock)).toEqual([false, true, 0, 50])
    expect(await after(roomFill)).toEqual([false, true, 50, 50])
    // It is full already.
    expect(await after(roomFill)).toEqual([false, true, 50, 50])
    expect(await after(roomEnd)).toEqual([false, false, 0, 50])
    expect(await after(roomLock)).toEqual([true, false, 0, 50])
    expect(await after(roomUnlock)).toEqual([false, false, 0, 50])
  })

  it('is changed by words that say what they do', () => {
    expect([roomLock, roomUnlock, roomEnd, roomFill].map(({ name, summary }) => [name, summary])).toEqual([
      ['lock', 'Locks a meeting room: no one else may join.'],
      ['unlock', 'Unlocks a meeting room.'],
      ['end', 'Ends a meeting: everyone inside has to leave.'],
      ['fill', 'Fills a meeting room: guests take every free seat.'],
    ])
  })

  it('is looked for among meeting rooms only', async () => {
    const world = await createMock().world()
    await expect(changedRoom(world, CHAT, roomLock)).rejects.toThrow(
      `there is no meeting-room ${CHAT} in the world ${world.name}`,
    )
  })
})
