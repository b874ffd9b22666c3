import { departments, tags } from '../../contract/compiled/words.ts'
import type { LivechatRoom } from '../../contract/compiled/types.ts'
import type { Dice } from './dice.ts'
import { isoText } from './iso-text.ts'
import type { Story } from './story.ts'
import type { Guest } from './visitor.ts'

/** The number of users in a room: the visitor, plus an agent while the conversation is served or on hold. */
export const usersOf = ({ phase }: Story): number => (phase === 'served' || phase === 'on-hold' ? 2 : 1)

/** The flags of a room for its phase. */
export const flagsOf = ({ phase }: Story): Pick<LivechatRoom, 'open' | 'onHold'> => FLAGS[phase]

const FLAGS = {
  queued: { open: true },
  served: { open: true },
  'on-hold': { open: true, onHold: true },
  closed: {},
} as const

/** Time of the visitor's last message. */
export const visitorsLast = ({ visitorSpoke, phase, began, last }: Story, dice: Dice): number =>
  visitorSpoke && phase !== 'closed' ? last : began + dice.below(last - began)

/** Time of the room's last change: after everything in its story. */
export const updatedAt = ({ ended }: Story, dice: Dice): string => isoText(ended + 100 + dice.below(100))

/** A room that omits when its agent came has the agent early among its keys; all others have it at the end. */
export const earlyAgent = ({ saysServed, agent }: Story): Pick<LivechatRoom, 'servedBy'> =>
  saysServed || agent === null ? NOTHING : { servedBy: { _id: agent.id, username: agent.username } }

const NOTHING = {}

type Topic = Pick<LivechatRoom, 'livechatData' | 'departmentId' | 'departmentAncestors' | 'department'>

/** The topic of a conversation: mostly a department, sometimes what the visitor filled in. */
export const topicOf = (dice: Dice): Topic => dice.one(dice.below(10) < 7 ? TOPICS : NO_TOPIC, NOTHING)

const NO_TOPIC: readonly Topic[] = [{}]
const PLANS = ['Basic', 'Plus', 'Gold (yearly)'] as const

const TOPICS: readonly Topic[] = departments.flatMap(({ _id, name, ancestors }) => {
  const department = { departmentId: _id, departmentAncestors: ancestors, department: { _id, name } }
  return [department, department, ...PLANS.map((plan) => ({ livechatData: { plan }, ...department }))]
})

/** Metrics in seconds; the average is that of the answers. */
export function metricsOf(story: Story): LivechatRoom['metrics'] {
  const { phase, began, served, saysServed, answered, answers, waited, ended } = story
  const fd = isoText(answered)
  const [first, total] = [(answered - began) / 1000, waited / 1000]
  const since = saysServed ? served : began
  const reaction = { fd, ft: (answered - since) / 1000, tt: (waited - (since - began)) / 1000 }
  const response = { avg: total / answers, fd, ft: first, total: answers, tt: total }
  return phase === 'closed' ? { reaction, response, chatDuration: (ended - began) / 1000 } : { reaction, response }
}

type End = Pick<
  LivechatRoom,
  'waitingResponse' | 'servedBy' | 'responseBy' | 'closedAt' | 'closedBy' | 'closer' | 'tags'
>

/** The last keys of a room: who is waiting, serving, or closed it. */
export function lastKeysOf(story: Story, guest: Guest, dice: Dice): End {
  const { phase, agent, served, saysServed, answered, last, visitorSpoke, answers } = story
  if (agent === null) return { waitingResponse: true }
  const by = { _id: agent.id, username: agent.username }
  const isLast = phase !== 'closed' && !visitorSpoke
  const spoke = isLast ? last : answered + (answers === 1 ? 0 : dice.below(last - answered))
  const responseBy = { ...by, lastMessageTs: isoText(spoke) }
  if (phase === 'closed') return { ...closing(story, guest, by, dice), responseBy }
  const end = saysServed ? { servedBy: { ...by, ts: isoText(served) }, responseBy } : { responseBy }
  return visitorSpoke ? { waitingResponse: true, ...end } : end
}

const closing = (
  { visitorSpoke, ended }: Story,
  { id, username }: Guest,
  agent: { readonly _id: string; readonly username: string },
  dice: Dice,
): Pick<End, 'closedAt' | 'closedBy' | 'closer' | 'tags'> => ({
  closedAt: isoText(ended),
  closedBy: visitorSpoke ? { _id: id, username } : agent,
  closer: visitorSpoke ? 'visitor' : 'user',
  tags: tagsOf(dice),
})

/** Up to three consecutive tags of the pool. */
function tagsOf(dice: Dice): readonly string[] {
  const from = dice.below(tags.length - 2)
  return tags.slice(from, from + dice.below(4))
}
