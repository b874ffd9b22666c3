import { toHandshake } from '../../contract/model/case-packet.ts'
import type { Trouble } from '../model/exchange.ts'
import type { SocketTransport } from '../model/transport.ts'
import { toTheirAuth } from '../model/dialect.ts'
import { isRefused } from '../model/socket-client.ts'
import type { PlayParts } from '../play/play-parts.ts'

/** Opens each transport once, without entering anything: transport → why it is not to be had. */
export async function probeSockets(
  transports: readonly SocketTransport[],
  { link, target, timeoutMs, signal }: PlayParts,
): Promise<Map<SocketTransport, Trouble>> {
  const lacking = new Map<SocketTransport, Trouble>()
  for (const transport of transports) {
    const { path } = target.socket
    const trouble = await link.reach({ baseUrl: target.url, path, transport, headers: {}, timeoutMs, signal })
    const lack = trouble ?? (await lackOfNamespace(transport, { link, target, timeoutMs, signal }))
    if (lack) lacking.set(transport, lack)
  }
  return lacking
}

/** Every server has the main namespace; that there is another is asked as a guest. Null: it is there, or refuses guests. */
async function lackOfNamespace(
  transport: SocketTransport,
  { link, target, timeoutMs, signal }: Pick<PlayParts, 'link' | 'target' | 'timeoutMs' | 'signal'>,
): Promise<Trouble | null> {
  const { path, namespace } = target.socket
  if (namespace === '/') return null
  const to = { baseUrl: target.url, path, namespace, transport, timeoutMs, signal, auth: {}, headers: {} }
  const result = await link.connect(to, () => {})
  if ('close' in result) await result.close()
  return isRefused(result) && result.refused.message === INVALID_NAMESPACE
    ? { kind: 'malformed', message: `it has no namespace ${namespace}; check socket.namespace in the target file.` }
    : null
}

/** In the words of Socket.IO. */
const INVALID_NAMESPACE = 'Invalid namespace'

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
