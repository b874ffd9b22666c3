import { Fault } from '../../fault.ts'
import { isObject, parseJson } from '../../json.ts'
import { FORMAT, markFault } from '../log/format.ts'
import type { Redis } from '../redis/client.ts'

/**
 * Makes sure that the data is of a format and an edition that can be served, and marks it if there is none yet; for any edition, that
 * there is some. Throws a Fault.
 */
export async function checkMark({ call }: Pick<Redis, 'call'>, key: string, edition: string | null): Promise<void> {
  if (edition !== null) await call('SET', key, JSON.stringify({ format: FORMAT, edition }), 'NX')
  const text = await call('GET', key)
  if (text === null)
    throw new Fault('there are no worlds in the Redis database', 'Name the database, and the prefix, that serve uses.')
  const mark = typeof text === 'string' ? parseJson(text) : undefined
  const [format, written] = isObject(mark) ? [mark['format'], mark['edition']] : []
  const found = { format: typeof format === 'number' ? format : Infinity, edition: String(written) }
  const fault = markFault('the Redis database', found, edition)
  if (fault) throw fault
}
