import { Fault } from '../../fault.ts'

/** Why a server can't be used, by what it says about itself (`INFO`); null if it can, or doesn't say. */
export function infoFault(info: string, server: string): Fault | null {
  const [version, mode, role] = ['redis_version', 'redis_mode', 'role'].map((name) => valueOf(info, name))
  if (version !== undefined && Number(version.split('.')[0]) < OLDEST)
    return new Fault(`${server} is Redis ${version}`, `Use Redis ${OLDEST} or later, or Valkey.`)
  if (mode === 'cluster')
    return new Fault(
      `${server} is part of a Redis Cluster, which greenroom does not use`,
      'Name a single server; it may have replicas that take over.',
    )
  if (role === 'slave')
    return new Fault(`${server} only follows another server`, 'Name the one that it follows, which can be written to.')
  return null
}

const OLDEST = 7

/** What a server does that its users should know, each in one line. */
export function infoWarnings(info: string, server: string): readonly string[] {
  const [limit = '0', policy = 'noeviction'] = ['maxmemory', 'maxmemory_policy'].map((name) => valueOf(info, name))
  const discards = `${server} discards data when its memory is full (maxmemory-policy ${policy}): worlds would lose their state. Set noeviction: CONFIG SET maxmemory-policy noeviction.`
  const forgets = `${server} may lose the latest changes when it restarts. To keep them, run it with "appendonly yes".`
  return [
    ...(limit === '0' || policy === 'noeviction' ? [] : [discards]),
    ...(valueOf(info, 'aof_enabled') === '0' ? [forgets] : []),
  ]
}

const valueOf = (info: string, name: string): string | undefined =>
  new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1]
