import { describe, expect, it } from 'vitest'
import { Fault } from '../fault.ts'
import type { ApiCall, AskApi } from './ask-api.ts'
import { findRemains } from './remains.ts'

const OWN = 'greenroom-0a1b2c3d-1'

/** A server with these lists, in pages as asked for; every other call succeeds. */
function serving(lists: Readonly<Record<string, readonly unknown[]>>) {
  const calls: ApiCall[] = []
  const members: Readonly<Record<string, string>> = {
    'livechat/rooms': 'rooms',
    'channels.list': 'channels',
    'groups.listAll': 'groups',
    'users.list': 'users',
  }
  const ask: AskApi = async (call) => {
    calls.push(call)
    const member = members[call.path]
    if (member === undefined) return {}
    const [offset, count] = [Number(call.query?.['offset']), Number(call.query?.['count'])]
    return { [member]: (lists[member] ?? []).slice(offset, offset + count) }
  }
  const removals = () =>
    calls.filter(({ method }) => method !== 'GET').map(({ method, path, body }) => [method, path, body])
  return { ask, calls, removals }
}

const found = async (ask: AskApi): Promise<string[]> => (await findRemains(ask)).map(({ what }) => what)

describe('what runs have left on a server', () => {
  it('is found by its name, in the order in which it can be removed, and nothing else', async () => {
    const { ask } = serving({
      rooms: [
        { _id: 'r1', fname: OWN, open: true, v: { token: OWN } },
        { _id: 'r2', fname: 'greenroom-customer', open: true, v: { token: OWN } },
        { _id: 'r3', fname: OWN, v: { token: 'of a customer' } },
        { _id: 'r4', fname: OWN },
        { _id: 7, fname: OWN },
      ],
      channels: [{ _id: 'c1', name: OWN }, { _id: 'c2', name: 'general' }, { _id: 3, name: OWN }, 'no row'],
      groups: [{ _id: 'g1', name: `${OWN}-private` }],
      users: [{ _id: 'u1', username: `${OWN}-agent` }, { _id: 'u2', username: 'admin' }, { username: OWN }],
    })
    expect(await found(ask)).toEqual([
      `the livechat room ${OWN}`,
      'its visitor',
      `the livechat room ${OWN}`,
      `the livechat room ${OWN}`,
      `the channel ${OWN}`,
      `the channel ${OWN}-private`,
      `the user ${OWN}-agent`,
    ])
  })

  it('is removed as what it is; a room is closed before, if it is open', async () => {
    const { ask, removals } = serving({
      rooms: [
        { _id: 'open', fname: OWN, open: true, v: { token: 'greenroom-0a1b2c3d-é' } },
        { _id: 'closed', fname: OWN },
      ],
      channels: [{ _id: 'c1', name: OWN }],
      groups: [{ _id: 'g1', name: OWN }],
      users: [{ _id: 'u1', username: OWN }],
    })
    for (const { remove } of await findRemains(ask)) await remove()
    expect(removals()).toEqual([
      ['POST', 'livechat/room.closeByUser', { rid: 'open' }],
      ['POST', 'livechat/rooms.delete', { roomId: 'open' }],
      ['DELETE', 'livechat/visitor/greenroom-0a1b2c3d-%C3%A9', undefined],
      ['POST', 'livechat/rooms.delete', { roomId: 'closed' }],
      ['POST', 'channels.delete', { roomId: 'c1' }],
      ['POST', 'groups.delete', { roomId: 'g1' }],
      ['POST', 'users.delete', { userId: 'u1', confirmRelinquish: true }],
    ])
  })

  it('is found on all pages of a list, of which the rooms are searched by name', async () => {
    const users = Array.from({ length: 200 }, (_, n) => ({ _id: `u${n}`, username: n === 199 ? OWN : `user${n}` }))
    const { ask, calls } = serving({ users })
    expect(await found(ask)).toEqual([`the user ${OWN}`])
    expect(calls.filter(({ path }) => path === 'users.list').map(({ query }) => query)).toEqual([
      { count: '100', offset: '0' },
      { count: '100', offset: '100' },
      { count: '100', offset: '200' },
    ])
    const fewer = serving({ users: users.slice(0, 150) })
    await found(fewer.ask)
    expect(fewer.calls.filter(({ path }) => path === 'users.list').map(({ query }) => query?.['offset'])).toEqual([
      '0',
      '100',
    ])
    expect(calls[0]).toEqual({
      method: 'GET',
      path: 'livechat/rooms',
      query: { roomName: 'greenroom-', count: '100', offset: '0' },
    })
  })

  it('can only be found on a server that lists it', async () => {
    const fix = 'Is the server a Rocket.Chat?'
    await expect(found(async () => ({}))).rejects.toEqual(new Fault('GET livechat/rooms lists no rooms', fix))
    const lists = { rooms: [], channels: [], groups: [] }
    await expect(found(async () => ({ ...lists, users: {} }))).rejects.toEqual(
      new Fault('GET users.list lists no users', fix),
    )
  })
})

it('a list that never ends is left after a thousand pages', async () => {
  let pages = 0
  const page = Array.from({ length: 100 }, () => ({}))
  const ask: AskApi = async ({ path }) => {
    if (path === 'livechat/rooms') pages++
    return { rooms: path === 'livechat/rooms' ? page : [], channels: [], groups: [], users: [] }
  }
  expect([await found(ask), pages]).toEqual([[], 1000])
})
