import { describe, expect, it } from 'vitest'
import { allCases } from './all-cases.ts'
import { refuseLeftOut, transportsNamed, wantedBy } from './wanted.ts'

/** The beginnings of the ids that are wanted by some words, up to the name of a case. */
const wanted = (...words: string[]): string[] => [
  ...new Set(allCases.filter(wantedBy(words)).map(({ id }) => id.split(':')[0] ?? '')),
]

it('without a word all are wanted', () => {
  expect(allCases.filter(wantedBy([]))).toEqual(allCases)
})

it('an id means its case alone', () => {
  expect(allCases.filter(wantedBy(['joinMeetingRoom/room-locked'])).map(({ id }) => id)).toEqual([
    'joinMeetingRoom/room-locked',
  ])
})

it.each([
  ['an outcome', ['room-locked'], ['joinMeetingRoom/room-locked']],
  ['one of several operations', ['not-host'], ['lockMeetingRoom/not-host', 'endMeetingRoom/not-host']],
  ['all cases of an outcome', ['joinMeetingRoom/room-locked:*'], ['joinMeetingRoom/room-locked']],
  ['several', ['room-locked', 'left'], ['joinMeetingRoom/room-locked', 'leaveMeetingRoom/left']],
])('%s means all its cases', (_, words, ids) => {
  expect(new Set(wanted(...words))).toEqual(new Set(ids))
  expect(allCases.filter(wantedBy(words)).length).toBeGreaterThan(ids.length)
})

it('an operation means all its outcomes', () => {
  expect(wanted('leaveMeetingRoom').every((id) => id.startsWith('leaveMeetingRoom/'))).toBe(true)
  expect(wanted('leaveMeetingRoom')).toContain('leaveMeetingRoom/left')
})

it.each([
  ['room-lockt', 'there is no case room-lockt', 'Did you mean room-locked?'],
  ['nothing of the kind', 'there is no case nothing of the kind', 'greenroom verify --dry-run lists all cases.'],
])('%s is refused', (word, message, fix) => {
  expect(() => wantedBy(['room-locked', word])).toThrow(expect.objectContaining({ message, fix }))
})

describe('a target that leaves operations out', () => {
  const only = ['lockMeetingRoom']

  it.each([
    ['joinLivechatRoom/no-access', 'joinLivechatRoom', 'it'],
    ['leaveMeetingRoom', 'leaveMeetingRoom', 'it'],
    ['room-locked', 'joinMeetingRoom', 'it'],
  ])('refuses %s, which selects nothing else', (word, operation, which) => {
    expect(() => refuseLeftOut(['not-host', word], only)).toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: `the operations of the target leave out ${operation}, which ${word} selects`,
        fix: `Add ${which} to operations in the target file, or select other cases.`,
      }),
    )
  })

  it('names all operations of an outcome that several have', () => {
    expect(() => refuseLeftOut(['not-host'], ['joinMeetingRoom'])).toThrow(
      expect.objectContaining({
        message: 'the operations of the target leave out endMeetingRoom, lockMeetingRoom, which not-host selects',
        fix: 'Add one of them to operations in the target file, or select other cases.',
      }),
    )
  })

  it('plays what one of its operations has, and everything where it names none', () => {
    refuseLeftOut(['not-host'], only)
    refuseLeftOut([], only)
    refuseLeftOut(['joinLivechatRoom/no-access'], null)
  })
})

it('a transport is meant by its name, in the order of reports', () => {
  expect(transportsNamed(['polling', 'http'])).toEqual(['http', 'polling'])
  expect(transportsNamed([])).toEqual([])
  expect(() => transportsNamed(['htp'])).toThrow(
    expect.objectContaining({
      message: 'there is no transport htp',
      fix: 'Did you mean http? Known: http, polling, websocket, upgraded.',
    }),
  )
  expect(() => transportsNamed(['http', 'htp', 'poling'])).toThrow('there is no transport htp')
})
