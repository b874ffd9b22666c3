import { factWords } from '../contract/compiled/facts.ts'
import type { Seed } from '../contract/compiled/types.ts'
import { grouped } from '../grouped.ts'
import { DEFAULT_SEATS } from '../world/seed-tables.ts'

type Reserved = Seed['reserved'][number]
type Data = Pick<Seed, 'meetingRooms' | 'livechatRooms' | 'calls' | 'identities'>

/** The first room and call for each combination of facts, so that commands and pages can name one. */
export function reservedIn(data: Data): Reserved[] {
  const all = [
    ...data.meetingRooms.map(ofMeetingRoom),
    ...data.livechatRooms.map(ofLivechatRoom(data)),
    ...data.calls.map(ofCall),
  ]
  const first = grouped(all, ({ subject, facts }) => `${subject} ${facts.join()}`)
  return [...first.values()].flatMap(([each]) => each ?? [])
}

const reserved = <Subject extends keyof typeof factWords>(
  subject: Subject,
  holds: { readonly [Fact in keyof (typeof factWords)[Subject]['facts']]?: boolean },
  values: Readonly<Record<string, string>>,
): Reserved => {
  const words: Readonly<Record<string, { readonly says: string }>> = factWords[subject].facts
  const facts = Object.entries(holds).flatMap(([fact, isSo]) => (isSo ? [fact] : []))
  const says = facts.map((fact) => words[fact]?.says ?? fact)
  return { subject, facts, values, says: says.join(', ') || 'can be joined' }
}

const ofMeetingRoom = (room: Data['meetingRooms'][number]): Reserved => {
  const { code, isActive = true, isLocked = false, maxParticipants = DEFAULT_SEATS, guests = [], users = [] } = room
  const full = guests.length + users.length >= maxParticipants
  return reserved('meeting-room', { inactive: !isActive, locked: isLocked, full }, { code })
}

/** A closed room is that alone, and one of another agent: no other fact changes who may join. */
const ofLivechatRoom =
  ({ identities }: Pick<Data, 'identities'>) =>
  ({ _id: roomId, open, servedBy, onHold }: Data['livechatRooms'][number]): Reserved => {
    const isOwn = servedBy !== undefined && servedBy._id === identities['agent']?.person
    if (!open) return reserved('livechat-room', { closed: true }, { roomId })
    if (servedBy && !isOwn) return reserved('livechat-room', { 'out-of-reach': true }, { roomId })
    return reserved('livechat-room', { served: isOwn, 'on-hold': onHold === true }, { roomId })
  }

const ofCall = ({ id: callId, members }: Data['calls'][number]): Reserved =>
  reserved('call', { private: members !== undefined }, { callId })
