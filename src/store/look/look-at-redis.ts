import { setClock } from '../../world/clock.ts'
import { createSeeds } from '../../world/seeds/seeds.ts'
import type { DataFigures, KeptFigures } from '../log/data-figures.ts'
import { Damaged } from '../log/damaged.ts'
import { createRecipeKeeper, UNKNOWN_SEED } from '../log/recipe-data.ts'
import type { Redis } from '../redis/client.ts'
import { reachRedis } from '../redis/reach.ts'
import { streamKeys, streamLog } from '../redis/stream-log.ts'
import { damageIn } from '../replicas/damage.ts'
import type { Listed } from '../replicas/directory.ts'
import { createKeys, type Keys } from '../replicas/keys.ts'
import { checkMark } from '../replicas/mark.ts'
import { orUnavailable } from '../replicas/unavailable.ts'
import { createWorldData, type Begun } from '../replicas/world-data.ts'
import { unreadableText } from '../replicas/living.ts'
import { listedIn } from './listed-in.ts'
import { readWorld } from './read-world.ts'

/**
 * What is kept on a Redis server, without changing it; mocks may be using it. Of a damaged world, it says what is damaged. Rejects with a
 * Fault for data that is foreign, of a newer format, or has no list of worlds that can be read.
 */
export async function lookAtRedis(url: string): Promise<DataFigures> {
  const { address, commands } = await reachRedis(url)
  const keys = createKeys(address.prefix)
  try {
    return await orUnavailable(async () => {
      const mark = await checkMark(commands, keys, null)
      const listed = await listedIn(commands, keys)
      const worlds = await Promise.all(listed.map((world) => figuresOf(commands, keys, world)))
      const bytes = await sizeOf(commands, keys, listed)
      return { place: address.shown, ...mark, bytes, wasCut: false, users: await usersOf(commands, keys), worlds }
    })
  } finally {
    commands.close()
  }
}

async function figuresOf(redis: Redis, keys: Keys, { name, log, generation }: Listed): Promise<KeptFigures> {
  const damages: string[] = []
  const unlessDamaged = async <Result>(read: () => Promise<Result>): Promise<Result | null> => {
    try {
      return await read()
    } catch (fault) {
      const damage = damageIn(fault)
      if (damage === null) throw fault
      damages.push(damage)
      return null
    }
  }
  const begun = await unlessDamaged(() => begunOf(redis, keys, name, log))
  const found =
    begun && (await unlessDamaged(() => readWorld(name, streamLog(redis, keys.log(name, log)), begun, STANDING)))
  const exchanges = await unlessDamaged(() => lengthOf(redis, keys.journal(name)))
  return {
    name,
    seed: begun?.recipe.tables.seed.name ?? UNKNOWN_SEED,
    generation,
    entries: found?.entries ?? 0,
    bytes: (found?.bytes ?? 0) + (begun?.contents === undefined ? 0 : JSON.stringify(begun.contents).length),
    exchanges: exchanges ?? 0,
    damage: damages.length === 0 ? null : damages.join('; '),
  }
}

const STANDING = setClock(0)

async function begunOf(redis: Redis, keys: Keys, name: string, log: string): Promise<Begun> {
  const recipes = createRecipeKeeper(createSeeds(), { jwtSecret: null, trustIn: () => null })
  const begun = await createWorldData(redis, keys, recipes).get(name, log)
  if (begun) return begun
  throw new Damaged(unreadableText(name))
}

/** How many calls a journal has. */
async function lengthOf({ call }: Redis, key: string): Promise<number> {
  try {
    return Number(await call('XLEN', key))
  } catch (fault) {
    const damage = damageIn(fault)
    throw damage === null ? fault : new Damaged(`the journal ${key} is damaged: ${damage}`, { cause: fault })
  }
}

/** The memory of the server that all of it takes. */
async function sizeOf({ call }: Redis, keys: Keys, listed: readonly Listed[]): Promise<number> {
  const logs = [keys.list, ...listed.map(({ name, log }) => keys.log(name, log))]
  const others = listed.flatMap(({ name, log }) => [keys.begun(name, log), keys.journal(name)])
  const all = [keys.mark, keys.used, ...logs.flatMap(streamKeys), ...others]
  const sizes = await Promise.all(all.map((key) => call('MEMORY', 'USAGE', key)))
  return sizes.reduce<number>((sum, size) => sum + Number(size ?? 0), 0)
}

/** How many mocks say that they live. */
async function usersOf({ call }: Redis, keys: Keys): Promise<number> {
  const found = new Set<string>()
  let cursor = '0'
  do {
    const reply = await call('SCAN', cursor, 'MATCH', keys.lease('*'), 'COUNT', 1000)
    const [next, leases]: readonly unknown[] = Array.isArray(reply) ? reply : []
    for (const lease of Array.isArray(leases) ? leases : []) found.add(String(lease))
    cursor = typeof next === 'string' ? next : '0'
  } while (cursor !== '0')
  return found.size
}
