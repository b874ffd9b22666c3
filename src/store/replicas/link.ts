import type { StreamLog } from '../redis/stream-log.ts'
import type { Machine } from './machine.ts'

/** What a replicated machine needs. */
export interface ReplicatedParts {
  readonly log: StreamLog
  readonly machine: Machine
  readonly link: Link
  /** Called with failures that concern no call. */
  readonly onFault: (fault: unknown) => void
}

/** The way to the server of the logs. */
export interface Link {
  /** Resolves once it can be reached; rejects with `Away`. */
  readonly ready: () => Promise<void>
  /** Changes with every new connection: then the server may be another, or have lost something. */
  readonly connection: () => number
  /** Names this process as a writer, which no other process is called. */
  readonly writer: string
}
