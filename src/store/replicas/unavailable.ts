import { StoreUnavailable } from '../../world/store.ts'
import { Away, Declined } from '../redis/away.ts'
import { damageIn, ListDamaged } from './damage.ts'

/** Does work, and says in terms of the store why it can't be done. */
export async function orUnavailable<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (fault) {
    if (fault instanceof Away)
      throw new StoreUnavailable(
        `the Redis server is away (${fault.message})`,
        'Try again once it is back; the mock finds it by itself.',
        { cause: fault, mayHaveHappened: fault.wasSent },
      )
    const damage = damageIn(fault)
    if (damage !== null)
      throw new StoreUnavailable(
        damage,
        fault instanceof ListDamaged
          ? fault.fix
          : 'Restore it from a copy. To give up the world that it belongs to: greenroom worlds drop <name>, or greenroom data import <name> <snapshot> --replace. Or use another ?prefix=.',
        { cause: fault },
      )
    if (fault instanceof Declined)
      throw new StoreUnavailable(
        `the Redis server declines to write (${fault.message})`,
        'See its memory limit, its disk, and what its user may do.',
        { cause: fault },
      )
    throw fault
  }
}
