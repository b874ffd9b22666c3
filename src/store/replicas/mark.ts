import { Fault } from '../../fault.ts'
import { isObject, parseJson } from '../../json.ts'
import { FORMAT, markFault, type DataMark } from '../log/format.ts'
import type { Redis } from '../redis/client.ts'
import { streamKeys } from '../redis/stream-log.ts'
import { damageIn } from './damage.ts'
import type { Keys } from './keys.ts'

/**
 * Makes sure that the data is of a format and an edition that can be served, and marks it if there is none yet. Throws a Fault; then
 * nothing was changed. `edition` null accepts any, but marks nothing: then there must be data.
 */
export async function checkMark(redis: Pick<Redis, 'call'>, keys: Keys, edition: string | null): Promise<DataMark> {
  const found = (await readMark(redis, keys, edition)) ?? (edition === null ? null : await mark(redis, keys, edition))
  if (!found)
    throw new Fault('there are no worlds in the Redis database', 'Name the database, and the prefix, that serve uses.')
  const fault = markFault('the Redis database', found, edition)
  if (fault) throw fault
  return found
}

/** Another process may be first: then its mark is what counts. */
async function mark(redis: Pick<Redis, 'call'>, keys: Keys, edition: string): Promise<DataMark | null> {
  await setMark(redis, keys, edition)
  return readMark(redis, keys, edition)
}

/** Marks what has no mark, as on a server that has lost all: what is written there next must not look like data of another program. */
export async function setMark({ call }: Pick<Redis, 'call'>, keys: Keys, edition: string): Promise<void> {
  await call('SET', keys.mark, markText(edition), 'NX')
}

/** Null if there is no data. */
async function readMark({ call }: Pick<Redis, 'call'>, keys: Keys, served: string | null): Promise<DataMark | null> {
  const text = await call('GET', keys.mark).catch((fault: unknown) => {
    if (damageIn(fault) === null) throw fault
    return 'of another kind'
  })
  if (text === null && (await call('EXISTS', streamKeys(keys.list)[0], keys.listed)) === 0) return null
  if (text === null && (await call('EXISTS', keys.listed)) === 1) throw markGone(keys, served)
  const told = typeof text === 'string' ? parseJson(text) : undefined
  const { format, edition } = isObject(told) ? told : {}
  if (typeof format === 'number' && typeof edition === 'string') return { format, edition }
  throw new Fault(
    `what the Redis database has at ${keys.mark} is of another program`,
    'Choose another database, or another ?prefix= of this one. Nothing was changed.',
  )
}

/** Nothing else records the format and edition of the data, so a person has to supply them. */
const markGone = (keys: Keys, edition: string | null): Fault =>
  new Fault(
    `the mark at ${keys.mark} is gone from the Redis database: it says of which format and edition the data is`,
    `If this greenroom wrote the data, set it again, with the edition that was served: SET ${keys.mark} '${markText(edition ?? 'current')}'. Or name another ?prefix=. Nothing was changed.`,
  )

const markText = (edition: string): string => JSON.stringify({ format: FORMAT, edition })
