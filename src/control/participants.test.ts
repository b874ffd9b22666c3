import { describe, expect, it } from 'vitest'
import { asking } from './testing/asking.ts'

describe('seats', () => {
  const ROOM = '/worlds/default/meeting-rooms/abc-def-ghi'

  it('are given and taken; a user has one, a guest any number, and the host is known', async () => {
    const { core, ask, told } = asking({ clock: { now: () => Date.UTC(2026, 2, 3, 10, 30) } })
    const host = core.seed.identities['host']?.member
    const room = Object((await ask('GET', ROOM)).body)
    const first = await ask('POST', `${ROOM}/participants`, { userId: host })
    expect(first).toEqual({
      status: 201,
      body: {
        id: expect.any(String),
        roomId: room.id,
        userId: host,
        guestName: null,
        isHost: true,
        isActive: true,
        joinedAt: '2026-03-03T10:30:00.000Z',
        leftAt: null,
      },
    })
    const again = Object((await ask('POST', `${ROOM}/participants`, { userId: host })).body)
    await ask('POST', `${ROOM}/participants`, { guestName: 'Ada' })
    expect((await ask('POST', `${ROOM}/participants`, { guestName: 'Ada' })).body).toMatchObject({ isHost: false })
    const inside = async () => Object((await ask('GET', ROOM)).body).inside.map((each: unknown) => Object(each).userId)
    expect(await inside()).toEqual([host, null, null])
    expect((await ask('DELETE', `${ROOM}/participants/${again.id}`)).body).toMatchObject({
      isActive: false,
      leftAt: '2026-03-03T10:30:00.000Z',
    })
    expect(await inside()).toEqual([null, null])
    expect(Object((await ask('GET', ROOM)).body).past).toHaveLength(2)
    expect(told.at(-1)).toBe(`default: removed ${host} from abc-def-ghi`)
  })

  it('of guests are announced as taken and left by hand, and are none of a host', async () => {
    const { core, ask, told } = asking()
    const heard: unknown[] = []
    core.announced(({ announces, isByHand }) => heard.push([announces.map(({ kind }) => kind), isByHand]))
    const { body } = await ask('POST', `${ROOM}/participants`, { guestName: 'Ada' })
    expect(body).toMatchObject({ guestName: 'Ada', isHost: false })
    await ask('DELETE', `${ROOM}/participants/${Object(body).id}`)
    expect(told.at(-1)).toBe('default: removed Ada from abc-def-ghi')
    expect(heard).toEqual([
      [['joined'], true],
      [['left'], true],
    ])
  })

  it('remember the latest hundred who were there', async () => {
    const { core, ask } = asking()
    for (let n = 0; n < 101; n++) {
      const { id } = Object((await ask('POST', `${ROOM}/participants`, { guestName: `g${n}` })).body)
      await ask('DELETE', `${ROOM}/participants/${id}`)
    }
    const past: { guestName: string }[] = Object((await ask('GET', ROOM)).body).past
    expect([past.length, past[0]?.guestName, past.at(-1)?.guestName]).toEqual([100, 'g1', 'g100'])
    const [userId] = core.seed.people.map(({ id }) => id)
    for (let n = 0; n < 2; n++) await ask('POST', `${ROOM}/participants`, { userId })
    const after: { guestName: string | null }[] = Object((await ask('GET', ROOM)).body).past
    expect([after.length, after[0]?.guestName, after.at(-1)?.guestName]).toEqual([100, 'g2', null])
  })

  it('are of rooms that there are, and taken from those who sit there', async () => {
    const { ask, told } = asking()
    const nowhere = ROOM.replace('abc-def-ghi', 'no-such-room')
    for (const [method, path, word, key] of [
      ['POST', `${nowhere}/participants`, 'meeting room', 'no-such-room'],
      ['DELETE', `${nowhere}/participants/p`, 'participant', 'p'],
      ['DELETE', `${ROOM}/participants/p`, 'participant', 'p'],
    ] as const)
      expect(await ask(method, path, method === 'POST' ? { guestName: 'Ada' } : undefined)).toMatchObject({
        status: 404,
        body: { title: `No such ${word}`, detail: `There is no ${word} "${key}" in this world.` },
      })
    expect(await ask('DELETE', `${ROOM}/participants/${'p'.repeat(81)}`)).toMatchObject({
      body: { detail: `There is no participant "${'p'.repeat(80)}" in this world.` },
    })
    await ask('POST', `${ROOM}/participants`, { guestName: 'Ada' })
    expect(told).toEqual(['default: seated Ada in abc-def-ghi'])
  })

  it('are remembered with the time when a user took another one', async () => {
    const { core, ask } = asking()
    const userId = core.seed.identities['member']?.member
    const first = Object((await ask('POST', `${ROOM}/participants`, { userId })).body)
    const second = Object((await ask('POST', `${ROOM}/participants`, { userId })).body)
    expect(Object((await ask('GET', ROOM)).body)).toMatchObject({
      inside: [{ id: second.id, isHost: false, isActive: true }],
      past: [{ id: first.id, isActive: false, leftAt: second.joinedAt }],
    })
  })
})
