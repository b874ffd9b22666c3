import type { Seed } from '../contract/compiled/types.ts'
import { Fault } from '../fault.ts'
import type { OwnPerson, OwnSeed } from './form.ts'
import { mergedRows, unknownName, type PlaceOf } from './place.ts'
import { checkHeaderValue } from './sendable.ts'

type People = Seed['people']

/** The people of a base and one's own. One with the user name of another is that person. */
export function peopleOf(base: Seed, own: OwnSeed, roles: Seed['roles'], place: PlaceOf): People {
  const given = (own.people ?? []).map((person) => complete(person, base.people))
  for (const [index, { role }] of given.entries())
    if (!Object.hasOwn(roles, role)) throw unknownName(place('people', index, 'role'), 'role', role, Object.keys(roles))
  for (const [index, person] of given.entries())
    checkCredentials(person, (...parts) => place('people', index, ...parts))
  return mergedRows(
    base.people,
    given,
    ({ id }) => id,
    (index) => place('people', index),
  )
}

function complete({ username, ...rest }: OwnPerson, base: People): People[number] {
  const known = base.find((person) => person.username === username)
  return { id: known?.id ?? username, username, name: username, role: 'user', ...rest }
}

/** Who has a token calls with it and the id. */
function checkCredentials({ id, authToken }: People[number], place: PlaceOf): void {
  if (authToken === undefined) return
  checkHeaderValue(authToken, { what: 'the token', header: 'X-Auth-Token', place: place('authToken') })
  checkHeaderValue(id, { what: 'the id', header: 'X-User-Id', place: place('id') })
}

/** An id as the products make them, which may belong to somebody who is not listed. */
const LIKE_AN_ID = /^[A-Za-z0-9]{17,}$/

/** Finds the id of a person by id or user name. Throws a Fault that suggests the nearest. */
export const personFinder =
  (people: People) =>
  (word: string, place: string): string => {
    const found = people.find(({ id }) => id === word) ?? people.find(({ username }) => username === word)
    if (found) return found.id
    if (LIKE_AN_ID.test(word)) return word
    throw unknownName(
      place,
      'person',
      word,
      people.flatMap(({ id, username }) => [username, id]),
    )
  }

/** Finds the id of a person; throws a Fault with the place of the word. */
export type FindPerson = ReturnType<typeof personFinder>

/** The identities of a base and those of the file; if it names none, one for each of its people who has none. */
export function identitiesOf(
  base: Seed,
  own: OwnSeed,
  people: People,
  find: FindPerson,
  place: PlaceOf,
): Seed['identities'] {
  checkTokens(own, place)
  const given = Object.entries(own.identities ?? {}).map(([name, identity]) => [
    name,
    {
      ...identity,
      says: identity.says ?? '',
      ...(identity.person === undefined ? {} : { person: find(identity.person, place('identities', name, 'person')) }),
      ...(identity.member === undefined ? {} : { member: find(identity.member, place('identities', name, 'member')) }),
    },
  ])
  const declared: Seed['identities'] = {
    ...(own.identities && own.extends === undefined ? {} : base.identities),
    ...Object.fromEntries(given),
  }
  if (own.identities) return declared
  refuseTwins(own, place)
  const named = new Set(Object.values(declared).flatMap(({ person, member }) => [person, member]))
  const listed = new Set((own.people ?? []).map(({ username }) => username))
  const automatic = people
    .filter(({ id, username }) => listed.has(username) && !named.has(id) && !Object.hasOwn(declared, username))
    .map(
      ({ id, username, name, role, authToken }) =>
        [
          username,
          { says: `${name}, ${role}`, ...(authToken === undefined ? { member: id } : { person: id }) },
        ] as const,
    )
  return { ...declared, ...Object.fromEntries(automatic) }
}

function checkTokens({ identities = {} }: OwnSeed, place: PlaceOf): void {
  for (const [name, { authToken }] of Object.entries(identities))
    if (authToken !== undefined)
      checkHeaderValue(authToken, {
        what: 'the token',
        header: 'X-Auth-Token',
        place: place('identities', name, 'authToken'),
      })
}

/** Each person calls by the user name, so a second one of a name could not. */
function refuseTwins({ people = [] }: OwnSeed, place: PlaceOf): void {
  const seen = new Set<string>()
  for (const [index, { username }] of people.entries()) {
    if (seen.has(username))
      throw new Fault(
        `${place('people', index, 'username')}: the user name ${username} is listed twice`,
        'Rename one of them, or list identities.',
      )
    seen.add(username)
  }
}
