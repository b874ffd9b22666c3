import { describe, expect, it } from 'vitest'
import { callOf } from '../../tests/support/call-of.ts'
import { AT, worldOf } from '../../tests/support/world-of.ts'
import type { Participant } from '../contract/compiled/types.ts'
import { joinMeetingRoom, shownLength, type MeetingFacts } from './meeting.ts'
import type { Caller, CallingSocket } from './operation.ts'

const ANN: Caller = {
  kind: 'person',
  person: { id: 'ann', username: 'ann', name: 'Ann', role: 'user', authToken: null },
}
const NOBODY: Caller = { kind: 'nobody' }
const seated = (id: string, userId: string | null = null): Participant => ({
  id,
  roomId: 'r',
  userId,
  guestName: userId === null ? 'Jo' : null,
  isActive: true,
  isHost: false,
  joinedAt: '',
  leftAt: null,
})
const ROOM = {
  id: 'r',
  code: 'one',
  hostId: 'host',
  isActive: true,
  isLocked: false,
  maxParticipants: 2,
  inside: [],
  past: [],
}
const socketWith = (participantId: string, code = 'one'): CallingSocket => ({
  id: 's',
  caller: NOBODY,
  seat: { code, participantId },
})
const FACTS: MeetingFacts = {
  faults: { unreadable: null, tooLarge: false, form: null },
  body: {},
  caller: NOBODY,
  guestName: 'Jane',
  code: 'one',
  room: ROOM,
  socket: undefined,
  elsewhere: undefined,
}
const { rules } = joinMeetingRoom
const act = (facts: Partial<MeetingFacts>) =>
  joinMeetingRoom.act({ ...FACTS, ...facts }, { id: () => 'new', now: AT, isoText: () => 'then' })

describe('the length of a name', () => {
  it('is counted in code points, without selectors behind another character', () => {
    const lengths = ['', 'a', '\u{1f600}', '\u2764\ufe0f', '\u2764\ufe0e', '\ufe0f', '\u2764\ufe0f\ufe0f', 'a\ufe0fb']
    expect(lengths.map(shownLength)).toEqual([0, 1, 1, 1, 1, 1, 2, 2])
  })

  it('is fifty at most, and one at least', () => {
    const judged = (guestName: unknown) =>
      (['guest-name-missing', 'guest-name-too-short', 'guest-name-too-long'] as const).filter((name) =>
        rules[name]({ ...FACTS, guestName }),
      )
    expect(judged('\u{1f600}'.repeat(50))).toEqual([])
    expect(judged('\u{1f600}'.repeat(51))).toEqual(['guest-name-too-long'])
    expect(judged('')).toEqual(['guest-name-too-short'])
    for (const none of [undefined, null, 5]) expect(judged(none)).toEqual(['guest-name-missing'])
    const ofUser = (guestName: unknown) => rules['guest-name-missing']({ ...FACTS, caller: ANN, guestName })
    expect([ofUser(undefined), ofUser(null), ofUser(5)]).toEqual([false, false, true])
  })
})

describe('a rule of joining', () => {
  it('reads objects and lists as bodies, and nothing else', () => {
    const malformed = (body: unknown) => rules['malformed-body']({ ...FACTS, body })
    expect([malformed({}), malformed([])]).toEqual([false, false])
    for (const body of [null, 5, 'a', undefined])
      expect(malformed(body)).toEqual({ message: 'The body must be a JSON object or list.' })
  })

  it('finds a room full with as many seats taken, or more, and not by the caller', () => {
    const full = (inside: readonly Participant[], more: Partial<MeetingFacts> = {}) =>
      rules['room-full']({ ...FACTS, ...more, room: { ...ROOM, inside: [...inside] } })
    const [a, b, c] = [seated('a'), seated('b', 'ann'), seated('c')]
    expect([full([a]), full([a, b]), full([a, b, c])]).toEqual([false, true, true])
    expect([full([a, b], { caller: ANN }), full([a, b], { socket: socketWith('a') })]).toEqual([false, false])
    expect([full([a, c], { caller: ANN, socket: socketWith('c') }), full([a, c], { caller: ANN })]).toEqual([
      false,
      true,
    ])
  })

  it.each<[keyof typeof rules, Partial<MeetingFacts>]>([
    ['malformed-body', { faults: { ...FACTS.faults, unreadable: 'no JSON' } }],
    ['body-too-large', { faults: { ...FACTS.faults, tooLarge: true } }],
    ['unauthorized', { caller: { kind: 'wrong' } }],
    ['code-missing', { code: undefined }],
    ['room-not-found', { room: undefined }],
    ['room-inactive', { room: { ...ROOM, isActive: false } }],
    ['room-locked', { room: { ...ROOM, isLocked: true } }],
    ['joined-as-user', { caller: ANN }],
    ['joined-as-host', { caller: ANN, room: { ...ROOM, hostId: 'ann' } }],
  ])('%s matches that alone', (name, facts) => {
    expect(rules[name](FACTS)).toBe(false)
    expect(rules[name]({ ...FACTS, ...facts })).not.toBe(false)
    expect(rules['room-full']({ ...FACTS, room: undefined })).toBe(false)
  })

  it('of guests holds for those without credentials alone', () => {
    const isGuest = (caller: Caller) => rules['joined-as-guest']({ ...FACTS, caller })
    expect([NOBODY, ANN, { kind: 'wrong' } as const].map(isGuest)).toEqual([true, false, false])
  })

  it('knows the body, the room of the code, and the room of the seat that is another one', () => {
    const state = worldOf()
    const body = { guestName: 'Jane' }
    const facts = joinMeetingRoom.facts(state, callOf({ params: { code: 'lck-rom-now' }, body }))
    expect([facts.body, facts.guestName, facts.room?.isLocked]).toEqual([body, 'Jane', true])
    const moving = { body: { code: 'abc-def-ghi' }, socket: socketWith('p', 'lck-rom-now') }
    const moved = joinMeetingRoom.facts(state, callOf(moving))
    expect([moved.room?.code, moved.elsewhere?.code]).toEqual(['abc-def-ghi', 'lck-rom-now'])
    expect(joinMeetingRoom.facts(state, callOf({ ...moving, body: { code: 5 } })).room).toBeUndefined()
  })

  it('has a code from the path, or from what a socket sends', () => {
    const codeOf = (more: object) => joinMeetingRoom.facts(worldOf(), callOf(more)).code
    expect([codeOf({}), codeOf({ params: { code: 'a' }, body: { code: 'b' } })]).toEqual(['', 'a'])
    expect(codeOf({ params: { code: 'a' }, body: { code: 'b' }, socket: socketWith('p') })).toBe('b')
  })
})

describe('who joins', () => {
  it('is a guest by name, or a user by id alone', () => {
    expect(act({}).values).toEqual({ id: 'new', roomId: 'r', userId: '', guestName: 'Jane', joinedAt: 'then' })
    expect(act({ caller: ANN }).values).toMatchObject({ userId: 'ann', guestName: '' })
    expect(act({ room: undefined })).toMatchObject({ writes: [], values: { id: '', roomId: '', joinedAt: '' } })
    const isHost = (hostId: string) =>
      act({ caller: ANN, room: { ...ROOM, hostId } }).announces?.map(
        (told) => 'participant' in told && told.participant,
      )
    expect(isHost('ann')).toMatchObject([{ isHost: true, isActive: true, leftAt: null }])
    expect(isHost('ben')).toMatchObject([{ isHost: false }])
    const kinds: string[] = []
    joinMeetingRoom.act(FACTS, { id: (kind) => (kinds.push(kind), 'new'), now: AT, isoText: () => 'then' })
    expect(kinds).toEqual(['participant'])
  })

  it('gives up every seat of their own, first the one elsewhere; a socket is told of those that it does not know of', () => {
    const room = { ...ROOM, inside: [seated('a', 'ann'), seated('b', 'ann'), seated('c')] }
    const elsewhere = { ...ROOM, id: 'q', code: 'two', inside: [seated('d', 'ann'), seated('e')] }
    const { announces = [], writes } = act({ caller: ANN, room, elsewhere, socket: socketWith('d', 'two') })
    expect(announces).toMatchObject([
      { kind: 'left', room: 'two', participant: { id: 'd', isActive: false, leftAt: 'then' }, reason: null },
      { kind: 'left', room: 'one', participant: { id: 'a' }, reason: 'Joined from elsewhere' },
      { kind: 'left', room: 'one', participant: { id: 'b' }, reason: 'Joined from elsewhere' },
      { kind: 'joined', room: 'one', participant: { id: 'new' }, socketId: 's' },
    ])
    expect(writes).toMatchObject([
      { key: 'one', value: { inside: [{ id: 'c' }, { id: 'new' }] } },
      { key: 'two', value: { inside: [{ id: 'e' }] } },
    ])
    expect(act({}).announces).toMatchObject([{ kind: 'joined', socketId: null }])
  })
})
