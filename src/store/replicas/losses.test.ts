import { expect, it } from 'vitest'
import { Away } from '../redis/away.ts'
import { createLosses, unlessAway } from './losses.ts'

it('a loss is told once for each connection, with what is left', () => {
  const lines: string[] = []
  let connection = 1
  const { of, unreadable } = createLosses(
    () => connection,
    (line) => lines.push(line),
  )
  of('the world w')(9, 4)
  of('the list of worlds')(7, 0)
  expect(lines).toEqual([expect.stringContaining('the world w ended at 9, and now ends at 4; ')])
  connection = 2
  of('the list of worlds')(7, 0)
  expect(lines).toHaveLength(2)
  unreadable('v')
  unreadable('u')
  expect(lines.slice(2)).toEqual([expect.stringContaining('The world v '), expect.stringContaining('The world u ')])
})

it('a fault is passed on, unless it is that the server is away', () => {
  const faults: unknown[] = []
  const pass = unlessAway((fault) => faults.push(fault))
  pass(new Away('gone'))
  pass('other')
  expect(faults).toEqual(['other'])
})

it('calls that a journal lacks are told of once for each connection, beside losses', () => {
  const lines: string[] = []
  let connection = 0
  const { of, unrecorded } = createLosses(
    () => connection,
    (line) => lines.push(line),
  )
  unrecorded('w', null)
  unrecorded('w', null)
  expect(lines).toEqual([
    'The Redis server went away, or declined, as calls were answered: their journals lack these calls.',
  ])
  connection = 1
  of('the world w')(9, 4)
  unrecorded('w', null)
  unrecorded('w', null)
  expect(lines).toHaveLength(3)
})

it('a journal that lacks calls since it is damaged is told of as such', () => {
  const lines: string[] = []
  createLosses(
    () => 0,
    (line) => lines.push(line),
  ).unrecorded('w', 'it is something else')
  expect(lines).toEqual(['The journal of the world w lacks calls, until the world is reset: it is something else.'])
})

it('what is lost is told with why that may be, and how to give up what nobody can use', () => {
  const lines: string[] = []
  const losses = createLosses(
    () => 1,
    (line) => lines.push(line),
  )
  losses.of('the list of worlds')(7, 0)
  losses.withoutLog('w')
  losses.unreadable('v')
  losses.unreadableCall('u', 5)
  expect(lines).toEqual([
    'The Redis server has lost data: the list of worlds ended at 7, and now ends at 0; was it restarted without "appendonly yes", emptied, or replaced by a copy that was behind? Worlds go on from what is there, and their sockets are cut.',
    "The world w can't be used: its log is gone from the Redis server; was it discarded for want of memory, or deleted? To give it up: greenroom worlds drop w.",
    "The world v can't be used here: what it began with is not on the Redis server, or its seed is from another version of greenroom. To give it up: greenroom worlds drop v.",
    "The data on the Redis server is damaged: call 5 in the journal of the world u can't be read. All else goes on.",
  ])
})
