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

/** Each costs time and space; of more users, those seen last count, and what looks like a token is removed anyway. */
const MOST = 500

/** Starts with those known beforehand. */
export function createKnownSecrets(first: readonly string[], mask: Mask | null): KnownSecrets {
  const known = new Set<string>(first)
  const make = (): { readonly plain: Redaction; readonly masked: Redaction } => ({
    plain: createRedaction([...known], null),
    masked: createRedaction([...known], mask),
  })
  let made = make()
  return {
    learn(secrets) {
      const unknown = secrets.filter((secret) => !known.has(secret))
      for (const secret of secrets) {
        known.delete(secret)
        known.add(secret)
      }
      // Forgotten many at a time, since what is left is made again.
      const isOver = known.size > 2 * MOST
      if (isOver) for (const oldest of known) if (known.size > MOST) known.delete(oldest)
      if (isOver) made = make()
      else for (const each of [made.plain, made.masked]) each.learn(unknown)
    },
    redaction: (isMasked) => (isMasked ? made.masked : made.plain),
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
