import { expect, it } from 'vitest'
import { scenarios } from '../contract/compiled/scenarios.js'
import { isCallStep } from '../contract/model/scenario.ts'
import { stepText, timeText } from './step-text.ts'

it.each([
  [0, '0s'],
  [1500, '1.5s'],
  [59_999, '59.999s'],
  [60_000, '1m'],
  [125_000, '2m 5s'],
])('%i ms after the start is %s', (ms, text) => {
  expect(timeText(ms)).toBe(text)
})

it('a set is told by its subjects and their facts', () => {
  const set = { 'meeting-room': ['locked', 'full'], call: [] }
  expect(stepText({ atMs: 0, at: '', set })).toBe('set meeting-room: [locked, full], call: []')
})

it('a call is told by who makes it, and of what', () => {
  const [call] = scenarios.flatMap(({ steps }) => steps).filter(isCallStep)
  if (!call) throw new Error('nobody calls')
  expect(stepText({ ...call, by: 'Jane' })).toBe(`Jane: ${call.call.operation}`)
})
