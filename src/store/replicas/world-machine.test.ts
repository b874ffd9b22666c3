import { describe, expect, it } from 'vitest'
import type { Announcement } from '../../domain/announcement.ts'
import { setClock } from '../../world/clock.ts'
import { recipeOf } from '../lasting.suite.ts'
import { Damaged } from '../log/damaged.ts'
import { begunWith, createLoggedWorld } from '../log/logged-world.ts'
import { readSnapshotText, toSnapshotText } from '../log/snapshot-text.ts'
import type { ListChange } from './directory.ts'
import { BORN } from './seal.ts'
import { createWorldMachine, Sealed, Unborn, type WorldMachine } from './world-machine.ts'

const GONE: ListChange = { is: 'ended', name: 'w', why: 'idle' }
const NEXT: ListChange = { is: 'ended', name: 'w', why: 'asked' }

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
const left: Announcement = { kind: 'left', room: 'abc', participant, reason: null }

/** A machine of a process, and what it tells: the number of each entry, and who had a seat before it. */
function begin(by = 'a') {
  const [told, jumps]: [string[], number[]] = [[], []]
  const host = { machine: setClock(1_000), mostBytes: 1_000_000 }
  const machine = createWorldMachine({
    logged: (from) => createLoggedWorld(recipeOf('documented'), host, by, from),
    begun: begunWith(undefined),
    toText: toSnapshotText,
    readText: readSnapshotText,
    name: 'w',
    onEntry: ({ n }, seats) => told.push([`${n}:`, ...seats.map(({ socketId }) => socketId)].join(' ')),
    onJump: () => jumps.push(machine.world().n()),
    onLost() {},
  })
  return { machine, told, jumps }
}

const count = ({ decide }: WorldMachine) =>
  decide((state) => {
    const used = (state.windows.get('k')?.used ?? 0) + 1
    return { result: used, writes: [{ table: 'windows', key: 'k', value: { start: 0, used } }] }
  })
const counted = ({ decide }: WorldMachine): unknown =>
  decide((state) => ({ result: state.windows.get('k')?.used ?? 0, writes: [] })).result
const announce = ({ decide }: WorldMachine, announcement: Announcement): readonly string[] =>
  decide(() => ({ result: null, writes: [], announces: [announcement] })).lines

const sealOf = (act: () => unknown): unknown => {
  try {
    act()
  } catch (fault) {
    if (fault instanceof Sealed) return fault.next
    if (fault instanceof Unborn) return fault.message
    throw fault
  }
  return 'not sealed'
}

describe('the log of a world', () => {
  it('must have been born before anything is decided or read: else what was in it is lost', () => {
    const { machine } = begin()
    for (const act of [() => count(machine), () => machine.seal(NEXT), () => machine.contents()])
      expect(sealOf(act)).toBe(
        'the world w is damaged: its log is gone, such as by a server that discards data, or by hand',
      )
    expect(machine.snapshot()).toBe(null)
    machine.apply([BORN])
    expect(machine.contents().rows.windows).toBe(undefined)
    expect([count(machine).result, machine.snapshot() === null]).toEqual([1, false])
  })

  it('gets a line for what changes something, and none for what does not', () => {
    const { machine } = begin()
    machine.apply([BORN])
    expect([counted(machine), count(machine).lines.length]).toEqual([0, 1])
    expect(machine.decide(() => ({ result: 'read', writes: [] }))).toEqual({ result: 'read', lines: [] })
  })

  it('makes the same world of its lines elsewhere', () => {
    const [{ machine }, other] = [begin('a'), begin('b')]
    machine.apply([BORN])
    const lines = [...count(machine).lines, ...count(machine).lines]
    machine.confirm()
    other.machine.apply([BORN, ...lines])
    expect([counted(other.machine), other.machine.world().n(), other.told]).toEqual([2, 2, ['1:', '2:']])
  })

  it('tells of what was attempted once it is confirmed, with the seats before; never if it is taken back', () => {
    const { machine, told } = begin()
    machine.apply([BORN])
    announce(machine, joined)
    machine.undo()
    machine.confirm()
    expect([told, machine.world().seats(), machine.world().n()]).toEqual([[], [], 0])
    announce(machine, joined)
    count(machine)
    expect(told).toEqual([])
    machine.confirm()
    machine.confirm()
    expect([told, machine.world().seats().length]).toEqual([['1:', '2:'], 1])
    announce(machine, left)
    machine.confirm()
    expect([told.slice(2), machine.world().seats()]).toEqual([['3: s1'], []])
  })

  it('tells of entries of others with the seats before each', () => {
    const [{ machine }, other] = [begin('a'), begin('b')]
    machine.apply([BORN])
    other.machine.apply([BORN, ...announce(machine, joined), ...announce(machine, left)])
    expect(other.told).toEqual(['1:', '2: s1'])
  })

  it('ends with what comes in its place, which all who decide later learn, here and elsewhere', () => {
    const [{ machine }, other] = [begin('a'), begin('b')]
    machine.apply([BORN])
    const lines = machine.seal(NEXT)
    machine.confirm()
    other.machine.apply([BORN, ...lines])
    for (const each of [machine, other.machine])
      expect([sealOf(() => counted(each)), sealOf(() => each.seal(GONE)), each.snapshot()]).toEqual([NEXT, NEXT, null])
  })

  it('goes on if its end is taken back', () => {
    const { machine } = begin()
    machine.apply([BORN])
    machine.seal(NEXT)
    machine.undo()
    expect([count(machine).result, machine.snapshot() === null]).toEqual([1, false])
  })

  it('goes on from a snapshot, and says that it has jumped unless that is the first one', () => {
    const [{ machine }, other] = [begin('a'), begin('b')]
    machine.apply([BORN])
    count(machine)
    machine.confirm()
    const text = machine.snapshot()
    other.machine.restore(text)
    expect([counted(other.machine), other.machine.world().n(), other.jumps]).toEqual([1, 1, []])
    other.machine.seal(NEXT)
    other.machine.restore(text)
    expect([count(other.machine).result, other.jumps]).toEqual([2, [1]])
    other.machine.restore(null)
    expect([sealOf(() => counted(other.machine)), other.machine.world().n(), other.jumps]).toEqual([
      expect.stringContaining('its log is gone'),
      0,
      [1, 0],
    ])
    // It is the same jump until its log has been read to the end.
    other.machine.restore(text, true)
    expect([counted(other.machine), other.jumps]).toEqual([1, [1, 0]])
  })

  it.each<[string, string]>([
    ['a row that is none', '{"at":1,"by":"b","writes":[["people","p",{}]]}'],
    ['a difference from a row that is not there', '{"at":1,"by":"b","writes":[["people","p",null,{"set":{}}]]}'],
    ['an id that is none', '{"at":1,"by":"b","writes":[],"ids":null,"announces":[{"kind":"joined","room":"r"}]}'],
    ['an announcement without a participant', '{"at":1,"by":"b","writes":[],"announces":[{"kind":"left","room":"r"}]}'],
  ])('is damaged if it has %s', (_, line) => {
    const { machine, told } = begin()
    expect(() => machine.apply([BORN, line])).toThrow(Damaged)
    expect(told).toEqual([])
  })

  it.each(['{"seal":', '{"seal":null}', '{"seal":{"name":"w"}}', '{"seal":{"is":"ended"}}'])(
    'has no end %j, and says so',
    (line) => {
      const { machine } = begin()
      expect(() => machine.apply([BORN, line])).toThrow(`the end of a log cannot be read: ${line}`)
    },
  )

  it('has an end that names its world', () => {
    expect(new Sealed(NEXT)).toMatchObject({ message: 'the log of the world w has ended', name: 'Sealed' })
  })
})
