import { describe, expect, it } from 'vitest'
import { asked } from '../../tests/support/asked.ts'
import { standTimers } from '../../tests/support/timers.ts'
import { worldJournal } from './journal.ts'

const entry = (n: number, more: object = {}): object => ({
  n,
  method: 'POST',
  target: '/rooms/a/join',
  status: 201,
  outcome: 'joined-as-guest',
  ...more,
})
const page = (...entries: readonly object[]): object => ({ entries, forgotten: 0, last: entries.length })
/** A plane that gives these pages in turn, then empty ones. */
function giving(...pages: readonly object[]) {
  const left = [...pages]
  const plane = asked(() => left.shift() ?? page())
  return { ...plane, journal: worldJournal(plane.requester, '/w/journal', 3) }
}
const whats = ({ asked: all }: { readonly asked: readonly (readonly [string, unknown])[] }): string[] =>
  all.map(([what]) => what)

describe('a journal', () => {
  it('lists what matches, up to a thousand', async () => {
    const plane = giving(page(entry(1)), page())
    expect(await plane.journal.list()).toEqual([entry(1)])
    expect(await plane.journal.list({ operation: 'joinMeetingRoom', status: 403, forced: false })).toEqual([])
    expect(whats(plane)).toEqual([
      'GET /w/journal?limit=1000',
      'GET /w/journal?operation=joinMeetingRoom&status=403&forced=false&limit=1000',
    ])
  })

  it('says why an entry has its answer, and is cleared', async () => {
    const plane = giving({ n: 4, by: 'rules' })
    expect(await plane.journal.why(4)).toEqual({ n: 4, by: 'rules' })
    expect(await plane.journal.clear()).toBeUndefined()
    expect(whats(plane)).toEqual(['GET /w/journal/4/decision', 'DELETE /w/journal'])
  })
})

describe('the next entry', () => {
  it('is the one after those that were returned, from where the handle began', async () => {
    using _time = standTimers({ clock: true })
    const plane = giving(page(entry(4)), page(entry(9)))
    expect(await plane.journal.next()).toEqual(entry(4))
    expect(await plane.journal.next({ method: 'POST' }, { timeout: '2s' })).toEqual(entry(9))
    await expect(plane.journal.next({}, { timeout: 0 })).rejects.toThrow()
    expect(whats(plane)).toEqual([
      'GET /w/journal?after=3&limit=1&wait=5000',
      'GET /w/journal?method=POST&after=4&limit=1&wait=2000',
      'GET /w/journal?after=9&limit=1&wait=0',
      'GET /w/journal?after=9&limit=1000',
    ])
  })

  it('is another for each of two who wait at once', async () => {
    const plane = giving(page(entry(4)), page(entry(5)))
    expect(await Promise.all([plane.journal.next(), plane.journal.next()])).toEqual([entry(4), entry(5)])
    expect(whats(plane).map((what) => /after=\d/.exec(what)?.[0])).toEqual(['after=3', 'after=4'])
  })

  it('is still found by the second where the first found none', async () => {
    const plane = giving(page(), page(), page(entry(4)))
    const [first, second] = await Promise.allSettled([
      plane.journal.next({}, { timeout: 0 }),
      plane.journal.next({}, { timeout: 0 }),
    ])
    expect([first.status, second]).toEqual(['rejected', { status: 'fulfilled', value: entry(4) }])
  })

  it('is asked for again after the longest wait of the server, until the time is over', async () => {
    using time = standTimers({ clock: true })
    const plane = asked((what) => {
      time.pass(Number(/wait=(\d+)/.exec(what)?.[1] ?? 0))
      return page()
    })
    const { next } = worldJournal(plane.requester, '/w/journal', 0)
    await expect(next({}, { timeout: '2m' })).rejects.toMatchObject({
      message: 'no call matched {} within 2m',
      fix: 'There were no calls at all: does your app call this world?',
    })
    expect(whats(plane)).toEqual([
      'GET /w/journal?after=0&limit=1&wait=50000',
      'GET /w/journal?after=0&limit=1&wait=50000',
      'GET /w/journal?after=0&limit=1&wait=20000',
      'GET /w/journal?after=0&limit=1000',
    ])
  })

  it('is not passed over: entries that were discarded unread are told once, and reading goes on behind them', async () => {
    const discarded = (forgotten: number): object => ({ entries: [entry(300)], forgotten, last: 300 })
    const plane = giving(discarded(44), discarded(44))
    await expect(plane.journal.next()).rejects.toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: 'the journal entries 4 to 44 were discarded before they were read',
        fix: 'A journal keeps the latest 256 entries: read it more often, or clear it before the calls you test.',
      }),
    )
    expect(await plane.journal.next()).toEqual(entry(300))
    await expect(giving(discarded(4)).journal.next()).rejects.toThrow(
      /^the journal entries 4 to 4 were discarded before they were read$/,
    )
    // Those that were read may be discarded.
    const read = giving({ entries: [entry(4)], forgotten: 3, last: 4 })
    expect(await read.journal.next()).toEqual(entry(4))
  })
})

describe('an entry that does not come', () => {
  const missed = async (...others: readonly object[]): Promise<unknown> =>
    giving(page(), page(...others))
      .journal.next({ operation: 'joinMeetingRoom', status: 404 }, { timeout: 0 })
      .catch((error: unknown) => error)

  it('is told with what was looked for, and that nothing came', async () => {
    expect(await missed()).toMatchObject({
      name: 'Fault',
      message: 'no call matched {"operation":"joinMeetingRoom","status":404} within 0 ms',
      fix: 'There were no calls at all: does your app call this world?',
    })
  })

  it('is told with the last ten calls that came instead', async () => {
    const broken = entry(2, { method: 'GET', target: '/x', status: null, outcome: null })
    expect(await missed(entry(1), broken)).toMatchObject({
      fix: 'These calls came:\n  POST /rooms/a/join 201 joined-as-guest\n  GET /x reset ',
    })
    const many = Array.from({ length: 11 }, (_, n) => entry(n, { target: `/${n}` }))
    const fault = await missed(...many)
    const fix = fault instanceof Error && 'fix' in fault ? String(fault.fix) : ''
    expect(
      fix
        .split('\n')
        .slice(1)
        .map((line) => /\/\d+/.exec(line)?.[0]),
    ).toEqual(['/1', '/2', '/3', '/4', '/5', '/6', '/7', '/8', '/9', '/10'])
  })
})
