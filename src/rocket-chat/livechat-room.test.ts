import { expect, it } from 'vitest'
import type { ApiCall, AskApi } from './ask-api.ts'
import { BEYOND_API, deleteLivechatRoom, deleteVisitor, makeLivechatRoom } from './livechat-room.ts'
import { createUndoing } from './undoing.ts'

const agent = { userId: 'a', username: 'ann', headers: { 'X-User-Id': 'a' } }
const colleague = { userId: 'c', username: 'cleo', headers: { 'X-User-Id': 'c' } }

/** A server that notes its calls. */
function server() {
  const calls: ApiCall[] = []
  const ask: AskApi = async (call) => {
    calls.push(call)
    return { room: { _id: 'r' }, inquiry: { _id: 'i' } }
  }
  return { ask, calls: () => calls.splice(0) }
}

const VISITOR = { method: 'POST', path: 'livechat/visitor', body: { visitor: { token: 'n/1', name: 'n/1' } } }
// Visitors have no account.
const OPENED = { method: 'GET', path: 'livechat/room', query: { token: 'n/1' }, as: {} }
const CLOSED = { method: 'POST', path: 'livechat/room.closeByUser', body: { rid: 'r' } }
const DELETED = { method: 'POST', path: 'livechat/rooms.delete', body: { roomId: 'r' } }
const takenBy = (userId: string) => {
  const as = { 'X-User-Id': userId }
  return [
    { method: 'GET', path: 'livechat/inquiries.getOne', query: { roomId: 'r' }, as },
    { method: 'POST', path: 'livechat/inquiries.take', body: { inquiryId: 'i', userId }, as },
  ]
}

it.each([
  [[], []],
  [['served'], takenBy('a')],
  [['out-of-reach', 'served'], takenBy('c')],
  [
    ['served', 'closed'],
    [...takenBy('a'), CLOSED],
  ],
  [['closed'], [CLOSED]],
] as const)('a room that is %j is opened by its visitor, and served and closed as that says', async (facts, more) => {
  const { ask, calls } = server()
  const { roomId } = await makeLivechatRoom(ask, facts, { agent, colleague }, 'n/1', createUndoing())
  expect([roomId, calls()]).toEqual(['r', [VISITOR, OPENED, ...more]])
})

it('a room is removed before its visitor, and closed for that if it is open by then', async () => {
  const { ask, calls } = server()
  const undoing = createUndoing()
  const removed = { method: 'DELETE', path: 'livechat/visitor/n%2F1' }
  const made = await makeLivechatRoom(ask, [], { agent, colleague }, 'n/1', undoing)
  calls()
  await undoing.undo()
  expect(calls()).toEqual([CLOSED, DELETED, removed])
  await makeLivechatRoom(ask, [], { agent, colleague }, 'n/1', undoing)
  await made.add(['served'])
  calls()
  await undoing.undo()
  expect(calls()).toEqual([CLOSED, DELETED, removed])
  const last = await makeLivechatRoom(ask, [], { agent, colleague }, 'n/1', undoing)
  await last.add(['closed'])
  calls()
  await undoing.undo()
  expect(calls()).toEqual([DELETED, removed])
})

it('what cannot be removed is named', async () => {
  const undoing = createUndoing()
  const { ask } = server()
  await makeLivechatRoom(
    (call) => (call.path.includes('delete') || call.method === 'DELETE' ? Promise.reject(new Error('no')) : ask(call)),
    ['closed'],
    { agent, colleague },
    'n/1',
    undoing,
  )
  await expect(undoing.undo()).rejects.toThrow('left behind: the livechat room r (no); the visitor n/1 (no)')
})

it('rooms and visitors are removed by their ids', async () => {
  const { ask, calls } = server()
  await deleteLivechatRoom(ask, 'r', false)
  await deleteLivechatRoom(ask, 'r', true)
  await deleteVisitor(ask, 'n/1')
  expect(calls()).toEqual([DELETED, CLOSED, DELETED, { method: 'DELETE', path: 'livechat/visitor/n%2F1' }])
})

it('facts that no route brings about have a reason', () => {
  expect(BEYOND_API).toEqual({
    'on-hold': 'putting a room on hold takes an Enterprise licence',
    old: 'no route of the API sets when a room began',
    'among-many': 'it would take 120 rooms, of which a server lets 5 a minute be made',
    labelled: 'units take an Enterprise licence',
  })
})
