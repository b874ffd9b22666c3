import type { Answer, AnswerInfo } from './answer.ts'
import { limitHeaders } from './limit-headers.ts'
import { problem } from './problem.ts'
import type { PreparedFace, PreparedOutcome } from './prepared-face.ts'

/** Context of a forced answer. */
export interface Forced {
  readonly prepared: PreparedFace
  readonly by: 'prefer' | 'arm'
  readonly world: string
  /** Milliseconds since 1970 on the world's clock. */
  readonly now: number
}

/** The contract's example of an outcome; runs no rule and changes nothing. */
export const forcedOutcome = ({ prepared, by, world, now }: Forced, step: PreparedOutcome): Answer => ({
  status: step.outcome.status,
  headers: [...step.forcedHeaders, ...quotaOf(prepared, step, now)],
  body: step.outcome.example,
  about: { ...step.about, forced: by },
  world,
})

/** Rate-limit headers for a window in which no call was counted. */
function quotaOf(
  { face: { rateLimit } }: PreparedFace,
  { isCounted, outcome }: PreparedOutcome,
  now: number,
): string[] {
  if (!isCounted || rateLimit === null) return []
  const remaining = outcome.name === rateLimit.outcome ? 0 : rateLimit.requests - 1
  return limitHeaders({ limit: rateLimit.requests, remaining, reset: now + rateLimit.windowMs })
}

const NAMES: Readonly<Record<number, string>> = {
  500: 'Internal server error',
  501: 'Not implemented',
  502: 'Bad gateway',
  503: 'Service unavailable',
  504: 'Gateway timeout',
}

/** Reason phrase of a server error. */
export const statusName = (status: number): string => NAMES[status] ?? 'Server error'

/** An undocumented 5xx, as a failing server or gateway might send it. */
export const forcedStatus = (forced: Forced, status: number): Answer => ({
  ...problem({ status, title: statusName(status), detail: `Armed: status ${status}.` }),
  about: armedInfo(forced, `armed: status ${status}`),
  world: forced.world,
})

/** A connection that breaks before the answer. */
export const forcedReset = (forced: Forced): Answer => ({
  status: 0,
  headers: [],
  body: '',
  breaks: true,
  about: armedInfo(forced, 'armed: the connection is reset'),
  world: forced.world,
})

const armedInfo = ({ prepared, by }: Forced, cause: string): AnswerInfo => ({
  outcome: null,
  operation: prepared.face.operation,
  cause,
  forced: by,
})
