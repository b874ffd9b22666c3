import type { LimitInfo, LimiterInfo } from '../../contract/compiled/types.ts'
import type { Face } from '../../contract/model/face.ts'
import { standingIn } from '../../domain/rate-limit.ts'
import type { State } from '../../domain/state.ts'
import { enforcedLimits, type EnforcedLimit } from '../../domain/enforced-limits.ts'
import { json, type Handler } from '../handler.ts'
import { inWorld, type ControlParts } from '../parts.ts'

/** Handler that shows what is left of the rate limits that the world counts. */
export const limiterHandlers = (parts: ControlParts): Readonly<Record<'readLimiter', Handler>> => ({
  readLimiter: inWorld(parts, async ({ name }) =>
    json(
      await parts.core.store.change(name, (state) => ({ result: toLimiterInfo(state, parts.core.faces), writes: [] })),
    ),
  ),
})

const toLimiterInfo = (state: State, faces: readonly Face[]): LimiterInfo => ({
  enforced: state.settings.rateLimit,
  limits: enforcedLimits(faces, state.settings).map((each) => toLimitInfo(state, each)),
})

function toLimitInfo(state: State, { operation, rateLimit }: EnforcedLimit): LimitInfo {
  const { requests, windowMs } = rateLimit
  const callers = [...state.windows.entries()].flatMap(([key, window]) => {
    const [called, address = ''] = key.split(' ')
    const isOpen = state.now >= window.start && state.now < window.start + windowMs
    if (called !== operation || !isOpen) return []
    const { reset, usedUp, remaining } = standingIn(window, rateLimit, state.now)
    return [{ address, left: usedUp ? 0 : remaining + 1, resetsAt: new Date(reset).toISOString() }]
  })
  return { operation, requests, windowMs, callers }
}
