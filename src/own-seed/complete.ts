import { seeds } from '../contract/compiled/seeds.ts'
import type { Seed } from '../contract/compiled/types.ts'
import { Fault } from '../fault.ts'
import { idOf } from '../world/ids.ts'
import type { OwnSeed } from './form.ts'
import { livechatRoomsOf } from './livechat-rooms.ts'
import { identitiesOf, peopleOf, personFinder, type FindPerson } from './people.ts'
import { mergedRows, type PlaceOf } from './place.ts'
import { reservedIn } from './reserved.ts'
import { checkPathPart } from './sendable.ts'

/** The base of a seed that extends nothing: the roles and settings of the documents, and callers without credentials. */
const BARE: Seed = {
  ...seeds.empty,
  people: [],
  identities: { nobody: { says: 'no credentials' }, guest: { says: 'no token' } },
  reserved: [],
}

/** A seed from data that fits its schema. Throws a Fault, with its place, for a word that names nothing. */
export function completeSeed(name: string, own: OwnSeed, place: PlaceOf): Seed {
  const base = own.extends === undefined ? BARE : seeds[own.extends]
  const instant = instantOf(own.instant ?? base.instant, place)
  const roles = { ...base.roles, ...own.roles }
  const people = peopleOf(base, own, roles, place)
  const find = personFinder(people)
  const identities = identitiesOf(base, own, people, find, place)
  const data = {
    identities,
    meetingRooms: meetingRoomsOf({ base, own, find, place, host: identities['host']?.member ?? people[0]?.id }),
    calls: callsOf(base, own, find, place),
    livechatRooms: livechatRoomsOf(base, own, { instant, people, find, place }),
    ...departmentsOf(base, own, find, place),
  }
  return {
    name,
    says: own.says ?? (own.extends === undefined ? 'your own data' : `your own data beside that of ${own.extends}`),
    instant,
    settings: { ...base.settings, ...own.settings },
    jwtSecret: own.jwtSecret ?? base.jwtSecret,
    roles,
    people,
    ...data,
    reserved: reservedIn(data),
  }
}

function instantOf(text: string, place: PlaceOf): string {
  const time = Date.parse(text)
  if (Number.isNaN(time))
    throw new Fault(`${place('instant')}: ${text} is not a time`, 'Write, for example, 2026-03-03T10:30:00Z.')
  return new Date(time).toISOString()
}

interface MeetingContext {
  readonly base: Seed
  readonly own: OwnSeed
  readonly find: FindPerson
  readonly place: PlaceOf
  /** Who hosts a room that names no host. */
  readonly host: string | undefined
}

function meetingRoomsOf({ base, own, find, place, host }: MeetingContext): Seed['meetingRooms'] {
  const given = (own.meetingRooms ?? []).map(({ code, id, hostId = host, users, ...rest }, index) => {
    const at: PlaceOf = (...parts) => place('meetingRooms', index, ...parts)
    checkPathPart(code, at('code'))
    if (hostId === undefined) throw new Fault(`${at()}: ${code} has no host`, 'Add hostId, or a person who hosts it.')
    return {
      id: id ?? idOf(`seed/${code}`, 'meeting-room', 0),
      code,
      hostId: find(hostId, at('hostId')),
      ...rest,
      ...(users === undefined ? {} : { users: users.map((user, each) => find(user, at('users', each))) }),
    }
  })
  return mergedRows(
    base.meetingRooms,
    given,
    ({ code }) => code,
    (index) => place('meetingRooms', index),
  )
}

/** Nothing if there are none: most seeds have none. */
function departmentsOf(base: Seed, own: OwnSeed, find: FindPerson, place: PlaceOf): Pick<Seed, 'departments'> {
  const given = (own.departments ?? []).map(({ agents, ...department }, index) => {
    const found = agents?.map((word, each) => find(word, place('departments', index, 'agents', each)))
    return { ...department, ...(found ? { agents: found } : {}) }
  })
  const departments = mergedRows(
    base.departments ?? [],
    given,
    ({ id }) => id,
    (index) => place('departments', index),
  )
  return departments.length === 0 ? {} : { departments }
}

function callsOf(base: Seed, own: OwnSeed, find: FindPerson, place: PlaceOf): Seed['calls'] {
  const given = (own.calls ?? []).map(({ id, members, users, ...rest }, index) => {
    const found = (name: string, words: readonly string[]): string[] =>
      words.map((word, each) => find(word, place('calls', index, name, each)))
    return {
      id,
      url: `http://g.co/meet/RocketChat_${id}`,
      providerName: 'googlemeet',
      ...rest,
      ...(members === undefined ? {} : { members: found('members', members) }),
      ...(users === undefined ? {} : { users: found('users', users) }),
    }
  })
  return mergedRows(
    base.calls,
    given,
    ({ id }) => id,
    (index) => place('calls', index),
  )
}
