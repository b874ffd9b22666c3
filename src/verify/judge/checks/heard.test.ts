import { describe, expect, it } from 'vitest'
import type { Breach } from './breach.ts'
import type { Source } from '../../model/finding.ts'
import type { Heard } from '../../model/socket-client.ts'
import { weakestSource } from '../../model/source.ts'
import { answer } from '../../testing/answers.ts'
import type { Listened } from './answered.ts'
import { checkHeard } from './heard.ts'

const ID = 'joinMeetingRoom/joined-as-guest'
const { json } = answer(ID)
const joined = { event: 'user-joined', args: [{ participant: { socketId: 'caller-1', ...Object(json) } }] }
const left = { event: 'user-left', args: [{ participantId: 'p', socketId: 's', userId: null }] }
const ended = { event: 'force-disconnect', args: [{ reason: 'Joined from elsewhere' }] }

const listened = (expected: readonly string[], events: readonly Heard[], who = 'observer 1'): Listened => ({
  who,
  isCaller: false,
  expected,
  events,
})
/** A breach for comparison: its source shows which statement it violates. */
type Plain = Omit<Breach, 'sources'>
const plain = ({ sources, ...rest }: Breach): Plain => {
  expect(rest.source).toBe(weakestSource(sources))
  return rest
}
const caseSources = (source: Source): readonly string[] => (source === 'document' ? [] : [source])
const found = (all: readonly Listened[], source: Source = 'document'): readonly Plain[] =>
  checkHeard({ ...answer(ID, { sockets: { listened: all } }), caseSources: caseSources(source) }).map(plain)
const breach = (message: string, parts: Partial<Plain> = {}): Plain => ({
  check: 'heard',
  source: 'server',
  pointer: null,
  message,
  ...parts,
})

describe('what others hear', () => {
  it.each<[title: string, all: readonly Listened[]]>([
    ['what the case says', [listened(['user-joined'], [joined])]],
    ['nothing', [listened([], [])]],
    ['in the order of the case', [listened(['force-disconnect', 'user-joined'], [ended, joined])]],
    ['nobody listens', []],
  ])('may be %s', (_, all) => expect(found(all)).toEqual([]))

  it('is no matter over HTTP', () => expect(checkHeard(answer(ID))).toEqual([]))

  it.each<[title: string, expected: readonly string[], events: readonly Heard[], message: string]>([
    ['nothing', ['user-joined'], [], 'observer 1 does not hear user-joined'],
    ['none of two', ['user-left', 'user-joined'], [], 'observer 1 does not hear user-left, user-joined'],
    ['too much', [], [joined], 'observer 1 hears user-joined, but should hear nothing'],
    ['much too much', [], [joined, left], 'observer 1 hears user-joined, user-left, but should hear nothing'],
    ['another event', ['user-joined'], [left], 'observer 1 hears other events'],
    ['one twice', ['user-joined'], [joined, joined], 'observer 1 hears other events'],
    ['one of two', ['user-left', 'user-joined'], [joined], 'observer 1 hears other events'],
    ['another order', ['force-disconnect', 'user-joined'], [joined, ended], 'observer 1 hears other events'],
  ])('may not be %s', (_, expected, events, message) => {
    const actual = events.map(({ event }) => event)
    expect(found([listened(expected, events)])).toEqual([breach(message, { expected, actual })])
  })

  it.each([{ args: [] }, { args: [...joined.args, 'more'] }])('has one argument, not %j', ({ args }) => {
    expect(found([listened(['user-joined'], [{ ...joined, args }])])).toEqual([
      breach('user-joined, as observer 1 hears it, does not have exactly one argument', {
        expected: 1,
        actual: args.length,
      }),
    ])
  })

  it('is of the form that the contract describes, of which it is told by its place', () => {
    const payload = { participant: { ...joined.args[0]?.participant, isHost: 'no' } }
    expect(found([listened(['user-joined'], [{ ...joined, args: [payload] }])])).toEqual([
      breach('user-joined, as observer 1 hears it, /participant/isHost must be boolean', { actual: payload }),
    ])
  })

  it('tells what has come about', () => {
    const other = { ...joined, args: [{ participant: { ...joined.args[0]?.participant, socketId: 'another' } }] }
    expect(found([listened(['user-joined'], [other])])).toEqual([
      breach('user-joined, as observer 1 hears it, has other values than the calls at /participant/socketId', {
        expected: { '/participant/socketId': joined.args[0]?.participant.socketId },
        actual: { '/participant/socketId': 'another' },
      }),
    ])
  })

  it('is looked at of everybody, and of every event', () => {
    const wrong = { ...ended, args: [{ reason: 'Removed by host' }] }
    const all = [
      listened(['user-joined'], [], 'observer 1'),
      listened(['force-disconnect', 'force-disconnect'], [wrong, { ...ended, args: [] }], 'first'),
      listened([], [], 'elsewhere'),
      listened([], [left], 'observer 2'),
    ]
    expect(found(all).map(({ message }) => message)).toEqual([
      'observer 1 does not hear user-joined',
      'force-disconnect, as first hears it, has other values than the calls at /reason',
      'force-disconnect, as first hears it, does not have exactly one argument',
      'observer 2 hears user-left, but should hear nothing',
    ])
  })

  it('may lack what the target never sends in events, as its target file says', () => {
    const { isHost: _isHost, ...rest } = Object(joined.args[0]?.participant)
    const without = { ...joined, args: [{ participant: rest }] }
    const answered = answer(ID, { sockets: { listened: [listened(['user-joined'], [without])] } })
    expect(checkHeard({ ...answered, absent: ['isHost'], absentInEvents: [] })).toHaveLength(1)
    expect(checkHeard({ ...answered, absent: [], absentInEvents: ['isHost'] })).toEqual([])
  })

  it('rests on no more than the case does', () => {
    const sources = (source: Source) => found([listened(['user-joined'], [])], source).map((each) => each.source)
    expect([sources('document'), sources('server'), sources('inferred')]).toEqual([
      ['server'],
      ['server'],
      ['inferred'],
    ])
  })
})
