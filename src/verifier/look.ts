import type { Edition } from '../contract/compiled/types.ts'
import { faces } from '../contract/compiled/faces.ts'
import type { Environment } from '../targets/secrets.ts'
import { planOf } from '../verify/plan/plan.ts'
import { probe, type Found } from '../verify/run/probe.ts'
import { createSend } from '../verify/send/send.ts'
import { allCases } from './all-cases.ts'
import { lazySocketClient } from './lazy-socket-client.ts'
import { proxiesIn } from './proxies.ts'

export type { Found } from '../verify/run/probe.ts'

/** Probes a URL without credentials: harmless calls of each operation, and a Socket.IO connection. */
export async function lookAt(
  url: string,
  { edition, env }: { readonly edition: Edition; readonly env: Environment },
): Promise<Found> {
  const { send, close } = createSend({ proxies: proxiesIn(env) })
  try {
    const plan = planOf(allCases, faces[edition])
    const way = { send, socketClient: lazySocketClient({ send }), timeoutMs: TIMEOUT_MS }
    return await probe({ url, plan, ...way, signal: new AbortController().signal })
  } finally {
    await close()
  }
}

const TIMEOUT_MS = 5000
