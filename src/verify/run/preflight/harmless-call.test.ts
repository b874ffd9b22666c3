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
