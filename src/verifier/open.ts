import { Fault } from '../fault.ts'
import type { Environment } from '../targets/secrets.ts'
import type { Send } from '../verify/model/exchange.ts'
import { isLoopback } from '../verify/model/loopback.ts'
import type { SocketClient } from '../verify/model/socket-client.ts'
import { createSend } from '../verify/send/send.ts'
import { BOUNDS, bounded } from './bounds.ts'
import { lazySocketClient } from './lazy-socket-client.ts'
import type { VerifierOptions } from './options.ts'
import { proxiesIn } from './proxies.ts'
import { readyFor } from './targets.ts'
import type { Ready } from './verify-run.ts'

/** A ready target, and the clients that reach it. */
export interface Opened {
  readonly ready: Ready
  readonly send: Send
  readonly socketClient: SocketClient
  readonly close: () => Promise<void>
}

/** Opens the target of the options; `signal` is the current run's. Throws a Fault for unusable options. */
export async function openTarget(
  options: VerifierOptions,
  { env, signal }: { readonly env: Environment; readonly signal: () => AbortSignal },
): Promise<Opened> {
  refuseUnverifiedTls(options.url, env)
  const timeoutMs = bounded('timeoutMs', options.timeoutMs, BOUNDS.timeoutMs)
  const ca = options.ca === undefined ? {} : { ca: options.ca }
  const { send, close } = createSend({ proxies: proxiesIn(env), ...ca })
  try {
    const ready = await readyFor(options, { env, send, signal })
    // A target also has a URL; the built-in mock's is on loopback.
    refuseUnverifiedTls(ready.target.url, env)
    return {
      ready: { ...ready, timeoutMs: timeoutMs ?? ready.timeoutMs },
      send,
      socketClient: lazySocketClient({ send, ...ca }),
      close: async () => {
        await ready.close()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Credentials must not go to an impostor. */
function refuseUnverifiedTls(url: string | undefined, env: Environment): void {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0' || url === undefined || isLoopback(url)) return
  throw new Fault(
    'NODE_TLS_REJECT_UNAUTHORIZED=0 is set: anyone could impersonate the target',
    'Unset it; use --ca <file> to trust your own certificate authority.',
  )
}
