import { describe, expect, it } from 'vitest'
import type { JournalEntry } from '../../src/contract/compiled/types.ts'
import { createCallLog, type Line } from './call-log.ts'
import { createFiltering, type Filter } from './filter.ts'
import { takeLink } from './link.ts'
import { toHash, toRoute } from './route.ts'

const ALL: Filter = { text: '', status: '', outcome: '', way: '', world: '' }

const entry = (n: number, more: Partial<JournalEntry> = {}): JournalEntry => ({
  n,
  at: '2026-03-03T10:30:00.000Z',
  world: 'w',
  caller: null,
  method: 'POST',
  target: '/rooms/abc-def-ghi/join',
  operation: 'joinMeetingRoom',
  outcome: 'room-locked',
  status: 403,
  delayMs: 0,
  forced: null,
  rule: 'room-locked',
  cause: 'locked by its host',
  request: { headers: {}, body: '' },
  response: { body: '' },
  ...more,
})
const call = (n: number, more: Partial<JournalEntry> = {}): Line => ({
  kind: 'call',
  key: `w/${n}`,
  world: 'w',
  entry: entry(n, more),
})
const note: Line = { kind: 'note', world: 'w', text: 'changed' }

describe('a log of calls', () => {
  it('takes what arrives within a frame at once, and each call only once', () => {
    const due: (() => void)[] = []
    const log = createCallLog((flush) => due.push(flush))
    log.add([call(1), call(2)])
    log.add([call(2), note])
    expect([log.lines().length, due.length]).toEqual([0, 1])
    due[0]?.()
    expect(log.lines().map(({ seq }) => seq)).toEqual([0, 1, 2])
    expect(log.version.get()).toBe(1)
  })

  it('keeps the latest, and counts what it drops', () => {
    const log = createCallLog((flush) => flush(), 10)
    for (let n = 1; n <= 2000; n++) log.add([call(n)])
    expect(log.lines().length).toBeLessThanOrEqual(1010)
    expect(log.dropped() + log.lines().length).toBe(2000)
  })

  it('of a hidden page does not grow without bound', () => {
    const log = createCallLog(() => {}, 10)
    for (let n = 1; n <= 100; n++) log.add([call(n)])
    expect(log.dropped()).toBe(90)
  })

  it('of a hidden page has the latest once that is shown', () => {
    const due: (() => void)[] = []
    const log = createCallLog((flush) => due.push(flush), 10)
    for (let n = 1; n <= 100; n++) log.add([call(n)])
    due[0]?.()
    expect(log.lines().map((line) => (line.kind === 'call' ? line.entry.n : 0))).toEqual([
      91, 92, 93, 94, 95, 96, 97, 98, 99, 100,
    ])
  })

  it('takes a call again that it has dropped, and begins anew once it is cleared', () => {
    const log = createCallLog((flush) => flush(), 10)
    for (let n = 1; n <= 1011; n++) log.add([call(n)])
    expect([log.lines().length, log.dropped()]).toEqual([10, 1001])
    log.add([call(1), call(1011)])
    expect(log.lines().length).toBe(11)
    const version = log.version.get()
    log.clear()
    expect([log.lines(), log.dropped(), log.version.get()]).toEqual([[], 0, version + 1])
    log.add([call(1)])
    expect(log.lines().length).toBe(1)
  })

  it('keeps ten thousand lines and some, unless it is told otherwise', () => {
    const log = createCallLog((flush) => flush())
    log.add(Array.from({ length: 10_000 }, (_, n) => call(n)))
    log.add(Array.from({ length: 1000 }, (_, n) => call(10_000 + n)))
    expect([log.lines().length, log.dropped()]).toEqual([11_000, 0])
    log.add([call(20_000)])
    expect([log.lines().length, log.dropped()]).toEqual([10_000, 1001])
  })

  it('leaves calls of other worlds, and those of older ones, as they are', () => {
    const log = createCallLog((flush) => flush())
    log.add([call(1), { kind: 'call', key: 'v/1', world: 'v', entry: entry(1) }, note])
    log.retire('w')
    log.add([call(1)])
    log.retire('w')
    expect(log.lines().map((line) => (line.kind === 'call' ? line.key : line.text))).toEqual([
      'w/1@0',
      'v/1',
      'changed',
      'w/1@3',
    ])
  })

  it('forgets the numbers of a world that is gone, those that wait for a frame included, and of no other', () => {
    const due: (() => void)[] = []
    const log = createCallLog((flush) => due.push(flush))
    const beside: Line = { kind: 'call', key: 'w2/1', world: 'w2', entry: entry(1) }
    log.add([call(1), beside])
    log.retire('w')
    log.add([call(1), beside])
    for (const flush of due) flush()
    expect(log.lines().map((line) => (line.kind === 'call' ? line.key : ''))).toEqual(['w/1@0', 'w2/1', 'w/1'])
  })

  it('tells calls of a new world from those of an older one with its name', () => {
    const log = createCallLog((flush) => flush())
    log.add([call(1)])
    log.retire('w')
    log.add([call(1)])
    expect(log.lines().map((line) => (line.kind === 'call' ? line.key : ''))).toEqual(['w/1@0', 'w/1'])
  })
})

describe('a filter', () => {
  const shown = (filter: Partial<Filter>, ...lines: Line[]): number => {
    const placed = lines.map((line, seq) => ({ ...line, seq }))
    return createFiltering()(placed, { ...ALL, ...filter }).length
  }

  it('goes by status, outcome, way, world and text', () => {
    const [locked, joined] = [call(1), call(2, { status: 201, outcome: 'joined-as-guest', method: 'EVENT' })]
    expect(shown({}, locked, joined, note)).toBe(3)
    expect(shown({ status: '4' }, locked, joined, note)).toBe(1)
    expect(shown({ status: '403' }, locked, joined)).toBe(1)
    expect(shown({ outcome: 'room-locked' }, locked, joined)).toBe(1)
    expect(shown({ way: 'socket' }, locked, joined)).toBe(1)
    expect(shown({ way: 'http' }, locked, joined)).toBe(1)
    expect(shown({ text: 'LOCKED' }, locked, call(3, { cause: '', outcome: null }))).toBe(1)
    expect(shown({ text: 'null' }, locked, call(3, { outcome: null }))).toBe(0)
    expect(shown({ text: 'Ann' }, locked, call(3, { caller: 'ann' }))).toBe(1)
    expect(shown({ world: 'other' }, locked, note)).toBe(0)
  })

  it.each(['CONNECT', 'EVENT', 'DISCONNECT'])('of a way takes %s for a socket, and no method of HTTP', (method) => {
    const lines = [call(1, { method }), call(2, { method: 'GET' }), call(3, { method: 'OPTIONS' })]
    expect([shown({ way: 'socket' }, ...lines), shown({ way: 'http' }, ...lines)]).toEqual([1, 2])
  })

  it('of a text finds it in each part of a call, in any case', () => {
    const parts: Partial<JournalEntry>[] = [
      { method: 'Needle' },
      { target: '/Needle' },
      { caller: 'Needle' },
      { cause: 'a needle' },
      { outcome: 'needle' },
      { request: { headers: {}, body: '{"a":"Needle"}' } },
      { response: { body: '{"a":"Needle"}' } },
    ]
    for (const part of parts) expect(shown({ text: 'nEEdle' }, call(1, part), call(2)), JSON.stringify(part)).toBe(1)
  })

  it('of calls hides what the control plane changed, and one of a world shows it', () => {
    for (const filter of [{ status: '4' }, { outcome: 'x' }, { way: 'http' }, { way: 'socket' }, { text: 'changed' }])
      expect(shown(filter, note), JSON.stringify(filter)).toBe(0)
    expect(shown({ world: 'w' }, note)).toBe(1)
  })

  it('looks only at what is new, until it or the list changes', () => {
    const filtering = createFiltering()
    const lines = [{ ...call(1), seq: 0 }]
    const first = filtering(lines, ALL)
    lines.push({ ...call(2), seq: 1 })
    expect(filtering(lines, ALL)).toBe(first)
    expect(first.length).toBe(2)
    lines.push({ ...call(3, { status: 201 }), seq: 2 })
    const refused = { ...ALL, status: '4' }
    expect(filtering(lines, refused)).toHaveLength(2)
    lines.push({ ...call(4), seq: 3 })
    expect(filtering(lines, refused)).toHaveLength(3)
    expect(filtering(lines, { ...ALL, status: '5' })).toEqual([])
    expect(filtering([], ALL)).toEqual([])
  })
})

describe('the address', () => {
  it('names a view with its settings; anything else is the calls', () => {
    const route = { view: 'rooms', settings: { world: 'qa 17' } } as const
    expect(toHash(route)).toBe('#/rooms?world=qa+17')
    expect(toRoute(toHash(route))).toEqual(route)
    expect(toHash({ view: 'calls', settings: { text: '' } })).toBe('#/calls')
    for (const hash of ['', '#', '#/', '#/nowhere', '#token=x']) expect(toRoute(hash).view, hash).toBe('calls')
  })

  it('gives up its token, which the tab keeps', () => {
    const kept = new Map<string, string>()
    const replaced: unknown[] = []
    const place = (hash: string) => ({
      location: { hash, pathname: '/console/' },
      history: { replaceState: (_: unknown, __: string, url?: string | URL | null) => void replaced.push(url) },
      sessionStorage: {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => void kept.set(key, value),
      },
    })
    expect(takeLink(place(''))).toBeNull()
    expect(takeLink(place('#token=abc'))).toEqual({ token: 'abc', isReadOnly: false })
    expect(takeLink(place('#/rooms'))).toEqual({ token: 'abc', isReadOnly: false })
    expect(takeLink(place('#readonly=abc/rooms?world=w'))).toEqual({ token: 'abc', isReadOnly: true })
    expect(takeLink(place('#/rooms'))).toEqual({ token: 'abc', isReadOnly: true })
    expect(replaced).toEqual(['/console/', '/console/#/rooms?world=w'])
    for (const other of ['no JSON', '{}', '{"token":7}', '[]']) {
      kept.set('greenroom', other)
      expect(takeLink(place('')), other).toBeNull()
    }
  })
})
