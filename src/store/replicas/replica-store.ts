import { createChannel } from '../../world/channel.ts'
import { MADE, type Announced, type Decide, type Health, type Store, type WorldLife } from '../../world/store.ts'
import { Damaged } from '../log/damaged.ts'
import { UNKNOWN_SEED } from '../log/recipe-data.ts'
import type { StoreParts } from '../log/store-parts.ts'
import type { Redis } from '../redis/client.ts'
import { createFollower, type Follower } from '../redis/follower.ts'
import { createLease } from '../redis/lease.ts'
import { streamLog, type StreamLog } from '../redis/stream-log.ts'
import type { Listed } from './directory.ts'
import { createFollowing } from './following.ts'
import { clearJournal, createJournalStream, removeJournal } from './journal/stream.ts'
import { createKeys, type Keys } from './keys.ts'
import { createListLog, noteList } from './list-log.ts'
import { createLiving, unreadableText, unreadableWorld, type Living } from './living.ts'
import type { LivingWorlds } from './living-worlds.ts'
import { createLosses, unlessAway, type Losses } from './losses.ts'
import { checkMark, setMark } from './mark.ts'
import { createPresence } from './presence.ts'
import type { Link } from './link.ts'
import { orUnavailable } from './unavailable.ts'
import { unusedWorlds } from './unused-worlds.ts'
import { createUndertaker } from './undertaker.ts'
import { createWorldData, type Begun } from './world-data.ts'
import { createWorldList, type WorldList } from './world-list.ts'

/** What the store of a replica needs besides what any store does. */
export interface ReplicaParts extends StoreParts {
  readonly commands: Redis
  /** A second connection, which always waits for news. */
  readonly listening: Redis
  /** What all keys start with. */
  readonly prefix: string
  /** What others are told of this process, such as its host. */
  readonly about: string
  /** How long a process without a sign of life counts as alive. */
  readonly leaseMs: number
  /** Milliseconds since any fixed moment. */
  readonly uptime: () => number
  /** Calls back after milliseconds, unless the returned function is called first. */
  readonly later: (ms: number, then: () => void) => () => void
  readonly onWarning: (line: string) => void
  readonly onFault: (fault: unknown) => void
}

/**
 * A store that several processes share: each holds the worlds in memory, and all append to their logs on a Redis server, which lets
 * only one be next. Rejects with a Fault if the server can't be used.
 */
export async function openReplicaStore(parts: ReplicaParts): Promise<Store> {
  const { commands, listening, machine, later, onFault } = parts
  const keys = createKeys(parts.prefix)
  await orUnavailable(() => checkMark(commands, keys, parts.edition))
  const pause = (): Promise<void> => new Promise((resolve) => void later(1_000, resolve))
  const follower = createFollower({ listening, commands, bell: keys.bell(parts.by), pause, onFault })
  const { announced, lives, isBeginning, tell, publish } = createNews()
  const losses = createLosses(commands.connection, parts.onWarning)
  const worlds = openWorldList(parts, { keys, follower, losses, tell, publish })
  const { roster, within } = worlds
  const following = createFollowing(roster.get, lives)
  await orUnavailable(() => lookRound(worlds, commands, keys, losses))
  // What was found can be used: now others may know of this process.
  const presence = startPresence(parts, keys, roster)
  const report = unlessAway(onFault)
  const letGo = keptUpToDate(worlds, { ...parts, follower, keys, report })
  return {
    place: 'redis',
    worlds: () => roster.all().map(({ stored }) => stored),
    dropped: worlds.dropped,
    refresh: () => orUnavailable(worlds.refresh),
    begin: (name, recipe, contents, cause = MADE) =>
      orUnavailable(async () => {
        // A reset would begin from what nobody knows.
        if (recipe.tables.seed.name === UNKNOWN_SEED) throw new Damaged(unreadableText(name))
        if (await worlds.begin(name, { recipe, contents }, cause)) await clearJournal(commands, keys.journal(name))
      }),
    change: <Result>(name: string, decide: Decide<Result>) =>
      orUnavailable(() => within(name, (living) => living.change(decide))),
    contents: (name) => orUnavailable(() => within(name, ({ contents }) => contents())),
    end: (name, why = 'asked') =>
      orUnavailable(async () => {
        await worlds.end(name, why)
        await removeJournal(commands, keys.journal(name))
      }),
    announced,
    lives,
    follow: following.follow,
    seats: (name) => roster.get(name)?.seats() ?? [],
    unused: (looked) => orUnavailable(() => unusedWorlds(commands, keys.used, machine.now(), looked)),
    abandoned: presence.abandoned,
    journal: (name, budget) =>
      createJournalStream({
        redis: commands,
        follower,
        key: keys.journal(name),
        budget,
        isBeginning,
        onUnrecorded: (damage) => losses.unrecorded(name, damage),
        onUnreadable: (n) => losses.unreadableCall(name, n),
      }),
    health: () => healthOf(commands, listening, presence.declined()),
    async close() {
      letGo()
      follower.close()
      await presence.stop().catch(report)
      listening.close()
      commands.close()
    },
  }
}

/** Reads which worlds there are, and says which of them have lost their logs. */
async function lookRound(worlds: WorldList, commands: Redis, keys: Keys, losses: Losses): Promise<void> {
  await worlds.refresh()
  // Data of an older greenroom does not say that there has been a list.
  if (worlds.list.n() > 0) await noteList(commands, keys)
  for (const { name } of await worlds.withoutLog()) losses.withoutLog(name)
}

/** What keeps a list of worlds up to date. */
interface UpToDateParts extends Pick<ListContext, 'keys' | 'follower'>, Pick<ReplicaParts, 'commands' | 'edition'> {
  readonly report: (fault: unknown) => void
}

/** Lets it hear of news, and look again whenever the server is back, until the returned function is called. */
function keptUpToDate(
  { list, roster }: WorldList,
  { commands, edition, follower, keys, report }: UpToDateParts,
): () => void {
  const unfollow = follower.follow(streamLog(commands, keys.list).key, `${list.n()}-0`, list.hear)
  const unsubscribe = commands.subscribe((reason) => {
    if (reason !== null) return
    if (edition !== null) setMark(commands, keys, edition).catch(report)
    // What they have missed, or the server has lost.
    for (const { catchUp } of [list, ...roster.all()]) catchUp().catch(report)
  })
  return () => {
    unfollow()
    unsubscribe()
  }
}

/** What could not be read is read again after so many milliseconds, or once the server is back. */
const AGAIN_MS = 100

/** How the list of worlds reads news, and whom it tells. */
interface ListContext {
  readonly keys: Keys
  readonly follower: Follower
  readonly losses: Losses
  readonly tell: (life: WorldLife) => void
  readonly publish: (announced: Announced) => void
}

/** Reads nothing before its first refresh. */
function openWorldList(parts: ReplicaParts, { keys, follower, losses, tell, publish }: ListContext): WorldList {
  const { commands, by, later, onFault } = parts
  const link: Link = { ready: commands.ready, connection: commands.connection, writer: by }
  const logAt = (key: string): StreamLog => streamLog(commands, key)
  const toLiving = (listed: Listed, { recipe, contents }: Begun, onJump: () => void): Living => {
    const stored = { name: listed.name, recipe, contents, generation: listed.generation }
    return createLiving({
      listed,
      stored,
      log: logAt(keys.log(listed.name, listed.log)),
      link,
      host: parts,
      follower,
      tell: publish,
      onJump,
      onLost: losses.of(`the log of the world ${listed.name}`),
      onFault,
    })
  }
  return createWorldList({
    data: createWorldData(commands, keys, parts.recipes),
    link,
    keys,
    logAt,
    listLog: createListLog(commands, keys),
    toLiving,
    toUnreadable: (listed) =>
      unreadableWorld(listed, {
        name: listed.name,
        recipe: parts.recipes.unknown(),
        contents: undefined,
        generation: listed.generation,
      }),
    tell,
    onLost: losses.of('the list of worlds'),
    onUnreadable: losses.unreadable,
    async returned() {
      await new Promise<void>((resolve) => void later(AGAIN_MS, resolve))
      await commands.returned()
    },
    onFault,
  })
}

/** Shows that this process is alive, and notices which others no longer are. */
function startPresence(parts: ReplicaParts, keys: Keys, roster: LivingWorlds) {
  const { commands, by, leaseMs, uptime, later, onFault } = parts
  const undertaker = createUndertaker({
    presence: createPresence({ redis: commands, leaseKey: keys.lease, leaseMs, uptime }),
    worlds: () => roster.all().map((living) => ({ world: living.listed.name, seats: living.seats() })),
    by,
    everyMs: leaseMs / 3,
    later,
    onFault,
  })
  const held = { redis: commands, key: keys.lease(by), value: parts.about, lastsMs: leaseMs }
  const lease = createLease({ ...held, uptime, later, onFault })
  return {
    abandoned: undertaker.start,
    declined: lease.declined,
    stop(): Promise<void> {
      undertaker.stop()
      return lease.end()
    },
  }
}

/** What happens in worlds, their beginnings and ends, and whether one of these is being told. */
function createNews() {
  const announced = createChannel<Announced>()
  const lives = createChannel<WorldLife>()
  let isBeginning = false
  return {
    announced: announced.subscribe,
    publish: announced.publish,
    lives: lives.subscribe,
    isBeginning: () => isBeginning,
    tell: (life: WorldLife): void => {
      isBeginning = true
      lives.publish(life)
      isBeginning = false
    },
  }
}

function healthOf(commands: Redis, listening: Redis, declined: string | null): Health {
  const away = commands.reason() ?? listening.reason()
  if (away !== null) return { isReady: false, why: `the Redis server is away (${away})` }
  return declined === null
    ? { isReady: true }
    : { isReady: false, why: `the Redis server declines to write (${declined})` }
}
