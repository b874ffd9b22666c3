import { startServer, type ControlledServer, type ServerOptions } from '../../src/server.ts'
import { startRedis, type RedisOptions, type RedisServer } from './redis-server.ts'

/** Several mocks that act as one, in one process, with a Redis server of their own. */
export interface Replicas extends AsyncDisposable {
  readonly redis: RedisServer
  readonly all: readonly ControlledServer[]
  /** The n-th, from 0. */
  readonly at: (n: number) => ControlledServer
  /** What they warned of. */
  readonly warnings: string[]
}

/** How they are started. */
export interface ReplicasOptions extends ServerOptions {
  readonly count?: number
  readonly redisOptions?: RedisOptions
}

/** Starts three, or as many as said. */
export async function startReplicas({
  count = 3,
  redisOptions = {},
  ...options
}: ReplicasOptions = {}): Promise<Replicas> {
  const redis = await startRedis(redisOptions)
  const warnings: string[] = []
  const onWarning = (line: string): void => {
    warnings.push(line)
    if (process.env['SHOW']) console.log(line)
  }
  const start = (): Promise<ControlledServer> => startServer({ data: redis.url, onWarning, ...options, control: true })
  const all = await Promise.all(Array.from({ length: count }, start))
  return {
    redis,
    all,
    at(n) {
      const found = all[n]
      if (!found) throw new Error(`there is no replica ${n}`)
      return found
    },
    warnings,
    async [Symbol.asyncDispose]() {
      await Promise.all(all.map(({ close }) => close()))
      await redis[Symbol.asyncDispose]()
    },
  }
}
