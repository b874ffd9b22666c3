import { expect, it } from 'vitest'
import { livechatRow } from '../../tests/support/livechat-row.ts'
import { isInUnits, monitoredUnits } from './monitors.ts'

const SETTINGS = { anonymousReading: false, trust: null, rateLimit: true }
const person = (id: string) => ({ id, username: id, name: id, role: 'user', authToken: null })

it('a monitor has units; anybody else has none that hide anything', () => {
  const settings = { ...SETTINGS, monitors: { ann: ['north'], ben: [] } }
  expect([monitoredUnits(settings, person('ann')), monitoredUnits(settings, person('ben'))]).toEqual([['north'], []])
  expect([monitoredUnits(settings, person('toString')), monitoredUnits(settings, undefined)]).toEqual([null, null])
  expect(monitoredUnits(SETTINGS, person('ann'))).toBeNull()
})

it('a room is in the units above its department; one of no unit is in none', () => {
  const room = livechatRow('r', { departmentAncestors: ['north', 'all'] })
  expect([isInUnits(room, ['all']), isInUnits(room, ['south']), isInUnits(room, [])]).toEqual([true, false, false])
  expect(isInUnits(livechatRow('r'), ['north'])).toBe(false)
})
