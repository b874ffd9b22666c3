import { afterAll, beforeAll, describe, it } from 'vitest'
import { faces } from '../src/contract/compiled/faces.ts'
import { socketFaces } from '../src/contract/compiled/socket-faces.ts'
import type { Input } from '../src/cli/command.ts'
import { exitCode } from '../src/cli/exit-code.ts'
import { readInput } from '../src/cli/read-input.ts'
import { toEdition } from '../src/cli/shared-options.ts'
import { allCases, verifyReady } from '../src/cli/verify-run.ts'
import { exitOf } from '../src/cli/verify-exit.ts'
import { openSession } from '../src/cli/verify-session.ts'
import { toAsked, verify, withOptions } from '../src/cli/verify.ts'
import { failureLines } from '../src/report/failure.ts'
import { targetPlan } from '../src/verify/plan.ts'
import type { CaseResult } from '../src/verify/result.ts'
import type { Summary } from '../src/verify/summary.ts'
import type { Transport } from '../src/verify/transport.ts'

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
  for (const ready of readies)
    describe(`${ready.target.name}, edition ${ready.target.edition}`, () => {
      const { target } = ready
      const own = targetPlan(allCases, { faces: faces[toEdition(target.edition)], socketFaces }, target).filter(
        ({ found }) => found.operation === operation,
      )
      if (own.length === 0) return it.skip('the target does not have the operation')
      const results = new Map(
        own.map(({ found, transport }) => [titleOf(found.id, transport), Promise.withResolvers<CaseResult>()]),
      )
      const ended = Promise.withResolvers<Summary>()
      const play = async (): Promise<void> => {
        const events = verifyReady(withOptions(ready, input), {
          ...asked,
          wanted: (found) => found.operation === operation,
        })
        for await (const event of events) {
          if (event.kind === 'judged')
            results.get(titleOf(event.result.id, event.result.transport))?.resolve(event.result)
          if (event.kind === 'finished') ended.resolve(event.summary)
        }
        for (const { reject } of results.values()) reject(new Error('the run ended without a word of this case'))
      }
      beforeAll(() => {
        // Not waited for: each test waits for its own result.
        play().catch((error: unknown) => [...results.values(), ended].forEach(({ reject }) => reject(error)))
      })
      for (const [id, { promise }] of results) it(id, async ({ skip }) => judge(await promise, skip), PATIENCE_MS)
      // Skipped tests are no failure: without this one, a target that is down would be green for ever.
      it('could be judged', async () => judgeRun(await ended.promise), PATIENCE_MS)
      return undefined
    })
  afterAll(async () => {
    stop.abort()
    await close()
  })
}

/** The title of a case on a transport. */
const titleOf = (id: string, transport: Transport): string => (transport === 'http' ? id : `${id} (${transport})`)

/** Broken fails, and so does trouble on the way; what could not be judged is skipped with its reason; what is known or differs by a weaker source passes. */
function judge(result: CaseResult, skip: (reason: string) => void): void {
  if (result.verdict === 'blocked' && result.kind === 'environment')
    throw new Error(result.reason ?? 'trouble on the way')
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
