import type { PlayParts } from '../play.ts'
import type { SocketTransport } from '../transport.ts'
import { isNoConnection } from './link.ts'

/** Tries each transport with a connection as a guest, which does nothing: transport → why it is not to be had. */
export async function probeSockets(
  transports: readonly SocketTransport[],
  { connect, target, timeoutMs, signal }: PlayParts,
): Promise<Map<string, string>> {
  const lacking = new Map<string, string>()
  for (const transport of transports) {
    const { path, namespace } = target.socket
    const to = {
      baseUrl: target.url,
      path,
      namespace,
      isShared: false,
      transport,
      auth: {},
      headers: {},
      timeoutMs,
      signal,
    }
    const result = await connect(to, () => {})
    if (isNoConnection(result)) lacking.set(transport, `the target has no ${transport} of Socket.IO: ${result.message}`)
    else if ('close' in result) await result.close()
  }
  return lacking
}
