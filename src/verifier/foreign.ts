import { randomBytes } from 'node:crypto'
import { faces } from '../contract/compiled/faces.ts'
import { socketFaces } from '../contract/compiled/socket-faces.ts'
import { toEdition } from '../edition.ts'
import { createAskApi, missingAdmin, ADMIN_API, type AskApi } from '../rocket-chat/ask-api.ts'
import { ROLES_OF_CAST } from '../rocket-chat/cast.ts'
import { ownScope } from '../rocket-chat/own-name.ts'
import { createRocketChatArranger } from '../rocket-chat/rocket-chat-arranger.ts'
import type { Admin } from '../targets/identities.ts'
import type { TargetFile } from '../targets/target-file.ts'
import { inTurn } from '../verify/arrange/arrangers-in-turn.ts'
import { createHookArranger } from '../verify/arrange/hook-arranger.ts'
import { createStaticArranger } from '../verify/arrange/static-arranger.ts'
import type { Send } from '../verify/model/exchange.ts'
import type { Target } from '../verify/model/target.ts'
import { faceOf, unitedFaces } from '../verify/plan/plan.ts'
import { sleepUntil, type Ready } from './verify-run.ts'

/** How to reach a server that is not a greenroom, and the signal that stops waiting for it. */
export interface ForeignParts {
  readonly send: Send
  /** The current run's. */
  readonly signal: () => AbortSignal
}

/** A foreign server: its situations come from the target, then from the hook, then from its administrator. */
export function foreign(file: TargetFile, { send, signal }: ForeignParts): Ready {
  const { situations, hook, admin, gate } = file
  const run = randomBytes(4).toString('hex')
  const target = admin ? administered(file.target, run) : file.target
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
  const given = hook ? inTurn(fixed, createHookArranger({ ...asking, hook })) : fixed
  const byAdmin =
    admin && createRocketChatArranger({ ...asking, ask: askAs(admin, target, send), random: randomBytes, run })
  return {
    target,
    arranger: byAdmin ? inTurn(given, byAdmin) : given,
    gate: gate ?? 'document',
    minCoverage: 0,
    timeoutMs: TIMEOUT_MS,
    close: byAdmin?.close ?? (async () => {}),
  }
}

/** Lists show nobody else's rooms, and credentials that are missing are made. */
const administered = (target: Target, run: string): Target => ({
  ...target,
  scope: target.scope ?? ownScope(run),
  missing: { ...target.missing, ...ROLES_OF_CAST },
})

const TIMEOUT_MS = 10_000

/** Calls the target's own API as its administrator, even after an interruption: what was made must be removed. */
export const askAs = ({ headers, missing }: Admin, { url, prefixes }: Target, send: Send): AskApi =>
  missing === null
    ? createAskApi({
        baseUrl: `${url}${prefixes[ADMIN_API] ?? ''}`,
        admin: headers,
        send,
        sleep: (ms) => sleepUntil(ms, new AbortController().signal),
        now: Date.now,
        timeoutMs: TIMEOUT_MS,
        signal: new AbortController().signal,
      })
    : () => Promise.reject(missingAdmin(missing))
