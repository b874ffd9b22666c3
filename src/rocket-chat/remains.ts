import { Fault } from '../fault.ts'
import { isObject } from '../json.ts'
import type { AskApi } from './ask-api.ts'
import { deleteUser } from './cast.ts'
import { CHANNEL_KINDS, deleteChannel } from './conference.ts'
import { deleteLivechatRoom, deleteVisitor } from './livechat-room.ts'
import { isOwnName, OWN_WORD } from './own-name.ts'

/** Something that a run has left behind. */
export interface Remains {
  /** For people. */
  readonly what: string
  readonly remove: () => Promise<unknown>
}

type Row = Readonly<Record<string, unknown>>

/** Finds all that runs have left on a server, in the order in which it can be removed: what a run made, and nothing else. */
export async function findRemains(ask: AskApi): Promise<readonly Remains[]> {
  const rooms = await pages(ask, 'livechat/rooms', 'rooms', { roomName: OWN_WORD })
  const channels: Remains[] = []
  for (const { path } of CHANNEL_KINDS) {
    const rows = await pages(ask, path === 'groups' ? 'groups.listAll' : 'channels.list', path)
    channels.push(...rows.flatMap((row) => channelIn(ask, path, row)))
  }
  const users = await pages(ask, 'users.list', 'users')
  return [...rooms.flatMap((row) => roomIn(ask, row)), ...channels, ...users.flatMap((row) => userIn(ask, row))]
}

function roomIn(ask: AskApi, { _id, fname, open, v }: Row): Remains[] {
  const token = isObject(v) ? v['token'] : undefined
  if (typeof _id !== 'string' || !isOwnName(fname)) return []
  const room = { what: `the livechat room ${fname}`, remove: () => deleteLivechatRoom(ask, _id, open === true) }
  return isOwnName(token) ? [room, { what: `its visitor`, remove: () => deleteVisitor(ask, token) }] : [room]
}

const channelIn = (ask: AskApi, path: (typeof CHANNEL_KINDS)[number]['path'], { _id, name }: Row): Remains[] =>
  typeof _id === 'string' && isOwnName(name)
    ? [{ what: `the channel ${name}`, remove: () => deleteChannel(ask, path, _id) }]
    : []

const userIn = (ask: AskApi, { _id, username }: Row): Remains[] =>
  typeof _id === 'string' && isOwnName(username)
    ? [{ what: `the user ${username}`, remove: () => deleteUser(ask, _id) }]
    : []

const PAGE = 100
const MOST_PAGES = 1000

/** All rows of a list. */
async function pages(ask: AskApi, path: string, member: string, query: Record<string, string> = {}): Promise<Row[]> {
  const rows: Row[] = []
  for (let page = 0; page < MOST_PAGES; page++) {
    const asked = { ...query, count: String(PAGE), offset: String(page * PAGE) }
    const found = (await ask({ method: 'GET', path, query: asked }))[member]
    if (!Array.isArray(found)) throw new Fault(`GET ${path} lists no ${member}`, 'Is the server a Rocket.Chat?')
    rows.push(...found.filter(isObject))
    if (found.length < PAGE) break
  }
  return rows
}
