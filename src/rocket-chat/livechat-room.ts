import { textAtPath, type AskApi } from './ask-api.ts'
import type { CastMember, RunCast } from './cast.ts'
import type { Undoing } from './undoing.ts'

/** Facts of a livechat room that no route of the API brings about, or that would take too much, each with the reason. */
export const BEYOND_API: Readonly<Record<string, string>> = {
  'on-hold': 'putting a room on hold takes an Enterprise licence',
  old: 'no route of the API sets when a room began',
  'among-many': 'it would take 120 rooms, of which a server lets 5 a minute be made',
  labelled: 'units take an Enterprise licence',
}

/** A room that was made, to which facts can be added. */
export interface MadeRoom {
  readonly roomId: string
  readonly add: (facts: readonly string[]) => Promise<void>
}

/** A room in the queue, then served and closed as its facts say. */
export async function makeLivechatRoom(
  ask: AskApi,
  facts: readonly string[],
  { agent, colleague }: Pick<RunCast, 'agent' | 'colleague'>,
  name: string,
  undoing: Undoing,
): Promise<MadeRoom> {
  await ask({ method: 'POST', path: 'livechat/visitor', body: { visitor: { token: name, name } } })
  undoing.add(`the visitor ${name}`, () => deleteVisitor(ask, name))
  const opened = await ask({ method: 'GET', path: 'livechat/room', query: { token: name }, as: {} })
  const roomId = textAtPath(opened, 'room._id', 'GET livechat/room')
  const state = { isOpen: true }
  undoing.add(`the livechat room ${roomId}`, () => deleteLivechatRoom(ask, roomId, state.isOpen))
  const add: MadeRoom['add'] = async (more) => {
    const server = more.includes('out-of-reach') ? colleague : more.includes('served') ? agent : null
    if (server) await take(ask, roomId, server)
    if (!more.includes('closed')) return
    await closeLivechatRoom(ask, roomId)
    state.isOpen = false
  }
  await add(facts)
  return { roomId, add }
}

async function take(ask: AskApi, roomId: string, { userId, headers }: CastMember): Promise<void> {
  const found = await ask({ method: 'GET', path: 'livechat/inquiries.getOne', query: { roomId }, as: headers })
  const inquiryId = textAtPath(found, 'inquiry._id', 'GET livechat/inquiries.getOne')
  await ask({ method: 'POST', path: 'livechat/inquiries.take', body: { inquiryId, userId }, as: headers })
}

const closeLivechatRoom = (ask: AskApi, rid: string): Promise<unknown> =>
  ask({ method: 'POST', path: 'livechat/room.closeByUser', body: { rid } })

/** Removes a room: only a closed one can be. */
export async function deleteLivechatRoom(ask: AskApi, roomId: string, isOpen: boolean): Promise<void> {
  if (isOpen) await closeLivechatRoom(ask, roomId)
  await ask({ method: 'POST', path: 'livechat/rooms.delete', body: { roomId } })
}

/** Removes a visitor by the token. */
export const deleteVisitor = (ask: AskApi, token: string): Promise<unknown> =>
  ask({ method: 'DELETE', path: `livechat/visitor/${encodeURIComponent(token)}` })
