import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { Input } from '../src/cli/command.ts'
import { verify } from '../src/cli/commands/verify.ts'
import { readInput } from '../src/cli/read-input.ts'
import { openVerifiers } from '../src/cli/verify/open.ts'
import { toRunSettings } from '../src/cli/verify/run-settings.ts'
import { faces } from '../src/contract/compiled/faces.ts'
import { toEdition } from '../src/edition.ts'
import { titleOf } from '../src/report/case-title.ts'
import {
  conclusionOf,
  failureText,
  type CaseResult,
  type PlannedCase,
  type RunEvent,
  type Summary,
  type Verifier,
} from '../src/verifier.ts'
import { idsOf, partsOf, whole } from './parts.ts'

/** How long the rate limits of a foreign target may make a case wait. */
const PATIENCE_MS = 30 * 60_000

/**
 * Declares a test for each case of an operation: against the built-in mock, or against what `GREENROOM_TARGET` names (a URL, or
 * a target file; `GREENROOM_TARGET_FILE` beside a URL). The other options of `greenroom verify` go by their variables.
 */
export async function testContract(operation: string): Promise<void> {
  const input = inputOf(process.env)
  const verifiers = await openVerifiers(input, process.env)
  const runs = (
    await Promise.all(
      verifiers.map(async ({ target, plan, run }) => {
        const settings = { ...toRunSettings(input, target), cases: [operation], transports: [] }
        return (isNamed(process.env) ? whole : partsOf)(await plan(settings)).map((part) => {
          const own = { ...settings, cases: idsOf(part.planned), transports: part.transports }
          return { target, tags: part.tags, planned: part.planned, play: () => run(own) }
        })
      }),
    )
  ).flat()
  for (const { target, tags, planned, play } of runs)
    describe(
      `${target.name}, edition ${target.edition}`,
      { tags: [...new Set([...tags, ...tagsOf(operation, target)])] },
      () => declare(planned, play),
    )
  if (runs.length === 0) it.skip('the target does not have the operation')
  afterAll(() => Promise.all(verifiers.map(({ close }) => close())))
}

/**
 * A target file names one edition. Of the built-in mock's, an operation that is the same in several is played once, and those of real
 * servers are played with everything.
 */
function tagsOf(operation: string, { edition }: Verifier['target']): string[] {
  const own = faces[toEdition(edition)].find((face) => face.operation === operation)
  const current = faces.current.find((face) => face.operation === operation)
  const repeats = edition !== 'current' && isDeepStrictEqual({ ...own, edition: '' }, { ...current, edition: '' })
  const isOfAServer = edition !== 'current' && edition !== '2022'
  return (repeats || isOfAServer) && !isNamed(process.env) ? ['full'] : []
}

/** Whether a target is played other than the built-in mock. */
const isNamed = (env: NodeJS.ProcessEnv): boolean =>
  env['GREENROOM_TARGET'] !== undefined || env['GREENROOM_TARGET_FILE'] !== undefined

/** Declares a test for each planned case. All are played in one run, and each test waits for its own result. */
function declare(planned: readonly PlannedCase[], play: () => AsyncIterable<RunEvent>): void {
  const waiting = planned.map(({ testCase, transport }) => ({
    title: titleOf({ id: testCase.id, transport }),
    transport,
    result: Promise.withResolvers<CaseResult>(),
  }))
  const results = new Map(waiting.map(({ title, result }) => [title, result]))
  const ended = Promise.withResolvers<Summary>()
  const playAll = async (): Promise<void> => {
    for await (const event of play()) {
      if (event.kind === 'judged') results.get(titleOf(event.result))?.resolve(event.result)
      if (event.kind === 'finished') ended.resolve(event.summary)
    }
    for (const { reject } of results.values()) reject(new Error('the run ended without a word of this case'))
  }
  beforeAll(() => {
    playAll().catch((error: unknown) => [...results.values(), ended].forEach(({ reject }) => reject(error)))
  })
  for (const { title, transport, result } of waiting) {
    const held = { way: `by verify over ${transport}`, cases: 1 }
    it(title, { timeout: PATIENCE_MS, meta: { held } }, async ({ skip }) => judge(await result.promise, skip))
  }
  // Skipped tests are no failure: without this one, a target that is down would be green for ever.
  it('could be judged', async () => judgeRun(await ended.promise), PATIENCE_MS)
}

/** Broken fails; what could not be judged is skipped with its reason; what is known or differs by a weaker source passes. */
function judge(result: CaseResult, skip: (reason: string) => void): void {
  if (result.verdict === 'blocked') skip(`${result.kind}: ${result.reason}`)
  if (result.verdict === 'broken') throw new Error(failureText(result))
}

/** Fails where nothing could be judged: credentials of no use, a target out of reach, nothing sent safely. */
function judgeRun(summary: Summary): void {
  const { conclusion, reason } = conclusionOf([{ summary, run: { minCoverage: 0 } }])
  if (conclusion !== 'held' && conclusion !== 'broken') throw new Error(`${conclusion}: ${reason}`)
}

function inputOf({ GREENROOM_TARGET: target, GREENROOM_TARGET_FILE: file, ...env }: NodeJS.ProcessEnv): Input {
  const isUrl = target !== undefined && /^https?:/.test(target)
  const named = file ?? (isUrl ? undefined : target)
  return readInput(verify, [...(isUrl ? [target] : []), ...(named ? ['--target', named] : [])], env)
}
