import { expect, it } from 'vitest'
import { createSeeds } from '../../world/seeds/seeds.ts'
import { isRowOf, isTable } from './row-shape.ts'

const TABLES = [
  'people',
  'roles',
  'livechatRooms',
  'subscriptions',
  'messages',
  'calls',
  'departments',
  'meetingRooms',
  'windows',
  'settings',
  'clock',
] as const

it.each(TABLES)('nothing that lacks what answers need is a row of %s', (table) => {
  for (const value of [{}, [], 'text', 5, { id: 5 }]) expect(isRowOf(table, value)).toBe(false)
})

it('rows of seeds are rows', () => {
  const { people, roles, livechatRooms, calls, meetingRooms } = createSeeds().get('documented').bases
  for (const [table, base] of Object.entries({ people, roles, livechatRooms, calls, meetingRooms })) {
    const rows = [...base.entries()].map(([, row]) => row)
    expect([isTable(table) && rows.every((row) => isRowOf(table, row)), rows.length > 0]).toEqual([true, true])
  }
})

it.each([
  ['people', { id: 'u', username: 'ann', role: 'agent' }],
  ['roles', { permissions: [] }],
  ['livechatRooms', { _id: 'r', ts: '2026-01-01T00:00:00.000Z', v: {} }],
  ['calls', { id: 'c', url: 'https://meet.example/c', users: [] }],
  ['meetingRooms', { code: 'abc', inside: [], past: [], maxParticipants: 2 }],
  ['subscriptions', { rid: 'r', userId: 'u' }],
  ['messages', { id: 'm', rid: 'r' }],
  ['departments', { id: 'd', ancestors: [] }],
  ['windows', { start: 0, used: 0 }],
  ['settings', { rateLimit: false }],
  ['clock', { kind: 'frozen' }],
] as const)('what has no more than answers need is a row of %s, and nothing that lacks a part of it', (table, row) => {
  expect(isRowOf(table, row)).toBe(true)
  for (const name of Object.keys(row)) expect(isRowOf(table, { ...row, [name]: undefined })).toBe(false)
})

it('arms are a list, and a room has lists of participants', () => {
  const room = { code: 'a', inside: [], past: [], maxParticipants: 2 }
  expect([isRowOf('arms', []), isRowOf('arms', {}), isRowOf('arms', [5])]).toEqual([true, false, false])
  expect([isRowOf('meetingRooms', room), isRowOf('meetingRooms', { ...room, inside: [null] })]).toEqual([true, false])
  expect(isRowOf('meetingRooms', { ...room, past: [null] })).toBe(false)
})

it('no name of a member of all objects is that of a table', () => {
  expect([isTable('people'), isTable('toString'), isTable('__proto__')]).toEqual([true, false, false])
})
