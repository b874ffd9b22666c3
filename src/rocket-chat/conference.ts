import { textAtPath, type AskApi } from './ask-api.ts'
import type { Undoing } from './undoing.ts'

/** The two kinds of channels, as the API's paths and answers call them. */
export const CHANNEL_KINDS = [
  { path: 'channels', member: 'channel' },
  { path: 'groups', member: 'group' },
] as const

/** A conference in a channel of its own: anyone may see a public one, only its owner a private one. Returns its id. */
export async function startConference(
  ask: AskApi,
  facts: readonly string[],
  name: string,
  undoing: Undoing,
): Promise<string> {
  const kind = CHANNEL_KINDS[facts.includes('private') ? 1 : 0]
  const created = await ask({ method: 'POST', path: `${kind.path}.create`, body: { name } })
  const roomId = textAtPath(created, `${kind.member}._id`, `POST ${kind.path}.create`)
  undoing.add(`the channel ${name}`, () => deleteChannel(ask, kind.path, roomId))
  const started = await ask({ method: 'POST', path: 'video-conference.start', body: { roomId, title: name } })
  return textAtPath(started, 'data.callId', 'POST video-conference.start')
}

/** Removes a channel, and the conferences in it. */
export const deleteChannel = (
  ask: AskApi,
  path: (typeof CHANNEL_KINDS)[number]['path'],
  roomId: string,
): Promise<unknown> => ask({ method: 'POST', path: `${path}.delete`, body: { roomId } })
