import { expect, it } from 'vitest'
import { PLAIN_DIALECT } from '../../dialect/dialect.ts'
import { isToldByPayload, userIdsOf } from './payloads.ts'

it('a role has the user’s id in its payloads, in the names of the target; anything but a text is none', () => {
  const payloads = { host: { userId: 'h' }, member: { code: 'x' }, guest: { userId: 5 }, agent: {} }
  expect(userIdsOf({ payloads, socket: PLAIN_DIALECT })).toEqual({ host: 'h' })
  const socket = { ...PLAIN_DIALECT, members: { userId: { name: 'uid', unless: null } } }
  expect(userIdsOf({ payloads: { host: { uid: 'h' }, member: { userId: 'm' } }, socket })).toEqual({ host: 'h' })
})

it('a role is told by its payloads alone if it has some, and no headers', () => {
  const target = {
    payloads: { a: {}, b: {}, c: {} },
    identities: { a: {}, b: { Authorization: 'x' }, d: {} },
  }
  expect(['a', 'b', 'c', 'd', 'toString'].map((role) => isToldByPayload(role, target))).toEqual([
    true,
    false,
    true,
    false,
    false,
  ])
})
