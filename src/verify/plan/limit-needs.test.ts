import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { scheduleOf } from '../run/schedule.ts'
import { isAboutLimit, isWithinWindow, leastTime, limitsOf, needsOf } from './limit-needs.ts'
import { usesUp } from './subjects.ts'
import { createPacer } from '../run/pace.ts'
import { callsOf, faceOf, type Planned } from './plan.ts'
import { mutates } from './safety.ts'
import { caseOf, planned, plannedOf } from '../testing/answers.ts'
import type { Limit } from '../model/limit.ts'

const limits = limitsOf(faces.current, {})
const VIDEO = 'joinVideoConference'

describe('the limits of a target', () => {
  it('are the contract’s but for its own, and none where it has none', () => {
    expect(Object.fromEntries(limits)).toMatchObject({
      joinLivechatRoom: { requests: 10 },
      listLivechatRooms: { requests: 10 },
      joinVideoConference: { requests: 2, windowMs: 5000 },
    })
    const own = limitsOf(faces.current, { joinVideoConference: { requests: 7, windowMs: 100 }, joinLivechatRoom: null })
    expect(own.get(VIDEO)).toEqual({ requests: 7, windowMs: 100, outcome: 'rate-limited' })
    const forPacing = limitsOf(faces.current, { listLivechatRooms: { requests: 1, windowMs: 9, outcome: 'x' } })
    expect(forPacing.get('listLivechatRooms')).toEqual({ requests: 1, windowMs: 9, outcome: null })
    const added = limitsOf(faces.current, { joinMeetingRoom: { requests: 1, windowMs: 9 } })
    expect(added.get('joinMeetingRoom')).toEqual({ requests: 1, windowMs: 9, outcome: null })
    expect([...own.keys()].toSorted()).toEqual([VIDEO, 'listLivechatRooms'])
  })
})

describe('a case', () => {
  it.each([
    [`${VIDEO}/joined`, false, false],
    [`${VIDEO}/rate-limited`, true, false],
    [`${VIDEO}/rate-limited:third-call`, true, false],
    [`${VIDEO}/not-logged-in:before-rate-limited`, true, false],
    [`${VIDEO}/rate-limited:shortly-before-the-end`, true, true],
    [`${VIDEO}/joined:after-the-window`, true, false],
    [`${VIDEO}/joined:refused-callers-spend-nothing`, true, false],
    [`${VIDEO}/joined:second-call`, false, false],
    ['joinLivechatRoom/joined:shows-in-the-list', false, false],
    ['joinMeetingRoom/joined-as-user:twice', false, false],
  ])('%s is about the limit: %s, and about an instant within its window: %s', (id, isAbout, isWithin) => {
    expect([isAboutLimit(caseOf(id), limits), isWithinWindow(caseOf(id), faces.current)]).toEqual([isAbout, isWithin])
  })

  it.each([
    [`${VIDEO}/joined`, { joinVideoConference: { calls: 1, fresh: false } }],
    [`${VIDEO}/not-logged-in`, { joinVideoConference: { calls: 1, fresh: false } }],
    [`${VIDEO}/rate-limited`, { joinVideoConference: { calls: 3, fresh: true } }],
    [`${VIDEO}/rate-limited:third-call`, { joinVideoConference: { calls: 3, fresh: true } }],
    [
      'joinLivechatRoom/joined:twice',
      { joinLivechatRoom: { calls: 2, fresh: false }, listLivechatRooms: { calls: 2, fresh: false } },
    ],
  ])('%s needs %j', (id, needs) => {
    expect(Object.fromEntries(needsOf(plannedOf(id), limits))).toEqual(needs)
  })

  it('that uses up a limit needs no more than its own calls where the target has none', () => {
    const needs = needsOf(plannedOf(`${VIDEO}/rate-limited`), new Map())
    expect(Object.fromEntries(needs)).toEqual({ joinVideoConference: { calls: 1, fresh: false } })
  })

  it('needs the first calls of a window of its own operation alone', () => {
    const limited = plannedOf(`${VIDEO}/rate-limited`)
    const testCase = { ...limited.testCase, before: [caseOf('joinLivechatRoom/joined')] }
    expect(Object.fromEntries(needsOf({ ...limited, testCase }, limits))).toEqual({
      joinLivechatRoom: { calls: 1, fresh: false },
      joinVideoConference: { calls: 3, fresh: true },
    })
  })

  it('needs each of the calls that it makes at once', () => {
    const once = plannedOf('joinLivechatRoom/joined')
    const testCase = { ...once.testCase, atOnce: { calls: 4, others: 'rate-limited' } }
    expect(needsOf({ ...once, testCase }, limits).get('joinLivechatRoom')?.calls).toBe(4)
  })
})

/** How long cases take with a pacer, each answered at once as expected. */
async function paced(cases: readonly Planned[], own: ReadonlyMap<string, Limit>): Promise<number> {
  let now = 0
  const sleep = async (ms: number): Promise<void> => void (now += ms)
  const pacer = createPacer({ limits: own, now: () => now, sleep, onWait: () => {} })
  for (const each of cases) {
    const needs = needsOf(each, own)
    const lease = await pacer.lease(needs)
    const { operation: main } = each.testCase
    const spent = usesUp(each.testCase) ? (own.get(main)?.requests ?? 0) : 0
    for (let count = 0; count < spent; count++) lease.answered(main, { status: 200, headers: [], body: '', ms: 0 })
    for (const { operation, expect: name, waitMs } of callsOf(each.testCase)) {
      now += waitMs
      const status = faceOf(faces.current, operation)?.outcomes.find((outcome) => outcome.name === name)?.status ?? 0
      lease.answered(operation, { status, headers: [], body: '', ms: 0 })
    }
    lease.release()
  }
  return now
}

describe('the least time', () => {
  const sendable = planned.filter(({ testCase }) => !isWithinWindow(testCase, faces.current))

  it('is no more than a pacer takes for the same cases, and not much less than it takes for those of one operation', async () => {
    const operations = fc.subarray([...limits.keys()], { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(operations, fc.infiniteStream(fc.boolean()), async (names, picks) => {
        const picked = sendable.filter(({ testCase }) => names.includes(testCase.operation) && picks.next().value)
        const lanes = scheduleOf(picked, faces.current, limits)
        const least = leastTime(picked, faces.current, limits)
        const took = await paced(lanes.flat(), limits)
        expect(least).toBeLessThanOrEqual(took)
        // Calls of one case stay together, so a window may end with some to spare.
        const windowMs = Math.max(...names.map((name) => limits.get(name)?.windowMs ?? 0))
        if (names.length === 1) expect(took).toBeLessThanOrEqual(least * 1.25 + windowMs)
      }),
      { numRuns: 60 },
    )
  })

  it('is nothing for a window’s calls, and a window for one more', () => {
    const one = plannedOf(`${VIDEO}/joined`)
    const least = (count: number): number =>
      leastTime(
        Array.from({ length: count }, () => one),
        faces.current,
        limits,
      )
    expect([0, 1, 2, 3, 4, 5].map(least)).toEqual([0, 0, 0, 5000, 5000, 10_000])
    expect(leastTime([one, plannedOf(`${VIDEO}/not-logged-in`), one], faces.current, limits)).toBe(0)
    expect(leastTime([plannedOf(`${VIDEO}/joined:after-the-window`), one], faces.current, limits)).toBe(10_000)
    expect(leastTime([one, one, one], faces.current, new Map())).toBe(0)
    // It waits for the limit of its own operation, and not for that of a call before it.
    const late = plannedOf(`${VIDEO}/joined:after-the-window`)
    const before = [...late.testCase.before, caseOf('joinLivechatRoom/joined')]
    expect(leastTime([{ ...late, testCase: { ...late.testCase, before } }], faces.current, limits)).toBe(5000)
  })
})

describe('lanes', () => {
  it('hold every case once, by operation; what changes nothing first, what is about the limit last', () => {
    const order: readonly Planned[] = planned
    const lanes = scheduleOf(planned, faces.current, limits)
    expect(lanes.flat().toSorted((a, b) => order.indexOf(a) - order.indexOf(b))).toEqual(planned)
    for (const lane of lanes) {
      expect(new Set(lane.map(({ testCase }) => testCase.operation)).size).toBe(1)
      const ranks = lane.map(({ testCase }) => {
        if (isAboutLimit(testCase, limits)) return 2
        return mutates(testCase, (operation) => faceOf(faces.current, operation)) ? 1 : 0
      })
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
    }
    expect(lanes).toHaveLength(faces.current.length)
  })
})
