/** The part of MSW that the handlers are built with; 2 and 3 have it both, 2 below 2.6 without `ws`. */
export interface Msw<Http, WebSocket> {
  readonly http: {
    all(path: string, resolver: (call: { readonly request: Request }) => Promise<Response | undefined>): Http
  }
  readonly ws?: {
    link(url: RegExp): {
      addEventListener(event: 'connection', listener: (connection: MswConnection) => void): WebSocket
    }
  }
}

/** A WebSocket that MSW has intercepted, from its server's side. */
export interface MswConnection {
  readonly client: {
    readonly url: URL
    send(data: string): void
    close(): void
    addEventListener(event: 'message', listener: (message: { readonly data: unknown }) => void): void
    addEventListener(event: 'close', listener: () => void): void
  }
  /** The server that the page meant. */
  readonly server: { connect(): void }
}
