import type { Face, SocketFace } from '../../contract/model/face.ts'
import type { Arranger } from '../model/arranger.ts'
import type { Send } from '../model/exchange.ts'
import type { Limit } from '../model/limit.ts'
import type { Redaction } from '../model/redaction.ts'
import type { SocketClient } from '../model/socket-client.ts'
import type { Target } from '../model/target.ts'
import type { HttpPlanned } from '../plan/plan.ts'
import type { Remarks } from './remarks.ts'
import type { Waits } from './waits.ts'

/** The target and the means to reach it, shared by all plays of a run. */
export interface PlayParts {
  readonly target: Target
  /** All faces of the edition. */
  readonly faces: readonly Face[]
  readonly socketFaces: readonly SocketFace[]
  /** Every case of the edition over HTTP; the smallest success of an operation is among them. */
  readonly plan: readonly HttpPlanned[]
  readonly limits: ReadonlyMap<string, Limit>
  readonly arranger: Arranger
  readonly send: Send
  readonly socketClient: SocketClient
  /** Whether observers may join rooms of the target. */
  readonly mayListen: boolean
  readonly timeoutMs: number
  readonly waits: Waits
  /** Milliseconds since 1970. */
  readonly wallClock: () => number
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** Whether this is the last attempt: then a gateway's answer in JSON counts as the target's own. */
  readonly isLast: boolean
  /** Whether the target resets every call of an operation, but answers others. */
  readonly isCut: (operation: string) => boolean
  readonly signal: AbortSignal
  readonly redaction: Redaction
  /** Searches for secrets that no answer may repeat. */
  readonly repeats: (secrets: readonly string[]) => (text: string) => boolean
  readonly remarks: Remarks
  /** Called with what could not be cleaned up. */
  readonly onLeftBehind: (what: string, reason: string) => void
}
