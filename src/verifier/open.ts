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

/** A target that is ready, and the ways to it. */
export interface Opened {
  readonly ready: Ready
  readonly send: Send
  readonly socketClient: SocketClient
  readonly close: () => Promise<void>
}

/** Opens what options name; `signal` is that of the run under way. Throws a Fault for what is no use. */
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
    // A target names a URL, too; the built-in mock's is one of loopback.
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

/** Credentials must not go to whoever answers. */
function refuseUnverifiedTls(url: string | undefined, env: Environment): void {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0' || url === undefined || isLoopback(url)) return
  throw new Fault(
    'NODE_TLS_REJECT_UNAUTHORIZED=0 is set: anybody could answer in the name of the target',
    'Unset it; --ca <file> trusts a certificate authority of your own.',
  )
}
