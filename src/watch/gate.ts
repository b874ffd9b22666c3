import { createGuard } from '../transport/guard.ts'
import { readHeaders } from '../transport/headers.ts'
import { isLoopback } from '../verify/model/loopback.ts'
import { foreignHost, noPath, type TroubleAnswer } from './trouble-answer.ts'

/** The parts of a request, or of an upgrade, that a gate judges. */
export interface GatedRequest {
  readonly url?: string | undefined
  readonly rawHeaders: readonly string[]
}

/** Null: the request may pass. */
export type WatchGate = (request: GatedRequest) => TroubleAnswer | null

/**
 * Lets this machine's own names pass, and calls of pages on this machine or of these further exact origins. What has no origin
 * passes: programs, links, and what pages only show.
 */
export function createGate(corsOrigins: readonly string[]): WatchGate {
  // Names are judged here: no option adds any.
  const guard = createGuard({ allowedHosts: true, corsOrigins })
  // Nearly every call has the same one.
  let last = { host: '', isLocal: false }
  const isLocal = (host = ''): boolean => {
    if (last.host !== host) last = { host, isLocal: isLoopback(`http://${host}`) }
    return last.isLocal
  }
  return ({ url = '', rawHeaders }) => {
    const { headers, repeated } = readHeaders(rawHeaders)
    const { host, origin } = headers
    const admission = guard({ headers: { host, origin }, repeated, method: '', target: url })
    if (!admission.passes) return admission.problem
    if (!isLocal(host)) return foreignHost(host ?? '')
    return url.startsWith('/') ? null : noPath
  }
}
