/** Size limits for requests and sockets; `--limit <name>=<number>` raises one. */
export interface Limits {
  /** Bytes of a body. */
  readonly body: number
  /** Characters of path and query. */
  readonly url: number
  /** Number of headers. */
  readonly headers: number
  /** Total bytes of all headers. */
  readonly headerBytes: number
  /** Nesting depth of JSON. */
  readonly depth: number
  /** Parameters of a query or form. */
  readonly parameters: number
  /** Bytes of a socket's packet. */
  readonly packet: number
  /** Packets per second and connection, with bursts of twice as many. A long packet counts once per 4096 characters. */
  readonly events: number
  /** Bytes buffered for a connection that does not read. */
  readonly unread: number
  /** Simultaneous connections; fewer if the system allows fewer. A new one beyond that replaces an idle one. */
  readonly connections: number
  /** Bytes of the rows written in a world. */
  readonly world: number
}

/** The limits of a mock that sets none. */
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
  world: 32 * 1024 * 1024,
}

/** The sentence of an error message that explains how to raise a limit. */
export const raiseLimit = (name: keyof Limits, limits: Limits): string =>
  `The limit is ${limits[name]}; start the server with --limit ${name}=<number> to allow more.`
