import type { LinkParts } from '../verify/send/wire.ts'
import type { Link } from '../verify/model/socket-client.ts'

/** A link as `createLink` makes it; the client of sockets is loaded when it is used first. */
export function linkLater(parts: LinkParts): Link {
  let made: Promise<Link> | null = null
  const link = (): Promise<Link> =>
    (made ??= import('../verify/send/socket-io-client.ts').then(({ createLink }) => createLink(parts)))
  return {
    connect: async (to, onPacket) => (await link()).connect(to, onPacket),
    reach: async (to) => (await link()).reach(to),
  }
}
