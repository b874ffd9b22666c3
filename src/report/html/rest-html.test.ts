import { expect, it } from 'vitest'
import { compact, ctrfRun, ctrfTest } from '../../../tests/support/ctrf-parts.ts'
import type { CtrfRun, CtrfTest } from './document.ts'
import { restSection } from './rest-html.ts'

/** Title, number and entries of each folded part. */
const parts = (run: CtrfRun, tests: readonly CtrfTest[] = []): unknown[] =>
  [
    ...compact(restSection(run, tests)).matchAll(
      /<summary>(.*?) <span class="count">(\d+)<\/span><\/summary>(.*?)<\/details>/g,
    ),
  ].map(([, title, count, list = '']) => [
    title,
    Number(count),
    [...list.matchAll(/<li>(.*?)<\/li>/g)].map(([, entry]) => entry),
  ])

it('is a heading alone where there is nothing', () => {
  expect(compact(restSection(ctrfRun(), []))).toBe('<section> <h2>The rest</h2> </section>')
})

it('has cases by verdict, with reasons or durations, and none that deviate', () => {
  const verdicts = ['held', 'broken', 'differs', 'known', 'blocked', 'skipped'] as const
  const tests = verdicts.map((rawStatus) => ctrfTest({ name: `a/${rawStatus}`, rawStatus, extra: { reason: 'so' } }))
  expect(parts(ctrfRun(), [...tests, ctrfTest({ name: 'a/<b>', rawStatus: 'blocked' })])).toEqual([
    ['Blocked', 2, ['a/blocked: so', 'a/&#60;b&#62;']],
    ['Known deviations', 1, ['a/known: so']],
    ['Skipped', 1, ['a/skipped: so']],
    ['Held', 1, ['a/held, 12 ms']],
  ])
})

it('has the notes of the run, then those of cases with their numbers', () => {
  const tests = [['x', 'y'], ['y'], []].map((notes) => ctrfTest({ rawStatus: 'broken', extra: { notes } }))
  expect(parts(ctrfRun({}, { notes: ['of the run'] }), tests)).toEqual([['Notes', 3, ['of the run', '1 × x', '2 × y']]])
  const { notes: _, ...older } = ctrfRun()
  expect(parts(older, tests)).toEqual([['Notes', 2, ['1 × x', '2 × y']]])
})

it('has identities, what was left behind, and trouble of the network', () => {
  const run = ctrfRun(
    { troubles: { gateway: 2 }, retries: 1, requests: 9 },
    {
      identities: [
        { name: 'host', state: 'missing', reason: 'not set' },
        { name: 'agent', state: 'usable', reason: null },
      ],
      leftBehind: [{ what: 'room a', reason: 'the hook answered 500' }],
    },
  )
  expect(parts(run)).toEqual([
    ['Identities', 2, ['host: missing, not set', 'agent: usable']],
    ['Left behind', 1, ['room a: the hook answered 500']],
    ['Network trouble', 1, ['trouble: 2 gateway; retried 1 times in 9 requests']],
  ])
})
