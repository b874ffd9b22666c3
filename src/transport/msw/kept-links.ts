import type { Msw } from './msw.ts'

/**
 * This MSW with one link for the same WebSockets, however often it is asked for. MSW lets go of none: each listens to a channel of its
 * own for ever, and Node warns of a leak at the eleventh, as where each test makes its handlers.
 */
export function keepLinks<Http, WebSocket>({ http, ws }: Msw<Http, WebSocket>): Msw<Http, WebSocket> {
  if (!ws) return { http }
  const links = new Map<string, ReturnType<typeof ws.link>>()
  return {
    http,
    ws: {
      link(url) {
        const link = links.get(url.source) ?? ws.link(url)
        links.set(url.source, link)
        return link
      },
    },
  }
}
