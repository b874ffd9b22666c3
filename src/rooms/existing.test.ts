import { describe, expect, it } from 'vitest'
import { createMock } from '../in-process.ts'
import { existingRoom } from './existing.ts'
import { roomKey } from './kinds.ts'

const CODE = 'abc-def-ghi'
const CALL = '697887e3c8b0533020781a4a'
const CHAT = 'gMMeBpWyLeowCrzBv'

describe('a room that exists', () => {
  it('is found by its code or id, whatever its kind', async () => {
    const world = await createMock().world()
    const found = await Promise.all([CODE, CALL, CHAT].map((key) => existingRoom(world, key)))
    expect(found.map((room) => [room.kind, roomKey(room)])).toEqual([
      ['meeting-room', CODE],
      ['call', CALL],
      ['livechat-room', CHAT],
    ])
    expect((await existingRoom(world, CALL, ['call', 'livechat-room'])).kind).toBe('call')
    const call = await world.calls.find(CALL)
    if (!call) throw new Error('the seed has the call')
    await world.calls.put(CODE, { ...call, id: CODE })
    expect([(await existingRoom(world, CODE)).kind, (await existingRoom(world, CODE, ['call'])).kind]).toEqual([
      'meeting-room',
      'call',
    ])
  })

  it('is suggested if none has the key, from those of the kinds that were asked for', async () => {
    const world = await createMock().world()
    await expect(existingRoom(world, 'abc-def-ghj')).rejects.toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: `there is no room or call abc-def-ghj in the world ${world.name}`,
        fix: 'Did you mean abc-def-ghi? greenroom rooms lists them all.',
      }),
    )
    const many = await createMock().world({ seed: 'busy:1000' })
    const { rows } = await many.livechatRooms.list({ offset: 999 })
    const last = rows[0]?._id ?? ''
    await expect(existingRoom(many, `${last}x`)).rejects.toMatchObject({
      fix: `Did you mean ${last}? greenroom rooms lists them all.`,
    })
    await expect(existingRoom(world, 'abc-def-ghj', ['call'])).rejects.toThrow(
      expect.objectContaining({
        message: `there is no call abc-def-ghj in the world ${world.name}`,
        fix: 'greenroom rooms lists them all.',
      }),
    )
  })
})
