import { describe, expect, it } from 'vitest'
import { caseOf } from '../verify/testing/answers.ts'
import { allCases } from './all-cases.ts'
import { BOUNDS, bounded } from './bounds.ts'
import { mockLine, playLine, quoted } from './mock-line.ts'
import { sleepUntil } from './verify-run.ts'

describe('a number of a run', () => {
  it.each([undefined, 1, 16])('may be %j within its bounds', (given) => {
    expect(bounded('workers', given, BOUNDS.workers)).toBe(given)
  })

  it.each([
    ['timeoutMs', 1, 600_000],
    ['deadlineMs', 1, 86_400_000],
    ['retries', 0, 20],
    ['minCoverage', 0, 100],
  ] as const)('%s may be %i to %i', (name, least, most) => {
    expect([bounded(name, least, BOUNDS[name]), bounded(name, most, BOUNDS[name])]).toEqual([least, most])
    for (const beyond of [least - 1, most + 1])
      expect(() => bounded(name, beyond, BOUNDS[name])).toThrow(
        expect.objectContaining({
          name: 'Fault',
          message: `${name} takes ${least} to ${most}, not ${beyond}`,
          fix: 'Omit it for the default.',
        }),
      )
  })

  it.each([0, 17, 1.5, -1, Number.NaN, Number.POSITIVE_INFINITY])('may not be %j, and is told by its name', (given) => {
    expect(() => bounded('workers', given, BOUNDS.workers)).toThrow(
      expect.objectContaining({ name: 'Fault', message: `workers takes 1 to 16, not ${given}` }),
    )
  })

  it('may be none, where retries or coverage are', () => {
    expect([bounded('retries', 0, BOUNDS.retries), bounded('minCoverage', 100, BOUNDS.minCoverage)]).toEqual([0, 100])
  })
})

describe('the line for a mock', () => {
  const locked = caseOf('joinMeetingRoom/room-locked')

  it('names the case, and edition and transport where they are not the usual ones', () => {
    expect(mockLine(locked, 'current', 'http')).toBe('npx greenroom show joinMeetingRoom/room-locked')
    expect(mockLine({ ...locked, id: "a/b:it's" }, '2022', 'polling')).toBe(
      `npx greenroom show 'a/b:it'\\''s' --edition 2022 --as socket`,
    )
  })

  it('plays a scenario whose facts change on the way', () => {
    const scenario = allCases.find(
      ({ id, then, before }) => id.includes(':scenario-') && [...before, ...then].length > 0,
    )
    expect(scenario && playLine(scenario)).toMatch(/^npx greenroom play [a-z-]+$/)
    const changing = { ...locked, id: 'a/b:scenario-lock-out', set: { 'meeting-room': ['locked'] } }
    expect(mockLine(changing, 'current', 'http')).toBe('npx greenroom play lock-out')
    expect(mockLine({ ...locked, before: [changing], id: 'a/b:scenario-x' }, '2022', 'polling')).toBe(
      'npx greenroom play x',
    )
  })

  it.each([
    ['a/b:c-d_e.f=g@h', 'a/b:c-d_e.f=g@h'],
    ['', "''"],
    ['a b', "'a b'"],
    ['$(x)', "'$(x)'"],
    ['a\nb', "'a\nb'"],
  ])('quotes %j as %j', (text, written) => {
    expect(quoted(text)).toBe(written)
  })
})

it('there is no case twice, and those that are written come first', () => {
  const ids = allCases.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const derived = ids.findIndex((id) => id.includes(':before-'))
  const played = ids.findIndex((id) => id.includes(':scenario-'))
  expect([derived > 0, played > derived]).toEqual([true, true])
})

it('waiting ends with its signal, in good order', async () => {
  await expect(sleepUntil(600_000, AbortSignal.abort())).resolves.toBeUndefined()
  const stop = new AbortController()
  const waiting = sleepUntil(600_000, stop.signal)
  stop.abort()
  await expect(waiting).resolves.toBeUndefined()
})
