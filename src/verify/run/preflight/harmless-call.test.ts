import { expect, it } from 'vitest'
import { cases } from '../../../contract/compiled/cases.js'
import { plannedOf } from '../../testing/answers.ts'
import { optionsFor } from '../../testing/runs.ts'
import { setUp } from '../set-up.ts'
import { identitiesToTry } from './harmless-call.ts'

it('an identity is tried once, by the API of the first case that has it', () => {
  const { parts } = setUp(optionsFor(cases), () => {})
  const room = plannedOf('joinMeetingRoom/joined-as-user')
  const plan = [
    plannedOf('joinLivechatRoom/joined'),
    { ...room, testCase: { ...room.testCase, as: 'agent' } },
    plannedOf('joinMeetingRoom/joined-as-host'),
  ]
  expect([...identitiesToTry(plan, parts, new Map())].map(([as, { face }]) => [as, face.api])).toEqual([
    ['agent', 'rocket-chat'],
    ['host', 'meeting-rooms'],
  ])
})

it('roles that are to be rejected, or have no credentials, are not tried', () => {
  const own = { 'wrong-token': { Authorization: 'Bearer x' }, nobody: {} }
  const options = optionsFor(cases)
  const target = { ...options.target, identities: { ...options.target.identities, ...own } }
  const { parts } = setUp({ ...options, target }, () => {})
  const room = plannedOf('joinMeetingRoom/joined-as-user')
  const as = (role: string) => ({ ...room, testCase: { ...room.testCase, as: role } })
  expect([...identitiesToTry(['wrong-token', 'nobody', 'unknown', 'host'].map(as), parts, new Map()).keys()]).toEqual([
    'host',
  ])
  // Nor any, if the path of its API is not there.
  const routeless = new Map(parts.plan.map(({ testCase }) => [testCase.operation, 'it is not there']))
  expect(identitiesToTry([as('host')], parts, routeless).size).toBe(0)
})
