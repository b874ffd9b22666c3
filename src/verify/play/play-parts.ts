import type { Face, SocketFace } from '../../contract/model/face.ts'
import type { Arranger } from '../model/arranger.ts'
import type { Send } from '../model/exchange.ts'
import type { Limit } from '../model/limit.ts'
import type { Redaction } from '../model/redaction.ts'
import type { SocketClient } from '../model/socket-client.ts'
import type { Target } from '../model/target.ts'
import type { HttpPlanned } from '../plan/plan.ts'

/** What playing a case takes. */
export interface PlayParts {
  readonly target: Target
  /** All faces of the edition. */
  readonly faces: readonly Face[]
  readonly socketFaces: readonly SocketFace[]
  /** What is played over HTTP of the whole edition, to find the smallest success of an operation in. */
  readonly plan: readonly HttpPlanned[]
  readonly limits: ReadonlyMap<string, Limit>
  readonly arranger: Arranger
  readonly send: Send
  readonly socketClient: SocketClient
  /** Whether others may join rooms of the target to listen there. */
  readonly mayListen: boolean
  readonly timeoutMs: number
  /** How long is listened for what should not come, on sockets. */
  readonly quietMs: number
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** Whether trouble will not be tried again: what a gateway has answered each time, in JSON, is then taken for the target's answer. */
  readonly isLast: boolean
  readonly signal: AbortSignal
  readonly redaction: Redaction
  /** The forms in which an answer could repeat secrets. */
  readonly encode: (secrets: readonly string[]) => readonly string[]
  /** Told of what could not be cleaned up. */
  readonly onLeftBehind: (what: string, reason: string) => void
}
