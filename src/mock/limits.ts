/** Limits on what a request or a socket may be; each can be raised by `--limit <name>=<number>`. */
export interface Limits {
  /** Bytes of a body. */
  readonly body: number
  /** Characters of path and query. */
  readonly url: number
  /** How many headers. */
  readonly headers: number
  /** Bytes of all headers together. */
  readonly headerBytes: number
  /** How deep JSON may nest. */
  readonly depth: number
  /** Parameters of a query or form. */
  readonly parameters: number
  /** Bytes of a packet of a socket. */
  readonly packet: number
  /** Packets of a connection in a second; twice as many at once. A long one counts as several, one for each 4096 characters. */
  readonly events: number
  /** Bytes that wait for a connection that does not read. */
  readonly unread: number
  /** Connections at once; fewer where the system allows fewer. One more takes the place of one that is idle. */
  readonly connections: number
}

/** What holds unless said otherwise. */
export const defaultLimits: Limits = {
  body: 1024 * 1024,
  url: 8 * 1024,
  headers: 100,
  headerBytes: 16 * 1024,
  depth: 64,
  parameters: 100,
  packet: 256 * 1024,
  events: 100,
  unread: 4 * 1024 * 1024,
  connections: 10_000,
}

/** The sentence that says how to allow more. */
export const raiseLimit = (name: keyof Limits, limits: Limits): string =>
  `The limit is ${limits[name]}; start the server with --limit ${name}=<number> to allow more.`
