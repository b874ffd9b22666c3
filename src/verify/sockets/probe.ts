import { toHandshake } from '../../contract/case-packet.ts'
import type { Trouble } from '../exchange.ts'
import type { PlayParts } from '../play.ts'
import type { SocketTransport } from '../transport.ts'
import { toTheirAuth } from './dialect.ts'
import { isRefused } from './link.ts'

/** Opens each transport once, without entering anything: transport → why it is not to be had. */
export async function probeSockets(
  transports: readonly SocketTransport[],
  { link, target, timeoutMs, signal }: PlayParts,
): Promise<Map<SocketTransport, Trouble>> {
  const lacking = new Map<SocketTransport, Trouble>()
  for (const transport of transports) {
    const { path } = target.socket
    const trouble = await link.reach({ baseUrl: target.url, path, transport, headers: {}, timeoutMs, signal })
    if (trouble) lacking.set(transport, trouble)
  }
  return lacking
}

/** Connects as each of these identities, which does nothing else: identity → how the target refuses it. */
export async function refusedOnSockets(
  identities: readonly string[],
  transport: SocketTransport,
  { link, target, timeoutMs, signal }: PlayParts,
): Promise<Map<string, string>> {
  const refused = new Map<string, string>()
  for (const identity of identities) {
    const { path, namespace } = target.socket
    const { auth, headers } = toHandshake(target.identities[identity] ?? {})
    const as = { auth: toTheirAuth(target.socket, auth), headers }
    const result = await link.connect(
      { baseUrl: target.url, path, namespace, transport, timeoutMs, signal, ...as },
      () => {},
    )
    if ('close' in result) await result.close()
    if (isRefused(result))
      refused.set(
        identity,
        `the target refuses the credentials of ${identity}, on connecting: ${result.refused.message}`,
      )
  }
  return refused
}
