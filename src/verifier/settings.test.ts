import { expect, it } from 'vitest'
import { caseOf } from '../verify/testing/answers.ts'
import { target } from '../verify/testing/runs.ts'
import { toAsked } from './settings.ts'

it('the transports that are named are played; without one all are', async () => {
  const [joined, all] = [caseOf('joinMeetingRoom/joined-as-guest'), ['http', 'polling', 'websocket'] as const]
  const [some, any] = [await toAsked({ transports: ['polling', 'http'] }, { target }), await toAsked({}, { target })]
  expect(all.map((transport) => some.wanted(joined, transport))).toEqual([true, true, false])
  expect(all.map((transport) => any.wanted(joined, transport))).toEqual([true, true, true])
})
