import { createChannel } from '../../../world/channel.ts'
import type { JournalBudget } from '../../../world/journal-budget.ts'
import type { Journal, Recorded } from '../../../world/journal.ts'
import { Damaged } from '../../log/damaged.ts'
import { toExchangeText } from '../../log/journal-text.ts'
import type { Follower } from '../../redis/follower.ts'
import { Away, Declined } from '../../redis/away.ts'
import { numberOf, toEntries } from '../../redis/replies.ts'
import type { Redis } from '../../redis/client.ts'
import { createJournalCopy } from './copy.ts'
import { damageIn } from '../damage.ts'
import { orUnavailable } from '../unavailable.ts'

/** What the journal of a world needs, which all processes write to. */
export interface JournalStreamParts {
  readonly redis: Pick<Redis, 'call'>
  readonly follower: Follower
  /** The key of its stream. */
  readonly key: string
  readonly budget: JournalBudget
  /** Whether the world begins anew, for which the process that caused it clears the stream. */
  readonly isBeginning: () => boolean
  /** Told of a call that could not be recorded, and what is damaged, if it is for that. Its answer, whose change is kept, is given. */
  readonly onUnrecorded: (damage: string | null) => void
  /** Told of an exchange that can't be read, by its number. */
  readonly onUnreadable: (n: number) => void
}

/** As many as in memory. */
const MOST_ENTRIES = 256

/** Longer exchanges are kept without their bodies: a stream is limited by number, not by bytes. */
const MOST_CHARACTERS = 64 * 1024

/**
 * A journal in a stream. What is read of it is what `refresh` has brought, or what came since then for those who subscribe.
 */
export function createJournalStream(parts: JournalStreamParts): Journal {
  const { redis, follower, key, budget } = parts
  const { publish, subscribe } = createChannel<Parameters<Parameters<Journal['subscribe']>[0]>[0]>()
  const copy = createJournalCopy(budget, publish, parts.onUnreadable)
  let subscribers = 0
  let unfollow = (): void => {}
  const refresh = async (): Promise<void> => {
    const [last, cleared] = await Promise.all([lastIn(redis, key), redis.call('GET', clearedKey(key))]).catch(
      (fault: unknown) => {
        const damage = damageIn(fault)
        throw damage === null ? fault : new Damaged(`the journal ${key} is damaged: ${damage}`, { cause: fault })
      },
    )
    if (!copy.isBehind({ last, cleared: Number(cleared ?? 0) })) return
    copy.take(toEntries(await redis.call('XRANGE', key, `0-${copy.journal().last() + 1}`, '+')))
  }
  return {
    async add(recorded) {
      try {
        await redis.call('XADD', key, 'MAXLEN', MOST_ENTRIES, '0-*', 'e', boundText(recorded))
      } catch (fault) {
        if (!(fault instanceof Away || fault instanceof Declined)) throw fault
        parts.onUnrecorded(damageIn(fault))
      }
    },
    refresh: () => orUnavailable(refresh),
    since: (after) => copy.journal().since(after),
    last: () => copy.journal().last(),
    count: () => copy.journal().last(),
    forgotten: () => copy.journal().forgotten(),
    clear() {
      copy.journal().clear()
      return parts.isBeginning() ? undefined : orUnavailable(() => clearJournal(redis, key))
    },
    end() {
      unfollow()
      copy.journal().end()
    },
    subscribe(listener) {
      const unsubscribe = subscribe(listener)
      if (subscribers++ === 0) unfollow = follower.follow(key, `0-${copy.journal().last()}`, copy.take)
      let isSubscribed = true
      return () => {
        unsubscribe()
        if (isSubscribed && --subscribers === 0) unfollow()
        isSubscribed = false
      }
    },
  }
}

/** Discards all that was recorded until now. Numbering goes on, unless the journal is damaged. */
export async function clearJournal(redis: Pick<Redis, 'call'>, key: string): Promise<void> {
  try {
    const last = await lastIn(redis, key)
    if (last === 0) return
    await redis.call('SET', clearedKey(key), last)
    await redis.call('XTRIM', key, 'MINID', `0-${last + 1}`)
  } catch (fault) {
    if (damageIn(fault) === null) throw fault
    await removeJournal(redis, key)
  }
}

/** Forgets all, its numbers included, since its world has ended. */
export const removeJournal = async ({ call }: Pick<Redis, 'call'>, key: string): Promise<void> =>
  void (await call('DEL', key, clearedKey(key)))

const clearedKey = (key: string): string => `${key}:cleared`

/** The number of the last exchange ever recorded; 0 if there was none. */
async function lastIn({ call }: Pick<Redis, 'call'>, key: string): Promise<number> {
  const exists = await call('EXISTS', key)
  if (exists !== 1) return 0
  const info = await call('XINFO', 'STREAM', key)
  const id: unknown = Array.isArray(info) ? info[info.indexOf('last-generated-id') + 1] : undefined
  return typeof id === 'string' ? numberOf(id) : 0
}

function boundText(recorded: Recorded): string {
  const text = toExchangeText(recorded)
  if (text.length <= MOST_CHARACTERS) return text
  const { request, answer } = recorded
  return toExchangeText({ ...recorded, request: { ...request, body: '…' }, answer: { ...answer, body: '…' } })
}
