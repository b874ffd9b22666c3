import type { DataFigures, KeptFigures } from '../log/data-figures.ts'
import { Damaged } from '../log/damaged.ts'
import type { Redis } from '../redis/client.ts'
import { reachRedis } from '../redis/reach.ts'
import { streamKeys, streamLog } from '../redis/stream-log.ts'
import { createDirectory, type Listed } from '../replicas/directory.ts'
import { createKeys, type Keys } from '../replicas/keys.ts'
import { checkMark } from '../replicas/mark.ts'
import { createPosition } from '../replicas/position.ts'
import { orUnavailable } from '../replicas/unavailable.ts'
import { readBegun, type BegunData } from '../replicas/world-data.ts'
import { logFigures } from './log-figures.ts'

/**
 * What is kept on a Redis server, without changing it; mocks may be using it. Rejects with a Fault for data that is foreign, damaged, or
 * of a newer format.
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

async function listedIn(redis: Redis, keys: Keys): Promise<Listed[]> {
  const machine = createDirectory({ onListing: nothing, onLost: nothing })
  await createPosition({ log: streamLog(redis, keys.list), machine, onFault: nothing }).startAgain()
  return [...machine.worlds().values()]
}

async function figuresOf(redis: Redis, keys: Keys, { name, log, generation }: Listed): Promise<KeptFigures> {
  const begun = readBegun(await redis.call('GET', keys.begun(name, log)))
  if (!begun) throw new Damaged(`the data of the world ${name} is damaged: what it began with is not there`)
  const exchanges = Number(await redis.call('XLEN', keys.journal(name)))
  const { entries, bytes } = await logFigures(streamLog(redis, keys.log(name, log)))
  return {
    name,
    seed: begun.recipe.seed,
    generation,
    entries,
    bytes: bytes + sizeOfContents(begun),
    exchanges,
  }
}

const sizeOfContents = ({ contents }: BegunData): number =>
  contents === undefined ? 0 : JSON.stringify(contents).length

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

const nothing = (): void => {}
