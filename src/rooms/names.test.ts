import { describe, expect, it } from 'vitest'
import { createMock } from '../in-process.ts'
import { existingRoom } from './existing.ts'
import { userNamesIn } from './names.ts'

const CODE = 'abc-def-ghi'
const CALL = '697887e3c8b0533020781a4a'
const CHAT = 'gMMeBpWyLeowCrzBv'

describe('user names', () => {
  it('are those of hosts, of people inside and gone, and of the members and users of calls', async () => {
    const world = await createMock().world()
    const [agent, member, host] = ['rbAXPnMktTFbNpwtJ', 'clx0a1b2c3d4e5f6g7h8i9j', 'clx9z8y7x6w5v4u3t2s1r0q']
    const { id } = await world.meetingRooms.seat(CODE, { userId: agent })
    await world.meetingRooms.unseat(CODE, id)
    await world.meetingRooms.seat(CODE, { userId: member })
    await world.meetingRooms.seat(CODE, { guestName: 'Zoe' })
    expect(await userNamesIn(world, [await existingRoom(world, CODE)])).toEqual(
      new Map([
        [host, 'host'],
        [member, 'member'],
        [agent, 'agent'],
      ]),
    )
    await world.calls.change(CALL, { users: [member], members: [agent] })
    expect(await userNamesIn(world, [await existingRoom(world, CALL)])).toEqual(
      new Map([
        [agent, 'agent'],
        [member, 'member'],
      ]),
    )
  })

  it('are known of the thousandth of many people, too', async () => {
    const world = await createMock().world({ seed: 'empty' })
    const people = (await world.people.list()).total
    for (let n = people; n < 1000; n++)
      await world.people.put(`p${n}`, { id: `p${n}`, username: `user-${n}`, name: '', role: 'user', authToken: null })
    const row = { id: 'c', url: 'u', providerName: 'p', members: null, users: ['p999'], anonymousUsers: 0 }
    expect(await userNamesIn(world, [{ kind: 'call', row }])).toEqual(new Map([['p999', 'user-999']]))
  })

  it('are none, and are not asked for, where no room names anybody', async () => {
    const world = await createMock().world()
    const chat = await existingRoom(world, CHAT)
    await world.drop()
    expect(await userNamesIn(world, [chat])).toEqual(new Map())
    expect(await userNamesIn(world, [])).toEqual(new Map())
  })
})
