import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { connected } from './redis-client.ts'
import { noRedis, startRedis } from './redis-server.ts'

/** What may be wrong with data. */
export const SPOILS = ['foreign', 'newer', 'damaged'] as const
export type Spoil = (typeof SPOILS)[number]

/** Data at a place of its own, and what is wrong with it once it is spoiled. */
export interface KeptData extends AsyncDisposable {
  /** For `--data`. */
  readonly place: string
  /** All that is there, to compare. */
  readonly held: () => Promise<unknown>
  /** Makes it of another program, of a newer format, or lets the log of this world lack an entry. No mock may be using it. */
  readonly spoil: (how: Spoil, world: string) => Promise<unknown>
}

async function keptInFile(): Promise<KeptData> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-kept-'))
  const place = join(folder, 'kept.db')
  const bySql = (sql: string): void => {
    const db = new DatabaseSync(place)
    db.exec(sql)
    db.close()
  }
  return {
    place,
    held: async () => (await readFile(place)).toString('base64'),
    async spoil(how, world) {
      if (how === 'foreign') await writeFile(place, 'notes of somebody')
      if (how === 'newer') bySql('PRAGMA user_version = 9')
      if (how === 'damaged')
        bySql(`DELETE FROM entries WHERE n = 1 AND world = (SELECT id FROM worlds WHERE name = '${world}')`)
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

async function keptOnRedis(): Promise<KeptData> {
  const redis = await startRedis()
  const client = await connected(redis.url)
  const keysLike = async (pattern: string): Promise<string[]> => {
    const keys = await client.call('KEYS', pattern)
    return Array.isArray(keys) ? keys.map(String).toSorted() : []
  }
  return {
    place: redis.url,
    async held() {
      // Bells end by themselves.
      const keys = (await keysLike('*')).filter((key) => !key.includes(':bell:'))
      return Promise.all(keys.map(async (key) => [key, await client.call('DUMP', key)]))
    },
    async spoil(how, world) {
      if (how === 'foreign') await client.call('SET', 'greenroom:mark', 'notes of somebody')
      if (how === 'newer') await client.call('SET', 'greenroom:mark', '{"format":9,"edition":"current"}')
      if (how === 'damaged') await client.call('XDEL', (await keysLike(`greenroom:{${world}}:*:log`)).join(), '2-0')
    },
    async [Symbol.asyncDispose]() {
      client[Symbol.dispose]()
      await redis[Symbol.asyncDispose]()
    },
  }
}

/** All places by name: a behaviour test runs on each. */
export const keptPlaces: readonly { readonly name: string; readonly open: () => Promise<KeptData> }[] = [
  { name: 'a file', open: keptInFile },
  ...(noRedis ? [] : [{ name: 'a Redis server', open: keptOnRedis }]),
]
