import { expect, it } from 'vitest'
import { FAMILIES, familyOf } from './family.ts'

it.each([
  [200, 'success'],
  [204, 'success'],
  [399, 'success'],
  [400, 'request'],
  [401, 'who'],
  [403, 'may'],
  [404, 'request'],
  [429, 'pace'],
  [499, 'request'],
  [500, 'server'],
  [503, 'server'],
])('an answer of status %i is about: %s', (status, family) => {
  expect(familyOf(status, undefined)).toBe(family)
})

it('is about the state of the room, if its case needs a fact; not, if its subject is a plain one', () => {
  expect(familyOf(409, { given: { 'meeting-room': ['full'] } })).toBe('state')
  expect(familyOf(404, { given: { call: [], 'meeting-room': ['unknown'] } })).toBe('state')
  expect(familyOf(400, { given: { 'meeting-room': [] } })).toBe('request')
  expect(familyOf(403, { given: { 'meeting-room': ['locked'] } })).toBe('may')
  expect(familyOf(200, { given: { 'meeting-room': ['full'] } })).toBe('success')
})

it('each family has a few words of its own', () => {
  const words = Object.values(FAMILIES)
  expect(new Set(words).size).toBe(7)
  for (const each of words) expect(each).toMatch(/^[a-z]+( [a-z]+){1,3}$/)
})
