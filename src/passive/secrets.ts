import { createRepeats, type Repeats } from '../verify/redact/repeats.ts'
import type { Mask } from '../verify/redact/mask.ts'
import { createRedaction } from '../verify/redact/redaction.ts'
import type { Redaction } from '../verify/model/redaction.ts'

/** The credentials of the traffic, so that no report shows one. */
export interface KnownSecrets {
  readonly learn: (secrets: readonly string[]) => void
  /** What reports may show: with the mask for servers elsewhere, without for those on this machine. */
  readonly redaction: (isMasked: boolean) => Redaction
}

/** Each makes patterns; of more users at once, those seen last count, and what looks like a token is removed anyway. */
const MOST = 500

/** Starts with those known beforehand. */
export function createKnownSecrets(first: readonly string[], mask: Mask | null): KnownSecrets {
  const known = new Set<string>(first)
  let made: { readonly plain: Redaction; readonly masked: Redaction } | null = null
  return {
    learn(secrets) {
      for (const secret of secrets) {
        if (!known.has(secret)) made = null
        known.delete(secret)
        known.add(secret)
      }
      for (const oldest of known) if (known.size > MOST) known.delete(oldest)
    },
    redaction(isMasked) {
      made ??= { plain: createRedaction([...known], null), masked: createRedaction([...known], mask) }
      return isMasked ? made.masked : made.plain
    },
  }
}

/** Searches for credentials in answers, by those of each call; keeps what it made for a bounded number of them. */
export function createBoundedRepeats(): (secrets: readonly string[]) => Repeats {
  let repeats = createRepeats()
  let keys = new Set<string>()
  return (secrets) => {
    if (secrets.length === 0) return never
    keys.add(secrets.join('\n'))
    if (keys.size > MOST) {
      repeats = createRepeats()
      keys = new Set()
    }
    return repeats(secrets)
  }
}

const never = (): boolean => false
