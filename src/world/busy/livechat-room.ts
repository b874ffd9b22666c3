import type { LivechatRoom } from '../../contract/compiled/types.ts'
import type { Population } from './population.ts'
import { createDice, type Dice } from './dice.ts'
import { isoText } from './iso-text.ts'
import { lastMessageOf } from './last-message.ts'
import { lastKeysOf, flagsOf, earlyAgent, metricsOf, topicOf, updatedAt, usersOf, visitorsLast } from './room-parts.ts'
import { storyOf, type PhaseAt, type Story } from './story.ts'
import { STREAMS } from './streams.ts'
import { appFields, guestOf, sourceOf, type Guest } from './visitor.ts'

/** Creates the livechat room with this id at a place. */
export type RoomMaker = (id: string, place: number) => LivechatRoom

/** Rooms in the documents' two shapes, with exactly their keys: of the widget, and of an app. */
export function roomMaker(population: Population, phaseAt?: PhaseAt): RoomMaker {
  const dice = createDice(population.rooms, STREAMS.livechatRooms)
  return (_id, place) => {
    dice.begin(place)
    const story = storyOf(dice, place, population, phaseAt)
    const guest = guestOf(dice, population.rooms - place, story.began, story.phase !== 'closed')
    return (guest.account === null ? widgetRoom : appRoom)({ _id, story, guest, dice })
  }
}

interface Parts {
  readonly _id: string
  readonly story: Story
  readonly guest: Guest
  readonly dice: Dice
}

function widgetRoom({ _id, story, guest, dice }: Parts): LivechatRoom {
  const { id, username, token, status, name } = guest
  const ts = isoText(story.began)
  return {
    _id,
    msgs: story.messages,
    usersCount: usersOf(story),
    lm: isoText(story.last),
    fname: name,
    t: 'l',
    ts,
    v: { _id: id, username, token, status, lastMessageTs: isoText(visitorsLast(story, dice)) },
    ...earlyAgent(story),
    cl: false,
    ...flagsOf(story),
    source: sourceOf(guest),
    queuedAt: ts,
    _updatedAt: updatedAt(story, dice),
    ...topicOf(dice),
    lastMessage: lastMessageOf(dice, _id, story, guest),
    metrics: metricsOf(story),
    ...lastKeysOf(story, guest, dice),
  }
}

function appRoom({ _id, story, guest, dice }: Parts): LivechatRoom {
  const { id, username, token, status, name } = guest
  const ts = isoText(story.began)
  return {
    _id,
    fname: name,
    t: 'l',
    v: { _id: id, username, token, status },
    ...earlyAgent(story),
    default: false,
    ro: false,
    sysMes: true,
    ...flagsOf(story),
    msgs: story.messages,
    ts,
    _updatedAt: updatedAt(story, dice),
    lm: isoText(story.last),
    customFields: appFields(guest, visitorsLast(story, dice)),
    source: sourceOf(guest),
    usersCount: usersOf(story),
    cl: false,
    queuedAt: ts,
    ...topicOf(dice),
    lastMessage: lastMessageOf(dice, _id, story, guest),
    metrics: metricsOf(story),
    ...lastKeysOf(story, guest, dice),
  }
}
