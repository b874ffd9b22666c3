import { createRepeats, type Repeats } from '../verify/redact/repeats.ts'
import type { Mask } from '../verify/redact/mask.ts'
import { createRedaction } from '../verify/redact/redaction.ts'
import type { Redaction } from '../verify/model/redaction.ts'

/** The credentials of the traffic, so that no report shows one. */
export interface KnownSecrets {
  /** Of fewer than eight characters, they are removed only where they stand alone: a cookie may hold any word. */
  readonly learn: (secrets: readonly string[]) => void
  /** What reports may show: with the mask for servers elsewhere, without for those on this machine. */
  readonly redaction: (isMasked: boolean) => Redaction
}

/** Each costs time and space; of more seen, the last ones count, and what looks like a token is removed anyway. */
const MOST = 500

/** Starts with those known beforehand, which are removed anywhere. */
export function createKnownSecrets(first: readonly string[], mask: Mask | null): KnownSecrets {
  const known = new Set<string>()
  const make = (): { readonly plain: Redaction; readonly masked: Redaction } => ({
    plain: knowing(first, [...known], null),
    masked: knowing(first, [...known], mask),
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
      else for (const each of [made.plain, made.masked]) each.learn(unknown, 'alone')
    },
    redaction: (isMasked) => (isMasked ? made.masked : made.plain),
  }
}

/** Removes all of these that were seen, however many. */
export const redactionOfSeen = (seen: readonly string[]): Redaction => knowing([], seen, null)

function knowing(first: readonly string[], seen: readonly string[], mask: Mask | null): Redaction {
  const redaction = createRedaction(first, mask)
  redaction.learn(seen, 'alone')
  return redaction
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
