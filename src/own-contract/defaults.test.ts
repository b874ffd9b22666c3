import { expect, it } from 'vitest'
import { defaultsOf } from './defaults.ts'

it('are the example’s own values: of parts that vary as a whole, and of groups within a text', () => {
  const example = JSON.stringify({ error: 'wait 5 seconds, Zoé', since: '2026', rooms: [{ id: 1 }], fixed: true })
  const varies = { '/error': '^wait (?<seconds>\\d+) seconds, (?<who>\\p{L}+)$', '/since': null, '/rooms/0/id': null }
  expect(defaultsOf({ example, varies })).toEqual({ seconds: '5', who: 'Zoé', since: '2026', 'rooms/0/id': 1 })
  expect(defaultsOf({ example, varies: {} })).toEqual({})
})
