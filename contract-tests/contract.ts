import { afterAll, beforeAll, describe, it } from 'vitest'
import { faces } from '../src/contract/compiled/faces.ts'
import type { Input } from '../src/cli/command.ts'
import { readInput } from '../src/cli/read-input.ts'
import { toEdition } from '../src/cli/shared-options.ts'
import { allCases, verifyReady, type Ready } from '../src/cli/verify-run.ts'
import { builtIn, readyFor } from '../src/cli/verify-targets.ts'
import { toAsked, verify, withOptions } from '../src/cli/verify.ts'
import { failureLines } from '../src/report/failure.ts'
import { planOf } from '../src/verify/plan.ts'
import type { CaseResult } from '../src/verify/result.ts'
import { createSend } from '../src/verify/send.ts'

/** As long as the limits of a foreign target may make a case wait for its turn. */
const PATIENCE_MS = 30 * 60_000

/**
 * Declares a test for each case of an operation: against the built-in mock, or against what `GREENROOM_TARGET` names (a URL, or
 * a target file; `GREENROOM_TARGET_FILE` beside a URL). The other options of `greenroom verify` go by their variables.
 */
export async function testContract(operation: string): Promise<void> {
  const { send, close } = createSend()
  const stop = new AbortController()
  const input = inputOf(process.env)
  const asked = { ...(await toAsked(input)), send, signal: stop.signal }
  const readies = await readiesFor(input, asked)
  for (const ready of readies)
    describe(`${ready.target.name}, edition ${ready.target.edition}`, () => {
      const { operations, edition } = ready.target
      const isServed = operations?.includes(operation) ?? true
      const own = planOf(isServed ? allCases : [], faces[toEdition(edition)]).filter(
        ({ found }) => found.operation === operation,
      )
      if (own.length === 0) it.skip('the target does not have the operation')
      const results = new Map(own.map(({ found }) => [found.id, Promise.withResolvers<CaseResult>()]))
      const play = async (): Promise<void> => {
        const events = verifyReady(withOptions(ready, input), { ...asked, wanted: ({ id }) => results.has(id) })
        for await (const event of events)
          if (event.kind === 'judged') results.get(event.result.id)?.resolve(event.result)
        for (const { reject } of results.values()) reject(new Error('the run ended without a word of this case'))
      }
      beforeAll(() => {
        // Not waited for: each test waits for its own result.
        play().catch((error: unknown) => results.forEach(({ reject }) => reject(error)))
      })
      for (const [id, { promise }] of results) it(id, async ({ skip }) => judge(await promise, skip), PATIENCE_MS)
    })
  afterAll(async () => {
    stop.abort()
    for (const ready of readies) await ready.close()
    await close()
  })
}

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

const readiesFor = async (
  input: Input,
  parts: Pick<Parameters<typeof readyFor>[2], 'send' | 'signal'>,
): Promise<readonly Ready[]> =>
  input.operands.length === 0 && input.text('target') === undefined
    ? builtIn(input)
    : [await readyFor(input.operands[0], input, { ...parts, env: process.env })]

function inputOf({ GREENROOM_TARGET: target, GREENROOM_TARGET_FILE: file, ...env }: NodeJS.ProcessEnv): Input {
  const isUrl = target !== undefined && /^https?:/.test(target)
  const named = file ?? (isUrl ? undefined : target)
  return readInput(verify, [...(isUrl ? [target] : []), ...(named ? ['--target', named] : [])], env)
}
