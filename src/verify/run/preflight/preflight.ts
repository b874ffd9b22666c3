import type { WhyNot } from '../../plan/blocked.ts'
import { callsOf } from '../../plan/plan.ts'
import { unreached } from '../found.ts'
import { inVain, preflightHttp } from './http.ts'
import type { Running } from '../set-up.ts'
import { preflightSockets } from './sockets.ts'

/** Makes harmless calls over HTTP and on sockets, and returns which cases are bound to fail, and why. */
export async function preflightTarget(running: Running): Promise<readonly WhyNot[]> {
  const { options, plan, parts, tell } = running
  const overHttp = await whyNotOverHttp(running)
  const open = plan.filter((planned) => overHttp(planned) === null && running.whyNot(planned) === null)
  const { target, socketClient, redaction, timeoutMs, signal } = parts
  const { isolated } = options.arranger
  const way = { socketClient, target, timeoutMs, signal }
  return [overHttp, await preflightSockets({ ...way, plan: open, tell, redaction, isolated })]
}

/** A preflight is not needed if each case has its own world, or if no case will be sent. */
async function whyNotOverHttp(running: Running): Promise<WhyNot> {
  const { options, plan, whyNot, parts, pacer, tell } = running
  if (options.arranger.isolated) return () => null
  tellMissing(running)
  const playable = plan.filter((planned) => whyNot(planned) === null)
  if (playable.length === 0) return () => null
  const ahead = await preflightHttp(playable, parts, pacer).catch((error: unknown) => {
    if (options.signal.aborted) return null
    throw error
  })
  if (ahead === null) return () => null
  for (const operation of ahead.cut) running.cut.found(operation)
  for (const name of ahead.usable) tell({ kind: 'identity', name, state: 'usable', reason: null })
  for (const [name, reason] of ahead.refused) tell({ kind: 'identity', name, state: 'refused', reason })
  for (const [operation, reason] of ahead.lacking) tell({ kind: 'lacking', operation, reason })
  if (ahead.unreachable === null) return inVain(ahead)
  const { kind, message } = ahead.unreachable
  tell({ kind: 'unreachable', trouble: kind, message: options.redaction.text(message) })
  return () => unreached({ message })
}

/** Reports callers without credentials. */
function tellMissing({ options: { target }, plan, tell }: Running): void {
  for (const name of new Set(plan.flatMap(({ testCase }) => callsOf(testCase).map(({ as }) => as)))) {
    const reason = target.missing[name]
    if (reason !== undefined)
      tell({ kind: 'identity', name, state: target.unset.includes(name) ? 'unset' : 'missing', reason })
  }
}
