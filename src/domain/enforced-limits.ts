import type { Face, RateLimit } from '../contract/model/face.ts'
import type { Settings } from './state.ts'

/** An operation that a world limits. */
export interface EnforcedLimit {
  readonly operation: string
  readonly rateLimit: RateLimit
}

/** The limits that a world counts: those with an outcome and, if it limits livechat, those for pacing, too. */
export function enforcedLimits(faces: readonly Face[], { livechatLimits }: Settings): EnforcedLimit[] {
  const answersPaced = faces.some(({ outcomes }) => outcomes.some(({ name }) => name === 'rate-limited'))
  const paces = livechatLimits === true && answersPaced
  return faces.flatMap(({ operation, rateLimit }) =>
    rateLimit !== null && (rateLimit.outcome !== null || paces) ? [{ operation, rateLimit }] : [],
  )
}
