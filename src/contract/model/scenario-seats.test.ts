import { describe, expect, it } from 'vitest'
import { caseOf } from '../../verify/testing/answers.ts'
import type { SeatChange, SentEvent, SocketFace } from './face.ts'
import { heardOf, seatedAfter } from './scenario-seats.ts'
import type { CallStep } from './scenario.ts'

const outcome = (name: string, status: number): SocketFace['outcomes'][number] => ({
  name,
  status,
  mediaType: 'application/json',
  cause: '',
  sources: [],
  statements: {},
  instants: [],
  at: '',
  body: '',
  varies: {},
  example: '',
})

const face = (seat: SeatChange | null, ...announces: SentEvent[]): SocketFace => ({
  operation: 'any',
  edition: 'current',
  api: 'any',
  summary: '',
  at: '',
  mutates: true,
  wearsOut: false,
  seat,
  rateLimit: null,
  statements: {},
  outcomes: [outcome('done', 201), outcome('refused', 300)],
  event: 'any',
  announces,
  withoutAck: { success: null, refusal: null },
})

const [CAME, WENT, CUT, TOLD] = [
  { event: 'came', audience: 'others' },
  { event: 'went', audience: 'others' },
  { event: 'cut', audience: 'unseated' },
  { event: 'told', audience: 'others' },
] as const
const seat = (does: SeatChange['does'], subject = 'hall'): SeatChange => ({ does, subject, guest: null })
const take = face(seat('takes'), WENT, CAME, CUT)
const leave = face(seat('leaves'), WENT)
const end = face(null, TOLD, CUT)
const say = face(null, TOLD)
const socketFaces = [take, leave, end, say, face(seat('leaves', 'other'), CAME)]

const step = (by: string, as: string, expected = 'done'): CallStep => ({
  atMs: 0,
  at: '',
  by,
  call: { ...caseOf('joinMeetingRoom/joined-as-guest'), as, expect: expected },
})
const SEATED = new Map([
  ['Ada', 'guest'],
  ['Jane', 'member'],
])
const heard = (by: CallStep, of: SocketFace, seated: ReadonlyMap<string, string> = SEATED) =>
  heardOf(by, of, { seated, socketFaces })
const after = (by: CallStep, of: SocketFace) => Object.fromEntries(seatedAfter(by, of, SEATED))

describe('by a call of a scenario', () => {
  it.each([take, leave, end, say])('that is refused nobody hears anything, and seats stay', (of) => {
    expect(heard(step('Jane', 'member', 'refused'), of)).toEqual({})
    expect(after(step('Jane', 'member', 'refused'), of)).toEqual(Object.fromEntries(SEATED))
  })

  it('that takes a new seat, the others hear who came, and of nobody who went', () => {
    expect(heard(step('Tom', 'host'), take)).toEqual({ others: ['came'] })
    expect(after(step('Tom', 'host'), take)).toEqual({ Ada: 'guest', Jane: 'member', Tom: 'host' })
    expect(heard(step('Tom', 'guest'), take)).toEqual({ others: ['came'] })
  })

  it('that takes one again, the others hear that the older one went; somebody else of that user is cut', () => {
    expect(heard(step('Jane', 'member'), take)).toEqual({ others: ['went', 'came'] })
    expect(heard(step('Jane, at home', 'member'), take)).toEqual({ others: ['went', 'came'], Jane: ['cut'] })
    expect(after(step('Jane, at home', 'member'), take)).toEqual({ Ada: 'guest', 'Jane, at home': 'member' })
  })

  it('that leaves a seat, the others hear it where there was one', () => {
    expect(heard(step('Ada', 'guest'), leave)).toEqual({ others: ['went'] })
    expect(heard(step('Tom', 'guest'), leave)).toEqual({})
    expect(after(step('Ada', 'guest'), leave)).toEqual({ Jane: 'member' })
    expect(after(step('Jane, at home', 'member'), leave)).toEqual(Object.fromEntries(SEATED))
  })

  it('that ends a meeting, everybody is cut, and nobody has a seat any more', () => {
    expect(heard(step('Tom', 'host'), end)).toEqual({ others: ['cut'], Ada: ['cut'], Jane: ['cut'] })
    expect(after(step('Tom', 'host'), end)).toEqual({})
  })

  it('that says something, the others hear it, and seats stay', () => {
    expect(heard(step('Tom', 'host'), say)).toEqual({ others: ['told'] })
    expect(after(step('Tom', 'host'), say)).toEqual(Object.fromEntries(SEATED))
  })
})
