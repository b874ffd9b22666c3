/**
 * The names of all keys. What belongs to one world has its name in braces: in a cluster, that part alone says on which server a key
 * is. No world's name has a colon.
 */
export interface Keys {
  /** What the data is. */
  readonly mark: string
  /** What the keys of the list of worlds start with. */
  readonly list: string
  /** Whether there has been a list. */
  readonly listed: string
  /** What the keys of a world's log start with. */
  readonly log: (world: string, log: string) => string
  readonly begun: (world: string, log: string) => string
  readonly seed: (hash: string) => string
  readonly journal: (world: string) => string
  readonly lease: (process: string) => string
  readonly bell: (process: string) => string
  /** When worlds were last used. */
  readonly used: string
}

export const createKeys = (prefix: string): Keys => ({
  mark: `${prefix}mark`,
  list: `${prefix}{:worlds}`,
  listed: `${prefix}listed`,
  log: (world, log) => `${prefix}{${world}}:${log}`,
  begun: (world, log) => `${prefix}{${world}}:${log}:begun`,
  seed: (hash) => `${prefix}seed:${hash}`,
  journal: (world) => `${prefix}{${world}}:journal`,
  lease: (process) => `${prefix}lease:${process}`,
  bell: (process) => `${prefix}bell:${process}`,
  used: `${prefix}used`,
})
