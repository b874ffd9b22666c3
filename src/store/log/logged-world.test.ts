import { describe, expect, it } from 'vitest'
import type { Announcement } from '../../domain/announcement.ts'
import type { Write } from '../../domain/state.ts'
import { setClock } from '../../world/clock.ts'
import type { Decide } from '../../world/store.ts'
import { recipeOf } from '../lasting.suite.ts'
import type { LogEntry } from './log-entry.ts'
import { begunWith, createLoggedWorld, type LoggedWorld, type WorldSnapshot } from './logged-world.ts'

const participant = {
  id: 'p1',
  roomId: 'r',
  userId: null,
  guestName: 'Ann',
  isActive: true,
  isHost: false,
  joinedAt: '2026-01-01T00:00:00.000Z',
  leftAt: null,
}
const joined: Announcement = { kind: 'joined', room: 'abc', participant, socketId: 's1' }
const seat = { code: 'abc', participantId: 'p1', socketId: 's1', by: 'me' }

const running = { ...recipeOf('documented'), clock: { kind: 'running', ahead: 0 } } as const
const trusting = { ...running, settings: { ...running.settings, trust: 'agent' } }

function open(now = 1_000, from: WorldSnapshot = begunWith(undefined), recipe = running) {
  const machine = setClock(now)
  return { machine, logged: createLoggedWorld(recipe, { machine, mostBytes: 1_000_000 }, 'me', from) }
}

const used = (key: string, n: number): Write => ({ table: 'windows', key, value: { start: 0, used: n } })
const entryOf = ({ draft }: LoggedWorld, decide: Decide<unknown>): LogEntry => {
  const { entry } = draft(decide)
  if (entry === null) throw new Error('this decision changes nothing')
  return entry
}
const usedIn = ({ world }: LoggedWorld): unknown => world.row('windows', 'k')

describe('a world whose changes are entries', () => {
  it('drafts the next entry, with all that was decided, and changes nothing', () => {
    const { logged } = open()
    const decide: Decide<string> = (_, make) => ({
      result: make.id('participant'),
      writes: [used('k', 1)],
      announces: [joined],
      isByHand: true,
      what: 'wrote it',
    })
    const { result, entry } = logged.draft(decide)
    expect(entry).toEqual({
      n: 1,
      at: 1_000,
      by: 'me',
      writes: [used('k', 1)],
      ids: { participant: 1 },
      announces: [joined],
      isByHand: true,
      what: 'wrote it',
    })
    expect(logged.draft(decide).result).toBe(result)
    expect([logged.n(), usedIn(logged), logged.seats()]).toEqual([0, undefined, []])
  })

  it.each<[string, Decide<unknown>]>([
    ['writes', () => ({ result: 0, writes: [used('k', 1)] })],
    ['makes an id', (_, make) => ({ result: make.id('participant'), writes: [] })],
    ['announces', () => ({ result: 0, writes: [], announces: [joined] })],
    ['is told of', () => ({ result: 0, writes: [], what: 'looked' })],
  ])('has an entry of a decision that %s, and none of one that does nothing', (_, decide) => {
    const { logged } = open()
    expect(logged.draft(decide).entry).toMatchObject({ n: 1, at: 1_000, by: 'me', isByHand: false })
    expect(logged.draft(() => ({ result: 'read', writes: [], announces: [], isByHand: true }))).toEqual({
      result: 'read',
      entry: null,
    })
  })

  it('makes each id of a decision once, and goes on after those of entries', () => {
    const { logged } = open()
    const two: Decide<string[]> = (_, make) => ({
      result: [make.id('participant'), make.id('participant')],
      writes: [],
    })
    const first = logged.draft(two)
    expect([new Set(first.result).size, first.entry?.ids]).toEqual([2, { participant: 2 }])
    if (first.entry) logged.apply(first.entry)
    const second = logged.draft(two)
    expect([new Set([...first.result, ...second.result]).size, second.entry?.ids]).toEqual([4, { participant: 4 }])
  })

  it('applies entries in order only', () => {
    const { logged } = open()
    const entry = entryOf(logged, () => ({ result: 0, writes: [used('k', 1)], announces: [joined] }))
    logged.apply(entry)
    expect([logged.n(), usedIn(logged), logged.seats()]).toEqual([1, { start: 0, used: 1 }, [seat]])
    expect(() => logged.apply(entry)).toThrow('entry 1 follows entry 1')
    expect(() => logged.attempt({ ...entry, n: 3 })).toThrow('entry 3 follows entry 1')
  })

  it('takes back all that was attempted: rows, ids, number and time', () => {
    const { logged, machine } = open()
    const before = logged.snapshot()
    const attempt = (n: number): void =>
      logged.attempt(
        entryOf(logged, (_, make) => ({
          result: make.id('participant'),
          writes: [used('k', n), used(`k${n}`, n)],
          announces: [joined],
        })),
      )
    machine.advance(5_000)
    attempt(1)
    attempt(2)
    expect([logged.n(), usedIn(logged), logged.seats()]).toEqual([2, { start: 0, used: 2 }, []])
    logged.undo()
    expect([logged.snapshot(), usedIn(logged)]).toEqual([before, undefined])
    logged.undo()
    logged.confirm()
    expect(logged.snapshot()).toEqual(before)
  })

  it('keeps what was confirmed, with its seats, whatever is taken back later', () => {
    const { logged } = open()
    logged.attempt(entryOf(logged, () => ({ result: 0, writes: [used('k', 1)], announces: [joined] })))
    logged.confirm()
    logged.attempt(entryOf(logged, () => ({ result: 0, writes: [used('k', 2)] })))
    logged.undo()
    expect([logged.n(), usedIn(logged), logged.seats()]).toEqual([1, { start: 0, used: 1 }, [seat]])
  })

  it('confirms in the order of what was attempted: who left after joining has no seat', () => {
    const { logged } = open()
    const left: Announcement = { kind: 'left', room: 'abc', participant, reason: null }
    for (const told of [joined, left])
      logged.attempt(entryOf(logged, () => ({ result: 0, writes: [], announces: [told] })))
    logged.confirm()
    expect(logged.seats()).toEqual([])
  })

  it('goes on from a snapshot, with its ids, seats and number', () => {
    const { logged } = open()
    logged.apply(
      entryOf(logged, (_, make) => ({
        result: make.id('participant'),
        writes: [used('k', 4)],
        announces: [joined],
      })),
    )
    const { logged: again } = open(0, logged.snapshot())
    expect([again.n(), usedIn(again), again.seats()]).toEqual([1, { start: 0, used: 4 }, [seat]])
    expect(entryOf(again, (_, make) => ({ result: make.id('participant'), writes: [] }))).toMatchObject({
      n: 2,
      ids: { participant: 2 },
    })
  })

  it('never decides earlier than an entry before, whoever decided that', () => {
    const { logged, machine } = open(1_000)
    const write: Decide<number> = (state) => ({ result: state.now, writes: [used('k', 1)] })
    const entry = entryOf(logged, write)
    logged.apply({ ...entry, at: 9_000 })
    expect([logged.draft(write).result, entryOf(logged, write).at]).toEqual([9_000, 9_000])
    logged.apply({ ...entry, n: 2, at: 4_000 })
    expect(logged.snapshot().at).toBe(9_000)
    machine.advance(9_000)
    expect(entryOf(logged, write).at).toBe(10_000)
  })

  it.each(['apply', 'attempt'] as const)('trusts whom its own server trusts (%s), not the one that wrote', (how) => {
    const { logged } = open(0, begunWith(undefined), trusting)
    const value = { anonymousReading: true, trust: 'another', rateLimit: false }
    const entry = entryOf(logged, () => ({
      result: 0,
      writes: [used('k', 1), { table: 'settings', key: '', value }],
    }))
    logged[how](entry)
    expect([logged.world.row('settings', ''), usedIn(logged)]).toEqual([
      { ...value, trust: 'agent' },
      { start: 0, used: 1 },
    ])
    const back = entryOf(logged, () => ({ result: 0, writes: [{ table: 'settings', key: '', value: null }] }))
    logged[how](back)
    expect(logged.world.settings).toEqual(trusting.settings)
  })

  it('goes on with the ids that it had where an attempt is taken back, and decides at its time', () => {
    const { logged } = open(1_000)
    const make: Decide<[string, number]> = (_, made) => ({ result: [made.id('participant'), made.now], writes: [] })
    logged.apply(entryOf(logged, make))
    const next = logged.draft(make).result
    logged.attempt(entryOf(logged, make))
    expect(logged.draft(make).result).not.toEqual(next)
    logged.undo()
    expect([logged.draft(make).result, next[1]]).toEqual([next, 1_000])
  })

  it('begins with what it is begun with', () => {
    const contents = { rows: { windows: [['k', { start: 0, used: 7 }]] as const }, ids: {} }
    expect(usedIn(open(0, begunWith(contents)).logged)).toEqual({ start: 0, used: 7 })
  })

  it.each(['apply', 'attempt'] as const)('is full once its rows take what its host allows (%s)', (how) => {
    const host = { machine: setClock(0), mostBytes: 100_000 }
    const logged = createLoggedWorld(running, host, 'me', begunWith(undefined))
    const write =
      (length: number): Decide<number> =>
      (): ReturnType<Decide<number>> => ({ result: 0, writes: [used('x'.repeat(length), 1)] })
    logged[how](entryOf(logged, write(60_000)))
    expect(logged.world.isFull).toBe(false)
    logged[how](entryOf(logged, write(8_000)))
    expect(logged.world.isFull).toBe(true)
  })

  it('trusts whom its own server trusts, not the one that took its snapshot', () => {
    const value = { anonymousReading: true, trust: 'another', rateLimit: false }
    const contents = { rows: { settings: [['', value]] as const }, ids: {} }
    for (const recipe of [running, trusting]) {
      const { logged } = open(0, { n: 3, at: 0, contents, seats: [] }, recipe)
      expect(logged.world.settings).toEqual({ ...value, trust: recipe.settings.trust })
    }
  })
})
