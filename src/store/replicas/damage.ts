import { Damaged } from '../log/damaged.ts'
import { Declined } from '../redis/away.ts'
import type { Keys } from './keys.ts'

/** What is damaged, if something failed for that reason; else null. */
export function damageIn(fault: unknown): string | null {
  if (fault instanceof Damaged) return fault.message
  if (fault instanceof Declined && OTHER_KIND.test(fault.message))
    return `the data on the Redis server is damaged: ${fault.message}`
  return null
}

/** A key holds something else than we keep there. */
const OTHER_KIND = /^WRONGTYPE\b/

/** Thrown if the list of worlds is damaged or gone. That concerns all worlds: to give up one would not help. */
export class ListDamaged extends Damaged {
  /** What people can do. */
  readonly fix: string

  constructor(what: string, { mark }: Pick<Keys, 'mark'>, options?: ErrorOptions) {
    super(what, options)
    this.name = 'ListDamaged'
    this.fix = `Stop all mocks, and restore a dump of the database. To begin without these worlds: delete all keys that start with ${mark.replace(/mark$/, '')}, or use another ?prefix=.`
  }
}

/** Does work on the list of worlds. Throws `ListDamaged` for what is damaged. */
export async function orListDamaged<Result>(keys: Keys, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (fault) {
    const damage = damageIn(fault)
    if (damage === null || fault instanceof ListDamaged) throw fault
    const what = fault instanceof Declined ? `the list of worlds is damaged: ${fault.message}` : damage
    throw new ListDamaged(what, keys, { cause: fault })
  }
}
