import { describe, expect, it } from 'vitest'
import { faces } from '../compiled/faces.ts'
import { factWords } from '../compiled/facts.ts'
import { seeds } from '../compiled/seeds.ts'
import { socketFaces } from '../compiled/socket-faces.ts'
import type { AnyFace } from '../model/face.ts'
import type { Document } from '../read/load.ts'
import { caseFilesOf } from './cases.ts'
import { derivePrecedence, type Precedence } from './precedence.ts'
import { vocabularyOf } from './vocabulary.ts'

const words = vocabularyOf([...faces.current, ...faces['2022'], ...socketFaces], Object.values(seeds), factWords)
const own = faces.current.filter(({ operation }) => operation === 'joinMeetingRoom')

const documentOf = (value: unknown): Document => ({
  file: 'joinMeetingRoom.yaml',
  raw: value,
  value,
  locate: (path) => ({ file: 'joinMeetingRoom.yaml', line: 1 + Number(path[1] ?? 0) }),
  refFaults: [],
  keyFaults: [],
})

interface Written {
  readonly expect: string
  readonly [word: string]: unknown
}

/** What follows from these cases of an operation, by default in one edition. */
function derived(cases: readonly Written[], more: object = {}, of: readonly AnyFace[] = own): Precedence {
  const success = {
    as: 'guest',
    given: { 'meeting-room': [] },
    request: { path: { code: '$code' }, body: { guestName: 'Jane Smith' } },
  }
  const files = caseFilesOf([documentOf({ operation: 'joinMeetingRoom', success, cases, ...more })], words)
  return derivePrecedence({ files, faces: of, subjects: words.subjects })
}
const idsOf = ({ cases }: Precedence): string[] => cases.map(({ id }) => id.replace('joinMeetingRoom/', ''))

const LOCKED = { expect: 'room-locked', given: { 'meeting-room': ['locked'] } }
const FULL = { expect: 'room-full', given: { 'meeting-room': ['full'] } }
const MISSING = { expect: 'guest-name-missing', request: { body: { guestName: null } } }
const GUEST = { expect: 'joined-as-guest' }
const HOST = { expect: 'joined-as-host', as: 'host', request: { body: null } }

describe('a pair of outcomes', () => {
  it('is a case that has both variations, and expects the earlier, whatever their order in the file', () => {
    const { cases, clashes } = derived([FULL, MISSING])
    expect(clashes).toEqual([])
    expect(cases).toHaveLength(1)
    expect(cases[0]).toMatchObject({
      id: 'joinMeetingRoom/guest-name-missing:before-room-full',
      operation: 'joinMeetingRoom',
      expect: 'guest-name-missing',
      editions: ['current'],
      as: 'guest',
      given: { 'meeting-room': ['full'] },
      request: { path: { code: '$code' }, body: {} },
      at: 'joinMeetingRoom.yaml:2',
    })
  })

  it('has nothing of what only the earlier case shows', () => {
    const shown = { ...LOCKED, shows: { body: { '/statusCode': 403 } }, harmless: false, sources: ['inferred'] }
    const [both] = derived([shown, FULL]).cases
    expect([both?.then, both?.shows]).toEqual([[], {}])
    expect(both).toMatchObject({
      sources: ['server'],
      socketOnly: false,
      harmless: false,
    })
  })

  it('is for any caller and transport, though the earlier case is harmless or about sockets alone', () => {
    const [harmless] = derived([{ ...MISSING, harmless: true }, FULL]).cases
    const [onSockets] = derived([{ ...LOCKED, socket: { ack: false } }, FULL]).cases
    expect([harmless?.harmless, onSockets?.socketOnly]).toEqual([false, false])
  })

  it('is each that there is, of first cases alone', () => {
    const again = { ...LOCKED, name: 'again', given: { 'meeting-room': ['locked', 'full'] } }
    expect(idsOf(derived([MISSING, LOCKED, again, FULL]))).toEqual([
      'guest-name-missing:before-room-locked',
      'guest-name-missing:before-room-full',
      'room-locked:before-room-full',
    ])
  })

  it('shows nothing where both are successes, or one contains the other', () => {
    expect(derived([HOST, GUEST])).toEqual({ cases: [], clashes: [] })
    expect(idsOf(derived([LOCKED, GUEST]))).toEqual([])
    expect(idsOf(derived([LOCKED, { ...FULL, given: { 'meeting-room': ['full', 'locked'] } }]))).toEqual([])
    const sends = (first: object, query: object) => [
      { expect: 'room-locked', request: { query: first } },
      { ...FULL, given: {}, request: { query } },
    ]
    expect(idsOf(derived(sends({ b: 1 }, { a: 1, b: 1 })))).toEqual([])
    expect(idsOf(derived(sends({ b: 1 }, { a: 1 })))).toEqual(['room-locked:before-room-full'])
  })

  it('shows nothing with a success that needs earlier calls, or time', () => {
    const second = { ...HOST, before: [{ expect: 'joined-as-guest' }] }
    expect(derived([LOCKED, second])).toEqual({ cases: [], clashes: [] })
    expect(derived([LOCKED, { ...HOST, wait: 5 }])).toEqual({ cases: [], clashes: [] })
    expect(idsOf(derived([LOCKED, HOST]))).toEqual(['room-locked:before-joined-as-host'])
  })

  it('that contradicts itself clashes: both are named, with the reason and their places', () => {
    const expired = { expect: 'unauthorized', as: 'expired-token' }
    expect(derived([expired, HOST])).toEqual({
      cases: [],
      clashes: [
        {
          operation: 'joinMeetingRoom',
          earlier: 'unauthorized',
          later: 'joined-as-host',
          reason: 'each names its own identity: expired-token and host',
          at: ['joinMeetingRoom.yaml:1', 'joinMeetingRoom.yaml:2'],
        },
      ],
    })
  })
})

describe('an order', () => {
  const sources = (...outcomes: readonly string[]): readonly string[] | undefined =>
    derived([LOCKED, FULL], { order: [{ outcomes, source: 'x#y' }] }).cases[0]?.sources

  it('is that of the document that states it; else the server’s', () => {
    expect(sources('room-locked', 'room-full')).toEqual(['x#y'])
    expect(sources('room-not-found', 'room-locked', 'room-inactive', 'room-full')).toEqual(['x#y'])
    const [first, second] = ['x#y', 'x#z'].map((source) => ({ outcomes: ['room-locked', 'room-full'], source }))
    expect(derived([LOCKED, FULL], { order: [first, second] }).cases[0]?.sources).toEqual(['x#y'])
    expect(sources('room-full', 'room-locked')).toEqual(['server'])
    expect(sources('room-locked', 'room-inactive')).toEqual(['server'])
    expect(sources('room-inactive', 'room-full')).toEqual(['server'])
  })
})

describe('the first case of an outcome', () => {
  it('has no name', () =>
    expect(() => derived([{ ...LOCKED, name: 'first' }, FULL])).toThrow(
      'joinMeetingRoom.yaml:1: joinMeetingRoom/room-locked:first is the first case of its outcome, and has a name',
    ))

  it('needs a single call', () =>
    expect(() => derived([{ ...LOCKED, before: [{ expect: 'joined-as-guest' }] }, FULL])).toThrow(
      'joinMeetingRoom.yaml:1: joinMeetingRoom/room-locked is the first case of its outcome, and needs more than one call',
    ))
})

describe('over editions', () => {
  const older = own.map((face) => ({ ...face, edition: '2022' }))
  const bothWords = { ...words, faces: [...words.faces, ...older] }

  it('the same pair is one case, with every edition that it is for, each once', () => {
    const files = caseFilesOf(
      [
        documentOf({
          operation: 'joinMeetingRoom',
          success: { as: 'guest', given: { 'meeting-room': [] }, request: {} },
          cases: [LOCKED, FULL],
        }),
      ],
      bothWords,
    )
    const both = derivePrecedence({ files, faces: [...own, ...older, ...own], subjects: words.subjects })
    expect(both.cases.map(({ editions }) => editions)).toEqual([['current', '2022']])
  })

  it('a pair whose first cases differ is refused', () => {
    const files = caseFilesOf(
      [
        documentOf({
          operation: 'joinMeetingRoom',
          success: { as: 'guest', given: { 'meeting-room': [] }, request: {} },
          cases: [
            { ...LOCKED, editions: ['2022'] },
            { ...LOCKED, name: 'other', given: { 'meeting-room': ['locked', 'inactive'] }, editions: ['current'] },
            FULL,
          ],
        }),
      ],
      bothWords,
    )
    const unnamed = files.map((file) => ({
      ...file,
      cases: file.cases.map(({ testCase, variation }) => ({
        variation,
        testCase: { ...testCase, id: testCase.id.replace(':other', '') },
      })),
    }))
    expect(() => derivePrecedence({ files: unnamed, faces: [...own, ...older], subjects: words.subjects })).toThrow(
      expect.objectContaining({
        message: 'joinMeetingRoom.yaml:1: the first case of room-locked differs between editions',
        fix: 'Put a case first that applies to all editions that document the outcome.',
      }),
    )
  })
})
