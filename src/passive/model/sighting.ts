import type { AnyFace, Outcome } from '../../contract/model/face.ts'
import type { Breach } from '../../verify/judge/checks/breach.ts'
import type { Transport } from '../../verify/model/transport.ts'
import type { Played } from '../../verify/play/played.ts'

/** A call that was seen, and the documented outcome that it met, or what it breaks. */
export interface Sighting {
  readonly face: AnyFace
  /** What it met, else the nearest; null: no documented outcome is near. */
  readonly outcome: Outcome | null
  readonly transport: Transport
  /** Where it was seen, for people. */
  readonly place: string
  /** Empty: the outcome was met. */
  readonly breaches: readonly Breach[]
  readonly notes: readonly string[]
  /** The call with its answer, unredacted. */
  readonly played: Played
  /** Credentials of the call; what reports show must not contain them. */
  readonly secrets: readonly string[]
  /** Scheme, host and port that was called. */
  readonly origin: string
}
