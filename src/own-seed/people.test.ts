import { describe, expect, it } from 'vitest'
import { seeds } from '../contract/compiled/seeds.ts'
import { Fault } from '../fault.ts'
import type { Seed } from '../contract/compiled/types.ts'
import type { OwnSeed } from './form.ts'
import { identitiesOf, peopleOf, personFinder } from './people.ts'

const place = (...parts: readonly (string | number)[]): string => parts.join('/')
const ROLES = { user: [], manager: [] }
const BASE: Seed = {
  ...seeds.empty,
  people: [
    { id: 'id-of-ann', username: 'ann', name: 'Ann', role: 'manager', authToken: 't' },
    { id: 'id-of-bob', username: 'bob', name: 'Bob', role: 'user' },
  ],
  identities: { boss: { person: 'id-of-ann', says: 'sees everything' }, nobody: { says: 'no credentials' } },
}

describe('people of one’s own', () => {
  const people = (...own: NonNullable<OwnSeed['people']>): Seed['people'] =>
    peopleOf(BASE, { people: own }, ROLES, place)

  it('have their user name as id and name, and are users, unless more is said', () => {
    expect(people({ username: 'zoe' }).slice(2)).toEqual([{ id: 'zoe', username: 'zoe', name: 'zoe', role: 'user' }])
    expect(people({ username: 'zoe', id: 'z', name: 'Zoë', role: 'manager', authToken: 'x' }).slice(2)).toEqual([
      { id: 'z', username: 'zoe', name: 'Zoë', role: 'manager', authToken: 'x' },
    ])
    expect(peopleOf(BASE, {}, ROLES, place)).toEqual(BASE.people)
  })

  it('replace those of the same user name, whose id they keep', () => {
    const [first, second, ...others] = people({ username: 'ann' })
    expect(first).toEqual({ id: 'id-of-ann', username: 'ann', name: 'ann', role: 'user' })
    expect([second, others]).toEqual([BASE.people[1], []])
  })

  it('have roles that there are, and ids of their own', () => {
    expect(() => people({ username: 'zoe' }, { username: 'eve', role: 'manger' })).toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: 'people/1/role: there is no role manger',
        fix: 'Nearest: manager, user.',
      }),
    )
    expect(() => people({ username: 'zoe', role: 'toString' }, { username: 'eve', role: 'manger' })).toThrow(
      'people/0/role: there is no role toString',
    )
    expect(() => people({ username: 'zoe' }, { username: 'zoe' })).toThrow('people/1: zoe is listed twice')
  })

  it('have credentials that headers can carry, if they call with any', () => {
    expect(() => people({ username: 'eve' }, { username: 'zoe', authToken: 'a\nb' })).toThrow(
      'people/1/authToken: the token "a\\nb" cannot be sent in X-Auth-Token',
    )
    expect(() => people({ username: 'zoe', id: 'a\nb', authToken: 't' })).toThrow(
      'people/0/id: the id "a\\nb" cannot be sent in X-User-Id',
    )
    expect(people({ username: 'zoe', id: 'a\nb' })).toHaveLength(3)
    expect(() => people({ username: 'zoe', id: 'é', authToken: 't' })).toThrow('the id "é" cannot be sent in X-User-Id')
    expect(() => people({ username: 'zoe', authToken: 'é' })).toThrow('the token "é" cannot be sent in X-Auth-Token')
    expect(() => people({ username: 'zoe', authToken: '' })).toThrow('the token "" cannot be sent in X-Auth-Token')
  })
})

describe('a person', () => {
  const find = personFinder([...BASE.people, { id: 'bob', username: 'robert', name: 'R', role: 'user' }])

  it('is found by id, then by user name', () => {
    expect([find('id-of-ann', ''), find('ann', ''), find('bob', ''), find('robert', '')]).toEqual([
      'id-of-ann',
      'id-of-ann',
      'bob',
      'bob',
    ])
  })

  it('who is not listed may be named by what looks like an id', () => {
    expect(find('rbAXPnMktTFbNpwtJ', '')).toBe('rbAXPnMktTFbNpwtJ')
    expect(find('c'.repeat(25), '')).toBe('c'.repeat(25))
    for (const word of ['rbAXPnMktTFbNpwt', 'rbAXPnMktTFbNpwt-J', 'Ann'])
      expect(() => find(word, 'rooms.yaml:7')).toThrow(
        expect.objectContaining({ name: 'Fault', message: `rooms.yaml:7: there is no person ${word}` }),
      )
    expect(() => find('annn', 'here')).toThrow(expect.objectContaining({ fix: 'Nearest: ann, id-of-ann.' }))
  })
})

describe('identities', () => {
  const identities = (own: OwnSeed): Seed['identities'] => {
    const people = peopleOf(BASE, own, ROLES, place)
    return identitiesOf(BASE, own, people, personFinder(people), place)
  }

  it('are those of the base where the file says nothing', () => {
    expect(identities({})).toEqual(BASE.identities)
  })

  it('are also one for each person of the file who has none, of the kind that they can call with', () => {
    expect(
      identities({
        people: [
          { username: 'zoe', name: 'Zoë' },
          { username: 'eve', role: 'manager', authToken: 'x' },
        ],
      }),
    ).toEqual({
      ...BASE.identities,
      zoe: { says: 'Zoë, user', member: 'zoe' },
      eve: { says: 'eve, manager', person: 'eve' },
    })
  })

  it('are refused for two people of a user name, unless the file names identities', () => {
    const people = [{ username: 'eve' }, { username: 'zoe', id: 'z1' }, { username: 'zoe', id: 'z2' }]
    const identitiesWith = (own: OwnSeed) => {
      const all = peopleOf(BASE, own, ROLES, place)
      return identitiesOf(BASE, own, all, personFinder(all), place)
    }
    expect(() => identitiesWith({ people })).toThrow(
      new Fault('people/2/username: the user name zoe is listed twice', 'Rename one of them, or list identities.'),
    )
    expect(identitiesWith({ people, identities: { one: { member: 'z2' } } })['one']).toEqual({ says: '', member: 'z2' })
  })

  it('are none for people who have one, or whose user name is taken', () => {
    expect(identities({ people: [{ username: 'ann' }, { username: 'nobody' }] })).toEqual(BASE.identities)
  })

  it('that the file names are all there are, unless it extends a seed', () => {
    const own = { people: [{ username: 'zoe' }], identities: { me: { person: 'zoe' } } }
    expect(identities(own)).toEqual({ me: { person: 'zoe', says: '' } })
    expect(identities({ ...own, extends: 'empty' })).toEqual({ ...BASE.identities, me: { person: 'zoe', says: '' } })
  })

  it('name people by user name or id, and keep all else', () => {
    expect(
      identities({
        identities: {
          me: { person: 'ann', says: 'it is me', authToken: 'wrong' },
          you: { member: 'bob', expired: true },
          guest: {},
        },
      }),
    ).toEqual({
      me: { person: 'id-of-ann', says: 'it is me', authToken: 'wrong' },
      you: { member: 'id-of-bob', expired: true, says: '' },
      guest: { says: '' },
    })
    expect(() => identities({ identities: { me: { person: 'annn' } } })).toThrow(
      'identities/me/person: there is no person annn',
    )
    expect(() => identities({ identities: { me: { member: 'annn' } } })).toThrow(
      'identities/me/member: there is no person annn',
    )
  })

  it('have tokens that a header can carry', () => {
    expect(() => identities({ identities: { me: { says: 'I' }, you: { authToken: 'a\nb' } } })).toThrow(
      'identities/you/authToken: the token "a\\nb" cannot be sent in X-Auth-Token',
    )
  })

  it('of people who are named already, as persons or members, are not made again', () => {
    const people = [{ username: 'ann' }, { username: 'bob' }, { username: 'zoe' }]
    const base = { ...BASE, identities: { a: { person: 'id-of-ann', says: '' }, b: { member: 'id-of-bob', says: '' } } }
    const all = peopleOf(base, { people }, ROLES, place)
    expect(Object.keys(identitiesOf(base, { people }, all, personFinder(all), place))).toEqual(['a', 'b', 'zoe'])
  })
})
