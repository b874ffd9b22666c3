import { Damaged } from '../log/damaged.ts'
import { Declined } from '../redis/away.ts'

/** What is damaged, if something failed for that reason; else null. */
export function damageIn(fault: unknown): string | null {
  if (fault instanceof Damaged) return fault.message
  if (fault instanceof Declined && OTHER_KIND.test(fault.message))
    return `the data on the Redis server is damaged: ${fault.message}`
  return null
}

/** A key holds something else than we keep there. */
const OTHER_KIND = /^WRONGTYPE\b/
