import { Fault } from '../../fault.ts'
import { toRedisAddress, type RedisAddress } from './address.ts'
import { Away, Declined } from './away.ts'
import { createRedis, type Redis } from './client.ts'
import { loadDriver } from './driver.ts'
import { infoFault, infoWarnings } from './info.ts'
import { startTimer } from './timer.ts'

/** A Redis server that can be used. */
export interface ReachedServer {
  readonly address: RedisAddress
  readonly commands: Redis
  /** What its users should know, each in one line. */
  readonly warnings: readonly string[]
  /** Makes another connection, by a name that the server lists. Rejects with a Fault. */
  readonly connect: (name: string) => Promise<Redis>
}

/** Long enough for a server that restarts, short enough for those who call meanwhile. */
const PATIENCE_MS = 2_000

/** Connects to the server at a URL. Rejects with a Fault that says what is wrong and how to fix it, and never contains the password. */
export async function reachRedis(url: string): Promise<ReachedServer> {
  const address = toRedisAddress(url)
  const driver = await loadDriver()
  const connect = (name: string): Promise<Redis> =>
    ready(createRedis({ driver, address, name, patienceMs: PATIENCE_MS, later: startTimer }), address)
  const commands = await connect('greenroom')
  try {
    return { address, commands, connect, warnings: await warningsOf(commands, address) }
  } catch (error) {
    commands.close()
    throw error
  }
}

async function ready(redis: Redis, address: RedisAddress): Promise<Redis> {
  try {
    await redis.ready()
    return redis
  } catch (error) {
    redis.close()
    if (!(error instanceof Away)) throw error
    throw new Fault(`${address.shown} can't be used: ${error.message}`, adviceFor(error.message), { cause: error })
  }
}

function adviceFor(reason: string): string {
  if (/WRONGPASS|NOAUTH/.test(reason))
    return 'Put the user and the password into the URL: redis://user:password@host. Better not as an option, but in GREENROOM_DATA.'
  if (/certificate|SSL|TLS/.test(reason))
    return 'rediss:// is for a server with TLS, redis:// for one without. A certificate of your own: NODE_EXTRA_CA_CERTS=<file>.'
  return 'Start the server, or name another one: --data redis://host:6379. In memory, without it: leave out --data.'
}

async function warningsOf(redis: Redis, { shown }: RedisAddress): Promise<readonly string[]> {
  const info = await redis.call('INFO').catch((error: unknown) => {
    // A user that may not ask: then the first command which is missing says so.
    if (error instanceof Declined) return ''
    throw error
  })
  const fault = infoFault(String(info), shown)
  if (fault) throw fault
  return infoWarnings(String(info), shown)
}
