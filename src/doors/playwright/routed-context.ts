/** What routes use of a context of Playwright, whose pages share them. */
export interface RoutedContext {
  route(
    isOurs: (url: URL) => boolean,
    answer: (route: PageRoute, request: AskedByPage) => Promise<void>,
  ): Promise<unknown>
  routeWebSocket(isOurs: (url: URL) => boolean, connect: (socket: PageSocket) => void): Promise<unknown>
}

/** What becomes of a call of a page. */
export interface PageRoute {
  /** Lets other routes answer, or the network. */
  fallback(): Promise<void>
  abort(errorCode: 'connectionreset'): Promise<void>
  fulfill(answer: {
    readonly status: number
    readonly headers: { [name: string]: string }
    readonly body: string | Buffer
  }): Promise<void>
}

/** A call of a page. */
export interface AskedByPage {
  url(): string
  method(): string
  /** Whether it is for a page of its own, or one in a frame. */
  isNavigationRequest(): boolean
  allHeaders(): Promise<{ [name: string]: string }>
  postData(): string | null
  postDataBuffer(): Buffer | null
  frame(): { page(): CallingPage }
}

/** The page that calls. */
export interface CallingPage {
  isClosed(): boolean
  on(event: 'requestfailed', listener: (failed: unknown) => void): this
  on(event: 'close', listener: () => void): this
  off(event: 'requestfailed', listener: (failed: unknown) => void): this
  off(event: 'close', listener: () => void): this
}

/** A WebSocket that a page opens, from its server's side. */
export interface PageSocket {
  url(): string
  send(data: string): void
  close(): Promise<void>
  onMessage(listener: (data: string | Buffer) => void): void
  onClose(listener: () => void): void
}
