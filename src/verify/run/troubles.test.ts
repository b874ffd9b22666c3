import { describe, expect, it } from 'vitest'
import type { RunEvent } from '../model/events.ts'
import type { TroubleKind } from '../model/exchange.ts'
import { onWebSocket, planned, plannedOf } from '../testing/answers.ts'
import { createTroubles } from './troubles.ts'

const one = plannedOf('joinMeetingRoom/room-locked')

function begin() {
  const told: RunEvent[] = []
  const troubles = createTroubles((event) => told.push(event))
  const meet = (kind: TroubleKind, times = 1, isLast = true, message = 'It failed.'): void => {
    for (let n = 0; n < times; n++) troubles.met(one, { kind, message }, { hasSent: false, isLast })
  }
  return { ...troubles, told, meet }
}

describe('a run gives up on its target', () => {
  it("at once if it can't be reached before its first answer", () => {
    const { givenUp, told, meet } = begin()
    meet('refused')
    expect(givenUp()).toBe('the target cannot be reached: It failed.')
    meet('dns')
    expect(told).toEqual([{ kind: 'unreachable', trouble: 'refused', message: 'It failed.' }])
  })

  it('after trouble ten times in a row, which an answer ends', () => {
    const { givenUp, answered, meet } = begin()
    answered(one)
    meet('reset', 9)
    expect(givenUp()).toBeNull()
    answered(one)
    meet('reset', 9)
    expect(givenUp()).toBeNull()
    meet('timeout')
    expect(givenUp()).toBe('nothing more was sent after trouble 10 times in a row; the last: It failed.')
    const said = givenUp()
    meet('timeout', 1, true, 'It failed later.')
    answered(one)
    expect(givenUp()).toBe(said)
  })

  it('of which that of a gateway counts once for each case, once there was an answer', () => {
    const { givenUp, answered, meet } = begin()
    answered(one)
    meet('gateway', 20, false)
    meet('gateway', 9)
    expect(givenUp()).toBeNull()
    meet('gateway')
    expect(givenUp()).not.toBeNull()
    const other = begin()
    other.answered(one)
    other.meet('reset', 10, false)
    expect(other.givenUp()).not.toBeNull()
    const before = begin()
    before.meet('gateway', 10, false)
    expect(before.givenUp()).not.toBeNull()
  })
})

describe('an outage', () => {
  it('is told with the cases under way when it began, also where the run gives up', () => {
    const { told, answered, began, meet, givenUp } = begin()
    answered(one)
    began(plannedOf('joinMeetingRoom/room-full'))
    began(onWebSocket('joinMeetingRoom/room-inactive'))
    meet('refused', 10)
    const cases = 'joinMeetingRoom/room-full or joinMeetingRoom/room-inactive (websocket)'
    expect(told).toEqual([
      { kind: 'note', text: `the target stopped accepting connections at ${cases}; its log may say why` },
    ])
    expect(givenUp()).toContain(`10 times in a row, which began with ${cases}; the last: It failed.`)
  })

  it('names eight of many', () => {
    const { told, answered, began, meet } = begin()
    answered(one)
    for (const other of planned.filter((each) => each !== one).slice(0, 10)) began(other)
    meet('refused')
    expect(told).toMatchObject([{ text: expect.stringMatching(/(?: or [^ ]+){7} or 2 more; its log/) }])
    const eight = begin()
    eight.answered(one)
    for (const other of planned.filter((each) => each !== one).slice(0, 8)) eight.began(other)
    eight.meet('refused')
    expect(eight.told).toMatchObject([{ text: expect.stringMatching(/ at [^ ]+(?: or [^ ]+){7}; its log/) }])
  })
})
