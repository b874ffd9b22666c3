import { describe, expect, it } from 'vitest'
import type { WorldCause } from '../../world/store.ts'
import { Damaged } from '../log/damaged.ts'
import { createDirectory, type Directory, type ListChange, type Listing } from './directory.ts'

const MADE: WorldCause = { kind: 'made', why: 'asked' }
const begun = (name: string, log: string, cause: WorldCause = MADE): ListChange => ({ is: 'begun', name, log, cause })
const ended = (name: string, why: 'asked' | 'idle' = 'asked'): ListChange => ({ is: 'ended', name, why })

/** A directory, and what it tells. */
function begin(): { readonly directory: Directory; readonly told: Listing[] } {
  const told: Listing[] = []
  return { told, directory: createDirectory({ onListing: (each) => told.push(each), onLost() {} }) }
}

const listed = ({ worlds }: Directory): unknown =>
  [...worlds().entries()].map(([key, { name, log, generation }]) => [key, name, log, generation])

describe('the list of worlds', () => {
  it('tells of an attempt once it is confirmed, and only then, once', () => {
    const { directory, told } = begin()
    const line = directory.attempt(begun('w', 'a-1'))
    directory.attempt(ended('w', 'idle'))
    expect([JSON.parse(line), listed(directory), told]).toEqual([begun('w', 'a-1'), [], []])
    directory.confirm()
    directory.confirm()
    const world = { name: 'w', log: 'a-1', generation: 1 }
    expect(told).toEqual([
      { is: 'begun', world, cause: MADE },
      { is: 'ended', world, why: 'idle' },
    ])
  })

  it('forgets an attempt that is taken back, and keeps what was there before', () => {
    const { directory, told } = begin()
    directory.apply([JSON.stringify(begun('v', 'a-1'))])
    directory.attempt(begun('w', 'a-2'))
    expect(listed(directory)).toHaveLength(2)
    directory.undo()
    directory.confirm()
    expect([listed(directory), told]).toEqual([
      [['v', 'v', 'a-1', 1]],
      [{ is: 'begun', world: { name: 'v', log: 'a-1', generation: 1 }, cause: MADE }],
    ])
    directory.attempt(begun('w', 'a-3'))
    directory.confirm()
    directory.undo()
    expect(listed(directory)).toHaveLength(2)
  })

  it('applies lines of others in order, and says nothing of an end of what is not there', () => {
    const { directory, told } = begin()
    const lines = [begun('v', 'a-1'), begun('w', 'b-1'), ended('nobody'), ended('v')]
    directory.apply(lines.map((line) => JSON.stringify(line)))
    directory.undo()
    expect(listed(directory)).toEqual([['w', 'w', 'b-1', 2]])
    expect(told.map(({ is, world }) => `${world.name} ${is}`)).toEqual(['v begun', 'w begun', 'v ended'])
  })

  it('has what is confirmed, by its log', () => {
    const { directory } = begin()
    const w = { name: 'w', log: 'a-1', generation: 1 }
    directory.attempt(begun('w', 'a-1'))
    expect(directory.has(w)).toBe(false)
    directory.confirm()
    directory.attempt(ended('w'))
    expect([directory.has(w), directory.has({ ...w, log: 'b-1' })]).toEqual([true, false])
    directory.confirm()
    expect(directory.has(w)).toBe(false)
  })

  it('gives each world a generation of its own; one that is reset keeps its own, in a new log', () => {
    const { directory } = begin()
    directory.attempt(begun('v', 'a-1'))
    directory.attempt(begun('w', 'a-2'))
    directory.attempt(begun('v', 'a-3', { kind: 'reset', why: 'asked' }))
    expect(listed(directory)).toEqual([
      ['v', 'v', 'a-3', 1],
      ['w', 'w', 'a-2', 2],
    ])
    directory.attempt(ended('w'))
    directory.attempt(begun('w', 'a-4'))
    expect(directory.worlds().get('w')?.generation).toBe(3)
  })

  it('remembers the last thousand worlds dropped on request, until they are made again', () => {
    const { directory } = begin()
    for (const name of ['v', 'w', 'x']) directory.attempt(begun(name, `a-${name}`))
    directory.attempt(ended('x', 'idle'))
    directory.attempt(ended('w'))
    directory.attempt(ended('v'))
    expect(directory.dropped()).toEqual(['w', 'v'])
    directory.attempt(begun('w', 'a-2'))
    directory.attempt(ended('v'))
    expect(directory.dropped()).toEqual(['v'])
    for (let n = 0; n < 1_000; n++) {
      directory.attempt(begun(`n${n}`, `b-${n}`))
      directory.attempt(ended(`n${n}`))
    }
    expect([directory.dropped().length, directory.dropped()[0], directory.dropped().at(-1)]).toEqual([
      1_000,
      'n0',
      'n999',
    ])
  })

  it('is the same again from a snapshot, its generations and dropped worlds included', () => {
    const { directory } = begin()
    for (const change of [begun('v', 'a-1'), begun('w', 'a-2'), ended('w')]) directory.attempt(change)
    directory.confirm()
    const { directory: other, told } = begin()
    other.restore(directory.snapshot())
    other.undo()
    expect([listed(other), other.dropped()]).toEqual([listed(directory), ['w']])
    expect(told).toEqual([{ is: 'begun', world: { name: 'v', log: 'a-1', generation: 1 }, cause: MADE }])
    other.attempt(begun('x', 'a-3'))
    expect(other.worlds().get('x')?.generation).toBe(3)
  })

  it('tells what is gone and what has come when it starts again from elsewhere; a world in another log is another', () => {
    const { directory, told } = begin()
    for (const name of ['gone', 'same', 'reset']) directory.attempt(begun(name, `a-${name}`))
    directory.confirm()
    const { directory: other } = begin()
    for (const [name, log] of [
      ['same', 'a-same'],
      ['reset', 'b-reset'],
      ['new', 'b-new'],
    ] as const)
      other.attempt(begun(name, log))
    other.confirm()
    told.length = 0
    directory.restore(other.snapshot())
    expect(told.map(({ is, world }) => [is, world.name, world.log])).toEqual([
      ['ended', 'gone', 'a-gone'],
      ['begun', 'reset', 'b-reset'],
      ['begun', 'new', 'b-new'],
    ])
    expect(told[0]).toMatchObject({ why: 'idle' })
    directory.restore(null)
    expect([listed(directory), told.slice(3).map(({ is, world }) => `${world.name} ${is}`)]).toEqual([
      [],
      ['same ended', 'reset ended', 'new ended'],
    ])
  })

  it('says of worlds that are gone after a loss that their data was lost, and only then', () => {
    const { directory, told } = begin()
    directory.attempt(begun('w', 'a-w'))
    directory.confirm()
    directory.lost(1, 0)
    directory.restore(null)
    directory.attempt(begun('v', 'a-v'))
    directory.confirm()
    directory.restore(null)
    expect(told.flatMap((each) => (each.is === 'ended' ? [`${each.world.name} ${each.why}`] : []))).toEqual([
      'w lost',
      'v idle',
    ])
  })

  it('says that a world was dropped where the list says so, whatever else is lost', () => {
    const { directory, told } = begin()
    for (const name of ['v', 'w']) directory.attempt(begun(name, `a-${name}`))
    directory.confirm()
    directory.lost(2, 1)
    directory.restore(JSON.stringify({ worlds: [], dropped: ['w'], last: 2 }))
    expect(told.slice(2).map((each) => each.is === 'ended' && `${each.world.name} ${each.why}`)).toEqual([
      'v lost',
      'w asked',
    ])
  })

  it('shows of an entry that it cannot read no more than its beginning', () => {
    const message = `the list of worlds has an entry that cannot be read: ${'x'.repeat(200)}`
    expect(() => begin().directory.apply(['x'.repeat(201)])).toThrow(new Damaged(message))
  })

  it.each([
    '',
    '[]',
    '{"name":"w"}',
    '{"is":"begun"}',
    '{"is":"born","name":"w"}',
    '{"is":"ended","name":5}',
    '{"is":"begun","name":"w"}',
    '{"is":"ended","name":"w"}',
  ])('takes no entry %j, and says which', (line) => {
    const { directory } = begin()
    expect(() => directory.apply([line])).toThrow(`the list of worlds has an entry that cannot be read: ${line}`)
  })

  it.each([
    '',
    '{"dropped":[],"last":0}',
    '{"worlds":[],"last":0}',
    '{"worlds":[],"dropped":[]}',
    '{"worlds":{},"dropped":[],"last":0}',
    '{"worlds":[null],"dropped":[],"last":0}',
    '{"worlds":[{"log":"l","generation":1}],"dropped":[],"last":0}',
    '{"worlds":[{"name":"w","generation":1}],"dropped":[],"last":0}',
    '{"worlds":[{"name":"w","log":"l"}],"dropped":[],"last":0}',
  ])('takes no snapshot %j', (text) => {
    expect(() => begin().directory.restore(text)).toThrow('the snapshot of the list of worlds cannot be read')
  })
})
