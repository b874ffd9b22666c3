import { Fault } from '../../fault.ts'
import type { Store } from '../../world/store.ts'
import type { StoreParts } from '../log/store-parts.ts'
import { toRedisAddress, type RedisAddress } from '../redis/address.ts'
import { Away, Declined } from '../redis/away.ts'
import { createRedis, type Redis, type RedisParts } from '../redis/client.ts'
import { loadDriver } from '../redis/driver.ts'
import { infoFault, infoWarning } from '../redis/info.ts'
import { openReplicaStore } from './replica-store.ts'

/** Long enough for a server that restarts, short enough for those who call meanwhile. */
const PATIENCE_MS = 2_000
const LEASE_MS = 10_000

/**
 * Opens the store at a URL such as `redis://localhost:6379/0`, which any number of processes may share. Rejects with a Fault that says
 * what is wrong and how to fix it, and never contains the password.
 */
export async function openRedis(url: string, parts: StoreParts): Promise<Store> {
  const address = toRedisAddress(url)
  const driver = await loadDriver()
  const { onWarning = toStandardError, onFault = toStandardError } = parts
  const connect = (name: string): Redis => createRedis({ driver, address, name, patienceMs: PATIENCE_MS, later })
  const [commands, listening] = [connect('greenroom'), connect('greenroom-news')]
  try {
    await firstReady(commands, address)
    await firstReady(listening, address)
    await checkServer(commands, address, onWarning)
    return await openReplicaStore({
      ...parts,
      onWarning,
      onFault,
      commands,
      listening,
      prefix: address.prefix,
      about: parts.by,
      leaseMs: LEASE_MS,
      uptime,
      later,
    })
  } catch (error) {
    commands.close()
    listening.close()
    throw error
  }
}

const toStandardError = (told: unknown): void => console.error(told)

const uptime = (): number => performance.now()

const later: RedisParts['later'] = (ms, then) => {
  const timer = setTimeout(then, ms)
  if (typeof timer === 'object') timer.unref()
  return () => clearTimeout(timer)
}

async function firstReady(redis: Redis, address: RedisAddress): Promise<void> {
  try {
    await redis.ready()
  } catch (error) {
    if (!(error instanceof Away)) throw error
    throw new Fault(`${address.shown} can't be used: ${error.message}`, adviceFor(error.message), { cause: error })
  }
}

function adviceFor(reason: string): string {
  if (/WRONGPASS|NOAUTH|invalid username-password/.test(reason))
    return 'Put the user and the password into the URL: redis://user:password@host. Better not as an option, but in GREENROOM_DATA.'
  if (/certificate|self.signed|SSL|TLS|wrong version number/i.test(reason))
    return 'rediss:// is for a server with TLS, redis:// for one without. A certificate of your own: NODE_EXTRA_CA_CERTS=<file>.'
  return 'Start the server, or name another one: --data redis://host:6379. In memory, without it: leave out --data.'
}

async function checkServer(redis: Redis, address: RedisAddress, onWarning: (line: string) => void): Promise<void> {
  const info = await redis.call('INFO').catch((error: unknown) => {
    // A user that may not ask: then the first command which is missing says so.
    if (error instanceof Declined) return ''
    throw error
  })
  const fault = infoFault(String(info), address.shown)
  if (fault) throw fault
  const warning = infoWarning(String(info), address.shown)
  if (warning !== null) onWarning(warning)
}
