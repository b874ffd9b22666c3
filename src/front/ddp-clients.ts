/** As much of a WebSocket as looking after it takes. */
export interface WatchedSocket {
  readonly readyState: number
  readonly OPEN: number
  ping(): void
  terminate(): void
}

/** A client's connection. */
export interface WatchedClient {
  readonly webSocket: WatchedSocket
  readonly world: { readonly name: string }
  /** Whether it has sent anything since the last look. */
  isHeard: boolean
}

/** A client that has not been heard since the last look is gone; any other is asked. */
export function lookAfter(clients: Iterable<WatchedClient>): void {
  for (const client of clients) {
    const { webSocket } = client
    if (!client.isHeard) webSocket.terminate()
    else if (webSocket.readyState === webSocket.OPEN) webSocket.ping()
    client.isHeard = false
  }
}

/** Cuts the clients of a world. */
export function cutThoseIn(world: string, clients: Iterable<WatchedClient>): void {
  for (const client of clients) if (client.world.name === world) client.webSocket.terminate()
}
