import type { Situation } from '../../contract/model/case.ts'
import type { Refused } from './result.ts'

/** A situation that has come about: where to call, by which values, as whom. */
export interface Arrangement {
  /** Scheme, host, port and prefix of the operation's API, without a slash at the end. */
  readonly baseUrl: string
  /** Headers that every call bears, such as the one that names a world. */
  readonly headers: Readonly<Record<string, string>>
  /** Value name to value: `roomId`, `code`, `callId`. */
  readonly values: Readonly<Record<string, string>>
  /** Role of a caller to its headers. */
  readonly identities: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** What a connection gives beside its token, to reach the same state. */
  readonly auth: Readonly<Record<string, unknown>>
  /** Values of subjects that the case is not about, where others can be who must not hear of it; null: there are none. */
  readonly elsewhere: Readonly<Record<string, string>> | null
  /** Adds facts to the subjects that are there; null: they stay as they are. */
  readonly set: ((given: Situation) => Promise<void>) | null
  /** Lets time pass for the target, as its limits see it. */
  readonly pass: (ms: number) => Promise<void>
  /** Takes away what was made. Throws where it could not, with what is left behind. */
  readonly cleanUp: () => Promise<void>
}

/** An arrangement with nothing arranged: no values, nothing to change or clean up, and no time passes. */
export const bareArrangement = ({ baseUrl, identities }: Pick<Arrangement, 'baseUrl' | 'identities'>): Arrangement => ({
  baseUrl,
  identities,
  headers: {},
  values: {},
  auth: {},
  elsewhere: null,
  set: null,
  pass: async () => {},
  cleanUp: async () => {},
})

/** Whether it did not come about. */
export const isNotArranged = (result: Arrangement | Refused): result is Refused => 'reason' in result
