import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { faces } from '../src/contract/compiled/faces.ts'
import { socketFaces } from '../src/contract/compiled/socket-faces.ts'
import type { Input } from '../src/cli/command.ts'
import { exitCode } from '../src/cli/exit-code.ts'
import { readInput } from '../src/cli/read-input.ts'
import { toEdition } from '../src/edition.ts'
import { allCases, verifyReady, type Asked, type Ready } from '../src/verifier/verify-run.ts'
import { exitOf } from '../src/cli/verify/exit.ts'
import { openSession } from '../src/verifier/session.ts'
import { toAsked, verify, withOptions } from '../src/cli/commands/verify.ts'
import { failureLines } from '../src/report/failure.ts'
import type { RunEvent } from '../src/verify/model/events.ts'
import { targetPlan, type Planned } from '../src/verify/plan/plan.ts'
import type { CaseResult } from '../src/verify/model/result.ts'
import type { Summary } from '../src/verify/model/summary.ts'
import type { Transport } from '../src/verify/model/transport.ts'

/** As long as the limits of a foreign target may make a case wait for its turn. */
const PATIENCE_MS = 30 * 60_000

/**
 * Declares a test for each case of an operation: against the built-in mock, or against what `GREENROOM_TARGET` names (a URL, or
 * a target file; `GREENROOM_TARGET_FILE` beside a URL). The other options of `greenroom verify` go by their variables.
 */
export async function testContract(operation: string): Promise<void> {
  const stop = new AbortController()
  const input = inputOf(process.env)
  const { send, link, readies, close } = await openSession(input, { env: process.env, signal: stop.signal })
  const asked = { ...(await toAsked(input)), send, link, signal: stop.signal }
  const runs = readies.map((ready) => ({ ready, planned: plannedOf(operation, ready) }))
  for (const { ready, planned } of runs.filter((each) => each.planned.length > 0))
    describe(`${ready.target.name}, edition ${ready.target.edition}`, { tags: tagsOf(operation, ready) }, () =>
      declare(planned, (wanted) => verifyReady(withOptions(ready, input), { ...asked, wanted })),
    )
  if (runs.every(({ planned }) => planned.length === 0)) it.skip('the target does not have the operation')
  afterAll(async () => {
    stop.abort()
    await close()
  })
}

const plannedOf = (operation: string, { target }: Ready): readonly Planned[] =>
  targetPlan(allCases, { faces: faces[toEdition(target.edition)], socketFaces }, target).filter(
    ({ testCase }) => testCase.operation === operation,
  )

/** A target file names one edition; of the built-in mock's, an operation that is the same in both is played once. */
function tagsOf(operation: string, { target }: Ready): string[] {
  const own = faces[toEdition(target.edition)].find((face) => face.operation === operation)
  const current = faces.current.find((face) => face.operation === operation)
  const repeats =
    target.edition !== 'current' && isDeepStrictEqual({ ...own, edition: '' }, { ...current, edition: '' })
  return repeats && process.env['GREENROOM_TARGET'] === undefined ? ['full'] : []
}

/** Declares a test for each planned case. All are played in one run, and each test waits for its own result. */
function declare(planned: readonly Planned[], play: (wanted: Asked['wanted']) => AsyncIterable<RunEvent>): void {
  const operation = planned[0]?.testCase.operation
  const waiting = planned.map((each) => ({ ...each, result: Promise.withResolvers<CaseResult>() }))
  const results = new Map(waiting.map((each) => [titleOf(each), each.result]))
  const ended = Promise.withResolvers<Summary>()
  const playAll = async (): Promise<void> => {
    for await (const event of play((testCase) => testCase.operation === operation)) {
      if (event.kind === 'judged')
        results.get(titleOf({ testCase: event.result, transport: event.result.transport }))?.resolve(event.result)
      if (event.kind === 'finished') ended.resolve(event.summary)
    }
    for (const { reject } of results.values()) reject(new Error('the run ended without a word of this case'))
  }
  beforeAll(() => {
    playAll().catch((error: unknown) => [...results.values(), ended].forEach(({ reject }) => reject(error)))
  })
  for (const each of waiting) {
    const held = { way: `by verify over ${each.transport}`, cases: 1 }
    it(titleOf(each), { timeout: PATIENCE_MS, meta: { held } }, async ({ skip }) =>
      judge(await each.result.promise, skip),
    )
  }
  // Skipped tests are no failure: without this one, a target that is down would be green for ever.
  it('could be judged', async () => judgeRun(await ended.promise), PATIENCE_MS)
}

/** The title of a case on a transport. */
const titleOf = ({ testCase, transport }: { testCase: { id: string }; transport: Transport }): string =>
  transport === 'http' ? testCase.id : `${testCase.id} (${transport})`

/** Broken fails; what could not be judged is skipped with its reason; what is known or differs by a weaker source passes. */
function judge(result: CaseResult, skip: (reason: string) => void): void {
  if (result.verdict === 'blocked') skip(`${result.kind}: ${result.reason}`)
  if (result.verdict === 'broken')
    throw new Error(
      failureLines(result)
        .map(({ text }) => text)
        .join('\n'),
    )
}

/** Fails where greenroom verify would end with 2, 3 or 4: credentials of no use, a target out of reach, nothing sent safely. */
function judgeRun(summary: Summary): void {
  const { code, reason } = exitOf([{ summary, minCoverage: 0 }])
  if (code !== exitCode.held && code !== exitCode.broken) throw new Error(`exit ${code}: ${reason}`)
}

function inputOf({ GREENROOM_TARGET: target, GREENROOM_TARGET_FILE: file, ...env }: NodeJS.ProcessEnv): Input {
  const isUrl = target !== undefined && /^https?:/.test(target)
  const named = file ?? (isUrl ? undefined : target)
  return readInput(verify, [...(isUrl ? [target] : []), ...(named ? ['--target', named] : [])], env)
}
