import type { TestCase, TestModule } from 'vitest/node'

declare module 'vitest' {
  interface TaskMeta {
    /** Set by a test that plays documented cases: how many it has held, and in which way (`HTTP`, `verify over HTTP`, …). */
    held?: { readonly way: string; readonly cases: number }
  }
}

/** What a run has held: documented cases by the ways in which they were played, and all other statements. */
export function tallyLines(modules: readonly TestModule[]): string[] {
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const passed = tests.filter((test) => test.result().state === 'passed')
  const ways = heldByWay(passed)
  const others = passed.filter((test) => test.meta().held === undefined).length
  const skipped = tests.filter(isSkipped)
  return [
    ...(ways.size === 0 ? [] : [`held    ${[...ways].map(([way, cases]) => `${cases} cases ${way}`).join(', ')}`]),
    `held    ${others} other statements`,
    ...skipped.map((test) => `skipped ${test.module.relativeModuleId} ${test.fullName}`),
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

/** Left out by itself; not by the filter of the run, which leaves out what another run plays. */
const isSkipped = (test: TestCase): boolean =>
  test.result().state === 'skipped' && (test.options.mode === 'skip' || test.options.mode === 'todo')
