import type { Given } from '../../contract/model/case.ts'
import type { Refused } from './result.ts'

/** A target in the situation of a case: where to call, with which values, as whom. */
export interface Arrangement {
  /** Scheme, host, port and prefix of the operation's API, without a slash at the end. */
  readonly baseUrl: string
  /** Headers of every call, such as the one that names a world. */
  readonly headers: Readonly<Record<string, string>>
  /** Value name → value: `roomId`, `code`, `callId`. */
  readonly values: Readonly<Record<string, string>>
  /** Role of a caller → its headers. */
  readonly identities: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Sent on connecting besides the token, to reach the same state. */
  readonly auth: Readonly<Record<string, unknown>>
  /** A namespace that leads to the same state, and that no other case enters; null if there is none. */
  readonly ownNamespace: string | null
  /** Values of a room that the case is not about, whose members must hear nothing of it, or null. */
  readonly elsewhere: Readonly<Record<string, string>> | null
  /** Adds facts to the existing subjects; null if they can't be changed. */
  readonly set: ((given: Given) => Promise<void>) | null
  /** Lets time pass on the target's clock. */
  readonly pass: (ms: number) => Promise<void>
  /** Removes what was created. Throws with what remains. */
  readonly cleanUp: () => Promise<void>
}

/** An empty arrangement: no values, nothing to change or clean up, and no time passes. */
export const bareArrangement = ({ baseUrl, identities }: Pick<Arrangement, 'baseUrl' | 'identities'>): Arrangement => ({
  baseUrl,
  identities,
  headers: {},
  values: {},
  auth: {},
  ownNamespace: null,
  elsewhere: null,
  set: null,
  pass: async () => {},
  cleanUp: async () => {},
})

/** Whether the situation could not be arranged. */
export const isNotArranged = (result: Arrangement | Refused): result is Refused => 'reason' in result
