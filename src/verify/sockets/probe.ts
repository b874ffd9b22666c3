import type { PlayParts } from '../play.ts'
import type { SocketTransport } from '../transport.ts'

/** Opens each transport once, without entering anything: transport → why it is not to be had. */
export async function probeSockets(
  transports: readonly SocketTransport[],
  { link, target, timeoutMs, signal }: PlayParts,
): Promise<Map<string, string>> {
  const lacking = new Map<string, string>()
  for (const transport of transports) {
    const { path } = target.socket
    const trouble = await link.reach({ baseUrl: target.url, path, transport, headers: {}, timeoutMs, signal })
    if (trouble) lacking.set(transport, `the target has no ${transport} of Socket.IO: ${trouble.message}`)
  }
  return lacking
}
