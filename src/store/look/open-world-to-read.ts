import { Fault } from '../../fault.ts'
import { memoryStore } from '../../world/memory.ts'
import type { Store } from '../../world/store.ts'
import { Damaged } from '../log/damaged.ts'
import type { StoreParts } from '../log/store-parts.ts'
import { reachRedis } from '../redis/reach.ts'
import { streamLog } from '../redis/stream-log.ts'
import { createKeys } from '../replicas/keys.ts'
import { unreadableText } from '../replicas/living.ts'
import { checkMark } from '../replicas/mark.ts'
import { orUnavailable } from '../replicas/unavailable.ts'
import { createWorldData } from '../replicas/world-data.ts'
import { listedIn } from './listed-in.ts'
import { readWorld } from './read-world.ts'

/**
 * A store in memory with what a Redis server has of a world now: mocks may go on using it there, and nothing is written. Rejects with a
 * Fault if there is none of that name, or it can't be read.
 */
export async function openWorldToRead(url: string, parts: StoreParts, world: string): Promise<Store> {
  const { address, commands } = await reachRedis(url)
  const keys = createKeys(address.prefix)
  try {
    return await orUnavailable(async () => {
      await checkMark(commands, keys, parts.edition)
      const found = (await listedIn(commands, keys)).find(({ name }) => name === world)
      if (!found) throw new Fault(`there is no world ${world} in ${address.shown}`, 'greenroom data lists them.')
      const begun = await createWorldData(commands, keys, parts.recipes).get(world, found.log)
      if (!begun) throw new Damaged(unreadableText(world))
      const { contents } = await readWorld(world, streamLog(commands, keys.log(world, found.log)), begun, parts.machine)
      const store = memoryStore(parts.machine, parts.mostBytes)
      await store.begin(world, begun.recipe, contents)
      return store
    })
  } finally {
    commands.close()
  }
}
