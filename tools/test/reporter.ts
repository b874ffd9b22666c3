import type { SerializedError } from 'vitest'
import type { Reporter, TestCase, TestModule, TestSpecification, Vitest } from 'vitest/node'
import type { Asked } from './asked.ts'
import { failureOf, failureText, type Failure } from './failure.ts'
import { tallyLines } from './tally.ts'

const PROGRESS_EVERY_MS = 20_000
/** Number of failures to repeat in full at the end; for the others, the commands suffice. */
const SHOWN_AGAIN = 10

/** Prints failures as they happen and again at the end; in a green run, only progress and the totals. Calls back if no test was run. */
export function createReporter(write: (line: string) => void, onNothingRun: () => void): Reporter {
  const failures: Failure[] = []
  let files = 0
  let ended = 0
  let progress: NodeJS.Timeout | undefined
  let asked: Asked = { byName: false, byTags: [] }
  const fail = (failure: Failure): void => {
    failures.push(failure)
    write(failureText(failure))
  }
  return {
    onInit({ config }: Vitest) {
      asked = { byName: config.testNamePattern !== undefined, byTags: config.tagsFilter ?? [] }
    },
    onTestRunStart(specifications: readonly TestSpecification[]) {
      files = specifications.length
      progress = setInterval(
        () => write(`  ${ended} of ${files} files, ${failures.length} failures`),
        PROGRESS_EVERY_MS,
      )
    },
    onTestCaseResult(test: TestCase) {
      for (const error of test.result().errors ?? []) if (!test.ok()) fail(failureOf(test, error))
    },
    onTestSuiteResult(suite) {
      for (const error of suite.errors()) fail(failureOf(suite, error))
    },
    onTestModuleEnd(module: TestModule) {
      ended += 1
      for (const error of module.errors()) fail(failureOf(module, error))
    },
    onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]) {
      clearInterval(progress)
      for (const error of errors) fail(failureOf(null, error))
      for (const line of tallyLines(modules, asked)) write(line)
      if (failures.length === 0 && !modules.some(hasRun)) {
        write('No test was run: no file or title is like the one you named.')
        onNothingRun()
      }
      if (failures.length > 0) write(`\n${failures.length} failed:\n`)
      for (const failure of failures.slice(0, SHOWN_AGAIN)) write(failureText(failure))
      for (const { command } of failures.slice(SHOWN_AGAIN)) write(command)
    },
  }
}

const hasRun = (module: TestModule): boolean =>
  [...module.children.allTests()].some((test) => ['passed', 'failed'].includes(test.result().state))
