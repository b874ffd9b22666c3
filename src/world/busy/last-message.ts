import { messages } from '../../contract/compiled/words.ts'
import type { LastMessage, Markdown } from '../../contract/compiled/types.ts'
import { STRANGER } from './population.ts'
import type { Dice } from './dice.ts'
import { isoText } from './iso-text.ts'
import type { Story } from './story.ts'
import type { Guest } from './visitor.ts'

// Meteor's alphabet.
const UNMISTAKABLE = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz'

/** The last message of a room, from the sender in its story; in a closed room, the closing message. */
export function lastMessageOf(dice: Dice, rid: string, story: Story, guest: Guest): LastMessage {
  const { text: msg, md } = dice.one(SAID, NOTHING)
  const _id = dice.text(UNMISTAKABLE, 17)
  const ts = isoText(story.last)
  const { id, username, name } = story.visitorSpoke ? guest : (story.agent ?? STRANGER)
  const u = { _id: id, username, name }
  const rest = { _updatedAt: isoText(story.last + 40 + dice.below(60)), urls: NONE, mentions: NONE, channels: NONE, md }
  if (story.phase === 'closed')
    return { t: 'livechat-close', msg, groupable: false, transcriptRequested: false, ts, u, rid, _id, ...rest }
  if (!story.visitorSpoke) return { _id, rid, msg, ts, u, ...rest }
  const showConnecting = story.agent === null
  return { _id, rid, msg, token: guest.token, alias: name, ts, u, ...rest, newRoom: false, showConnecting }
}

const NONE: readonly never[] = []

/** Texts, plain and as Markdown. */
const SAID = messages.map((text): { text: string; md: readonly Markdown[] } => ({
  text,
  md: [{ type: 'PARAGRAPH', value: [{ type: 'PLAIN_TEXT', value: text }] }],
}))

const NOTHING = { text: '', md: [] }
