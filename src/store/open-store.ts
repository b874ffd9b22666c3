import { Fault } from '../fault.ts'
import type { Store } from '../world/store.ts'
import type { DataFigures } from './log/data-figures.ts'
import type { StoreParts } from './log/store-parts.ts'
import { isRedisUrl } from './redis/address.ts'

/** What is kept at a place, without changing it. Rejects like `openStore`. */
export async function lookAtStore(place: string): Promise<DataFigures> {
  judgePlace(place)
  if (isRedisUrl(place)) return (await import('./look/look-at-redis.ts')).lookAtRedis(place)
  return (await import('./sqlite/look-at-file.ts')).lookAtFile(place)
}

function judgePlace(place: string): void {
  if (place === '') throw new Fault('the place of the data is empty', 'Name a file: --data ./greenroom.db')
  const [, scheme] = URL_SCHEME.exec(place) ?? []
  if (scheme !== undefined && !isRedisUrl(place))
    throw new Fault(
      `worlds can't be kept at a URL of ${scheme}:`,
      'Name a file, such as ./greenroom.db, or a Redis server: redis://host:6379',
    )
}

/**
 * Opens what is kept of a world at a place to read it: what is written into the store changes nothing there. Of others, it may know
 * nothing. Rejects like `openStore`.
 */
export async function openToRead(place: string, parts: StoreParts, world: string): Promise<Store> {
  judgePlace(place)
  if (isRedisUrl(place)) return (await import('./look/open-world-to-read.ts')).openWorldToRead(place, parts, world)
  return (await import('./sqlite/open-copy.ts')).openCopy(place, parts)
}

/** Removes a world from a file, though it can't be read. False, with nothing done, for another place: a mock can do it there. */
export async function dropFromFile(place: string, world: string): Promise<boolean> {
  judgePlace(place)
  if (isRedisUrl(place)) return false
  await (await import('./sqlite/remove-from-file.ts')).removeFromFile(place, world)
  return true
}

/** Not the letter of a drive on Windows. */
const URL_SCHEME = /^([a-z][\w+.-]+):\/\//i

/**
 * Opens the store at a place: a file, which is created if there is none, or the URL of a Redis server. Rejects with a Fault that says what is wrong with the place and how
 * to fix it; then nothing was changed there.
 */
export async function openStore(place: string, parts: StoreParts): Promise<Store> {
  judgePlace(place)
  if (isRedisUrl(place)) return (await import('./replicas/open-redis.ts')).openRedis(place, parts)
  const [{ openFile }, { createSqliteStore }] = await Promise.all([
    import('./sqlite/open-file.ts'),
    import('./sqlite/sqlite-store.ts'),
  ])
  const file = await openFile(place, parts.edition)
  try {
    return createSqliteStore(file, parts)
  } catch (error) {
    file.close()
    throw error
  }
}
