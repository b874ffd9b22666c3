import { expect, it } from 'vitest'
import { VALUE_FORMS, valueNamed } from './value-forms.ts'

const VALUES = { code: 'abc-def-ghi', room: '42', 'host.userId': 'h-1' }

it.each([
  ['code', 'abc-def-ghi'],
  ['host.userId', 'h-1'],
  ['code.upper-case', 'ABC-DEF-GHI'],
  ['code.without-hyphens', 'abcdefghi'],
  ['code.blank-behind', 'abc-def-ghi '],
  ['host.userId.upper-case', 'H-1'],
])('a name means a value, or a form of it: %s', (name, value) => {
  expect(valueNamed(name, VALUES)).toBe(value)
})

it.each(['other', 'other.upper-case', 'code.lower-case', 'code.constructor', 'constructor', 'upper-case', ''])(
  'nothing is named %s',
  (name) => {
    expect(valueNamed(name, VALUES)).toBeUndefined()
  },
)

it('a form that is the value itself means nothing, since a call with it would be one with the value', () => {
  expect(valueNamed('room.upper-case', VALUES)).toBeUndefined()
  expect(valueNamed('room.without-hyphens', VALUES)).toBeUndefined()
  expect(valueNamed('room.blank-behind', VALUES)).toBe('42 ')
})

it('a name that has a value of its own is no form of another one, and a form of a form is none', () => {
  expect(valueNamed('code.upper-case', { code: 'abc', 'code.upper-case': 'own' })).toBe('own')
  expect(valueNamed('code.without-hyphens.upper-case', VALUES)).toBeUndefined()
  expect(valueNamed('.upper-case', { ...VALUES, '': 'x' })).toBeUndefined()
})

it('every form is listed', () => {
  expect(VALUE_FORMS).toEqual(['upper-case', 'without-hyphens', 'blank-behind'])
})
