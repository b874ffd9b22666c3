import { expect, it } from 'vitest'
import { toArmRequest } from './arm-request.ts'

it('an arm names its operation, its outcome or effect, and what else it was given', () => {
  expect(toArmRequest('joinMeetingRoom', 'room-full', {})).toEqual({
    operation: 'joinMeetingRoom',
    outcome: 'room-full',
  })
  expect(toArmRequest(null, { reset: true }, { times: 1 })).toEqual({ reset: true, times: 1 })
  expect(toArmRequest(null, { status: 503 }, { times: 0, latency: '1.5s' })).toEqual({
    status: 503,
    times: 0,
    latencyMs: 1500,
  })
})

it('the delay of the options takes the place of that of an effect, and none is sent as none', () => {
  expect(toArmRequest(null, { latency: '1s' }, {})).toEqual({ latencyMs: 1000 })
  expect(toArmRequest(null, { latency: '1s' }, { latency: 0 })).toEqual({ latencyMs: 0 })
})
