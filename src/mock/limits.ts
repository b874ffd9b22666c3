/** Limits on what a request may be; each can be raised by `--limit <name>=<number>`. */
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
}

/** What holds unless said otherwise. */
export const defaultLimits: Limits = {
  body: 1024 * 1024,
  url: 8 * 1024,
  headers: 100,
  headerBytes: 16 * 1024,
  depth: 64,
  parameters: 100,
}

/** The sentence that says how to allow more. */
export const raiseLimit = (name: keyof Limits, limits: Limits): string =>
  `The limit is ${limits[name]}; start the server with --limit ${name}=<number> to allow more.`
