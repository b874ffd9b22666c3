import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Announcement } from './announcement.ts'
import { leaveMeetingRoom } from './meeting-connection.ts'
import { endMeetingRoom, lockMeetingRoom } from './meeting-host.ts'
import { joinMeetingRoom } from './meeting.ts'
import type { Call, Caller, HeldSeat, Make } from './operation.ts'
import type { MeetingRoom, State, Write } from './state.ts'

const CODES = ['one', 'two']
const USERS = ['ann', 'ben', 'host', null]

/** Something that happens: who does what, from which socket (null: over HTTP), about which room. */
const anEvent = fc.record({
  does: fc.constantFrom('join', 'leave', 'lock', 'unlock', 'end'),
  socket: fc.option(fc.nat(4)),
  user: fc.constantFrom(...USERS),
  code: fc.constantFrom(...CODES),
})
type Happening = typeof anEvent extends fc.Arbitrary<infer Value> ? Value : never

const callerOf = (id: string | null): Caller =>
  id === null
    ? { kind: 'nobody' }
    : { kind: 'person', person: { id, username: id, name: id, role: 'user', authToken: null } }

/** A world of two small rooms, with the seats that sockets hold as announcements tell. */
class Meetings {
  readonly rooms = new Map<string, MeetingRoom>(
    CODES.map((code) => [
      code,
      { id: code, code, hostId: 'host', isActive: true, isLocked: false, maxParticipants: 3, inside: [], past: [] },
    ]),
  )
  /** Socket to its seat. */
  readonly seats = new Map<string, HeldSeat>()
  /** Participant to room, as those hear it who hear everything. */
  readonly heard = new Map<string, string>()
  #ids = 0

  /** What it came to, by the name of the outcome. */
  does({ does, socket, user, code }: Happening): string {
    const id = `socket ${socket} of ${user}`
    const call: Call = {
      params: { code },
      query: {},
      headers: {},
      body: { code, guestName: 'Guest', locked: does === 'lock' },
      faults: { unreadable: null, tooLarge: false, form: null },
      limit: { usedUp: false, seconds: 0 },
      ...(socket === null ? {} : { socket: { id, caller: callerOf(user), seat: this.seats.get(id) ?? null } }),
    }
    if (does === 'join') return this.#play(joinMeetingRoom, call, socket === null ? callerOf(user) : undefined)
    if (socket === null) return ''
    if (does === 'leave') return this.#play(leaveMeetingRoom, call)
    return does === 'end' ? this.#play(endMeetingRoom, call) : this.#play(lockMeetingRoom, call)
  }

  #play<Facts extends object>(operation: Playable<Facts>, call: Call, caller?: Caller): string {
    const state = new Proxy<State>(Object.create(null), {
      get: (_, name) => (name === 'meetingRooms' ? { get: (code: string) => this.rooms.get(code) } : undefined),
    })
    const found = operation.facts(state, call)
    // Over HTTP a token says who calls; here it is said at once.
    const facts = caller ? { ...found, caller } : found
    const [outcome = '', rule] = Object.entries(operation.rules).find(([, holds]) => holds(facts) !== false) ?? []
    expect(rule).toBeDefined()
    if (!/joined|left|changed|ended/.test(outcome)) return outcome
    const { writes, announces = [] } = operation.act(facts, { id: () => `p${this.#ids++}`, now: 0, isoText: String })
    for (const write of writes)
      if (write.table === 'meetingRooms' && write.value) this.rooms.set(write.key, write.value)
    expect(announces.length > 0).toBe(writes.length > 0)
    for (const each of announces) this.#hear(each)
    return outcome
  }

  #hear(told: Announcement): void {
    if (told.kind === 'joined') {
      this.heard.set(told.participant.id, told.room)
      if (told.socketId !== null) this.seats.set(told.socketId, { code: told.room, participantId: told.participant.id })
    } else if (told.kind === 'left' || told.kind === 'ended')
      for (const { id } of told.kind === 'left' ? [told.participant] : told.participants) {
        expect(this.heard.delete(id)).toBe(true)
        for (const [socket, { participantId }] of this.seats) if (participantId === id) this.seats.delete(socket)
      }
  }
}

interface Playable<Facts> {
  facts(state: State, call: Call): Facts
  readonly rules: Readonly<Record<string, (facts: Facts) => unknown>>
  act(facts: Facts, make: Make): { readonly writes: readonly Write[]; readonly announces?: readonly Announcement[] }
}

describe('whatever happens in two rooms, over HTTP and on sockets', () => {
  it('no room has more inside than seats, a user has one seat in a room, and a socket one at all', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 60 }), (events) => {
        const meetings = new Meetings()
        for (const event of events) {
          meetings.does(event)
          for (const { inside, isActive, maxParticipants } of meetings.rooms.values()) {
            expect(inside.length).toBeLessThanOrEqual(isActive ? maxParticipants : 0)
            const users = inside.flatMap(({ userId }) => userId ?? [])
            expect(new Set(users).size).toBe(users.length)
          }
          const held = [...meetings.seats.values()].map(({ participantId }) => participantId)
          expect(new Set(held).size).toBe(held.length)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('who hears every announcement knows who is inside, to the letter', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 60 }), (events) => {
        const meetings = new Meetings()
        for (const event of events) {
          meetings.does(event)
          const inside = [...meetings.rooms.values()].flatMap((room) =>
            room.inside.map(({ id }) => [id, room.code] as const),
          )
          expect(meetings.heard).toEqual(new Map(inside))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('who has left is in the past of the room, with the time; nobody is inside and gone at once', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 60 }), (events) => {
        const meetings = new Meetings()
        for (const event of events) meetings.does(event)
        for (const { inside, past } of meetings.rooms.values()) {
          expect(past.every(({ isActive, leftAt }) => !isActive && leftAt !== null)).toBe(true)
          expect(inside.every(({ isActive, leftAt }) => isActive && leftAt === null)).toBe(true)
          const ids = [...inside, ...past].map(({ id }) => id)
          expect(new Set(ids).size).toBe(ids.length)
        }
      }),
      { numRuns: 100 },
    )
  })
})
