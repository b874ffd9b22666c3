import { expect, it } from 'vitest'
import type { Scan } from '../domain/scan.ts'
import { createScans, leftEarly, MOST_SCANS, tooManyScans } from './scans.ts'

/** Scans on a clock that each step moves on by a millisecond, and turns that end when told. */
function scanned() {
  let now = 0
  const turns: (() => void)[] = []
  const scans = createScans({ uptime: () => now, turn: () => new Promise((resolve) => turns.push(resolve)) })
  const done: string[] = []
  function* work(name: string, steps: number): Scan<{ readonly name: string }> {
    for (let n = 0; n < steps; n++) {
      now++
      yield
    }
    done.push(name)
    return { name }
  }
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  const nextTurn = async (): Promise<void> => {
    await settled()
    turns.shift()?.()
    await settled()
  }
  return { scans, work, done, nextTurn }
}

it('returns what is found already, and finishes a short scan at once', () => {
  const { scans, work } = scanned()
  expect(scans.finish({ name: 'found' })).toEqual({ name: 'found' })
  expect(scans.finish(work('short', 4))).toEqual({ name: 'short' })
  expect(scans.finish(work('longer', 5))).toBeInstanceOf(Promise)
})

it('carries out a long scan in slices, with turns for others in between', async () => {
  const { scans, work, done, nextTurn } = scanned()
  const long = scans.finish(work('long', 13))
  expect([long instanceof Promise, done]).toEqual([true, []])
  await nextTurn()
  expect(done).toEqual([])
  await nextTurn()
  expect([done, await long]).toEqual([['long'], { name: 'long' }])
})

it('carries out long ones one at a time, in order; a short one waits for none of them', async () => {
  const { scans, work, done, nextTurn } = scanned()
  const all = [scans.finish(work('first', 9)), scans.finish(work('second', 7))]
  expect(done).toEqual([])
  expect(scans.finish(work('short', 4))).toEqual({ name: 'short' })
  await nextTurn()
  await nextTurn()
  for (const each of all) await each
  expect(done).toEqual(['short', 'first', 'second'])
})

it('passes on what a scan throws, and goes on with the next', async () => {
  const { scans, work, done, nextTurn } = scanned()
  function* failing(): Scan<{ readonly name: string }> {
    yield* work('its first part', 8)
    throw new Error('a row cannot be read')
  }
  const failed = scans.finish(failing())
  const next = scans.finish(work('next', 7))
  const reason = Promise.resolve(failed).catch((error: unknown) => String(error))
  await nextTurn()
  await nextTurn()
  expect([await reason, await next]).toEqual(['Error: a row cannot be read', { name: 'next' }])
  expect(done).toEqual(['its first part', 'next'])
})

it(`takes ${MOST_SCANS} at a time, and takes more once one has ended`, async () => {
  const { scans, work, nextTurn } = scanned()
  const all = Array.from({ length: MOST_SCANS }, (_, n) => scans.finish(work(String(n), 9)))
  expect(all.every((each) => each instanceof Promise)).toBe(true)
  expect(scans.finish(work('one too many', 9))).toBeNull()
  expect(scans.finish(work('a short one', 1))).toEqual({ name: 'a short one' })
  await nextTurn()
  await all[0]
  expect(scans.finish(work('in its place', 9))).toBeInstanceOf(Promise)
})

it('does not go on for a reader that has gone, so that its place is free for the next', async () => {
  const { scans, work, done, nextTurn } = scanned()
  const reader = { destroyed: false }
  const gone = scans.finish(work('gone', 100), reader)
  await nextTurn()
  reader.destroyed = true
  await nextTurn()
  expect([await gone, done]).toEqual([null, []])
  const next = scans.finish(work('next', 7))
  await nextTurn()
  expect(await next).toEqual({ name: 'next' })
})

it('passes on that a scan would take too much', () => {
  function* tooMuch(): Scan<{ readonly name: string }> {
    yield
    return null
  }
  expect(scanned().scans.finish(tooMuch())).toBeNull()
})

it('a list that is not searched is a 503 with what to do, and one whose reader has gone is only recorded', () => {
  expect(tooManyScans('w')).toMatchObject({ status: 503, world: 'w' })
  expect(JSON.parse(tooManyScans('w').body)).toMatchObject({
    title: 'Too many rooms to search',
    detail:
      'Either 16 lists of very many rooms are being searched already, or this one sorts by more than 10 members or asks for rooms behind the first 5,000 in another order. Wait for one of them, ask for less, or use a smaller seed.',
  })
  expect(leftEarly('w')).toMatchObject({
    status: 0,
    body: '',
    world: 'w',
    about: { outcome: null, cause: 'the client left before its list was complete' },
  })
})
