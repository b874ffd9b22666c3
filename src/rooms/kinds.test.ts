import { describe, expect, it } from 'vitest'
import { createMock } from '../in-process.ts'
import { findRoom, ROOM_KINDS, roomKey, roomPage } from './kinds.ts'

const CODE = 'abc-def-ghi'
const CALL = '697887e3c8b0533020781a4a'
const CHAT = 'gMMeBpWyLeowCrzBv'

it('the kinds of rooms are named as situations name them', () => {
  expect(ROOM_KINDS).toEqual(['meeting-room', 'livechat-room', 'call'])
})

describe('rooms of a kind', () => {
  it('are found one by one, and none under the key of another kind', async () => {
    const world = await createMock().world()
    for (const [kind, key] of [
      ['meeting-room', CODE],
      ['call', CALL],
      ['livechat-room', CHAT],
    ] as const) {
      const room = await findRoom(world, kind, key)
      expect(room).toMatchObject({ kind, row: {} })
      expect(room && roomKey(room)).toBe(key)
    }
    for (const kind of ['meeting-room', 'call', 'livechat-room'] as const)
      expect(await findRoom(world, kind, 'none')).toBeUndefined()
  })

  it('come in pages, with the number of all', async () => {
    const world = await createMock().world()
    for (const [kind, total] of [
      ['meeting-room', 9],
      ['livechat-room', 4],
      ['call', 2],
    ] as const) {
      const page = await roomPage(world, kind, 1)
      expect([page.kind, page.rooms.length, page.total, page.rooms[0]?.kind]).toEqual([kind, 1, total, kind])
      expect((await roomPage(world, kind, 1000)).rooms).toHaveLength(total)
    }
  })
})
