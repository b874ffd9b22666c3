import { isAsked, type Asked } from './asked.ts'
import { skippedLines } from './skipped.ts'
import type { TestCase, TestModule } from 'vitest/node'

declare module 'vitest' {
  interface TaskMeta {
    /** Set by a test that plays documented cases: how many passed, and in which way (`HTTP`, `verify over HTTP`, …). */
    held?: { readonly way: string; readonly cases: number }
    /** Set by a test that measures: what the run prints of it, if it passed. */
    told?: string
  }
}

/** The totals of a run: passed cases by the way in which they were played, all other passed tests, and what they tell. */
export function tallyLines(modules: readonly TestModule[], asked: Asked): string[] {
  const tests = modules
    .flatMap((module) => [...module.children.allTests()])
    .filter((test) => isAsked({ tags: test.tags, isSkipped: isSkipped(test) }, asked))
  const passed = tests.filter((test) => test.result().state === 'passed')
  const ways = heldByWay(passed)
  const others = passed.filter((test) => test.meta().held === undefined).length
  const skipped = tests.filter(isSkipped)
  return [
    ...(ways.size === 0 ? [] : [`held    ${[...ways].map(([way, cases]) => `${cases} cases ${way}`).join(', ')}`]),
    ...(others === 0 && ways.size > 0 ? [] : [`held    ${others} ${ways.size === 0 ? '' : 'other '}statements`]),
    ...passed.flatMap((test) => test.meta().told ?? []).map((line) => `told    ${line}`),
    ...skippedLines(skipped.map(({ module, fullName }) => ({ file: module.relativeModuleId, title: fullName }))),
  ]
}

function heldByWay(tests: readonly TestCase[]): Map<string, number> {
  const ways = new Map<string, number>()
  for (const test of tests) {
    const held = test.meta().held
    if (held) ways.set(held.way, (ways.get(held.way) ?? 0) + held.cases)
  }
  return ways
}

const isSkipped = (test: TestCase): boolean => test.result().state === 'skipped'
