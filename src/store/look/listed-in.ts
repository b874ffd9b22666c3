import type { Redis } from '../redis/client.ts'
import { createDirectory, type Listed } from '../replicas/directory.ts'
import type { Keys } from '../replicas/keys.ts'
import { orListDamaged } from '../replicas/damage.ts'
import { createListLog } from '../replicas/list-log.ts'
import { createPosition } from '../replicas/position.ts'

/** The worlds on a server, in order of creation. Throws `ListDamaged` if their list can't be read. */
export async function listedIn(redis: Pick<Redis, 'call'>, keys: Keys): Promise<Listed[]> {
  const machine = createDirectory({ onListing: nothing, onLost: nothing })
  const position = createPosition({ log: createListLog(redis, keys), machine, onFault: nothing })
  await orListDamaged(keys, position.startAgain)
  return [...machine.worlds().values()]
}

const nothing = (): void => {}
