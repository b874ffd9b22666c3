import { randomBytes } from 'node:crypto'
import { faces } from '../contract/compiled/faces.ts'
import { socketFaces } from '../contract/compiled/socket-faces.ts'
import { toEdition } from '../edition.ts'
import type { TargetFile } from '../targets/target-file.ts'
import { inTurn } from '../verify/arrange/arrangers-in-turn.ts'
import { createHookArranger } from '../verify/arrange/hook-arranger.ts'
import { createStaticArranger } from '../verify/arrange/static-arranger.ts'
import type { Send } from '../verify/model/exchange.ts'
import { faceOf, unitedFaces } from '../verify/plan/plan.ts'
import { sleepUntil, type Ready } from './verify-run.ts'

/** How to reach a server that is not a greenroom, and the signal that stops waiting for it. */
export interface ForeignParts {
  readonly send: Send
  /** The current run's. */
  readonly signal: () => AbortSignal
}

/** A foreign server: its situations come from the target, then from the hook. */
export function foreign({ target, situations, hook, gate }: TargetFile, { send, signal }: ForeignParts): Ready {
  const served = unitedFaces([...faces[toEdition(target.edition)], ...socketFaces])
  const find = (operation: string) => faceOf(served, operation)
  const sleep = async (ms: number): Promise<void> => {
    const ends = signal()
    await sleepUntil(ms, ends)
    ends.throwIfAborted()
  }
  const fixed = createStaticArranger({ target, faceOf: find, situations, sleep, random: randomBytes })
  // A hook's situations are cleaned up even after an interruption, so only timeouts end its calls.
  const asking = { target, faceOf: find, send, sleep, timeoutMs: TIMEOUT_MS, signal: new AbortController().signal }
  const arranger = hook ? inTurn(fixed, createHookArranger({ ...asking, hook })) : fixed
  return { target, arranger, gate: gate ?? 'document', minCoverage: 0, timeoutMs: TIMEOUT_MS, close: async () => {} }
}

const TIMEOUT_MS = 10_000
