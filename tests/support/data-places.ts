import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { noRedis, startRedis } from './redis-server.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'
import { startServer, type RunningServer, type ServerOptions } from '../../src/server.ts'

/** Where servers keep their data, one after the other. */
export interface DataPlace extends AsyncDisposable {
  readonly start: (options?: ServerOptions) => Promise<RunningServer>
  /** Ends a server as the death of its process would: what is kept by then is what the next one finds. */
  readonly kill: (server: RunningServer) => Promise<void>
}

/** A folder for files of data. */
export async function filePlace(): Promise<DataPlace & { readonly path: () => string }> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-restart-'))
  let kills = 0
  const path = (): string => join(folder, `${kills}.db`)
  return {
    path,
    start: (options = {}) => startServer({ ...options, data: path() }),
    async kill(server) {
      const before = path()
      kills++
      for (const end of ['', '-wal']) await copyFile(`${before}${end}`, `${path()}${end}`)
      await server.close()
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

/** A Redis server, which each mock reaches by a network of its own. */
export async function redisPlace(): Promise<DataPlace> {
  const redis = await startRedis()
  const networks = new Map<RunningServer, TcpProxy>()
  return {
    async start(options = {}) {
      const network = await startTcpProxy({ file: redis.file })
      const data = `redis://127.0.0.1:${network.port}`
      const server = await startServer({ ...options, data, onWarning: () => {} })
      networks.set(server, network)
      return server
    },
    async kill(server) {
      networks.get(server)?.breakOff()
      await server.close()
    },
    async [Symbol.asyncDispose]() {
      for (const network of networks.values()) await network[Symbol.asyncDispose]()
      await redis[Symbol.asyncDispose]()
    },
  }
}

/** All of them by name: a behaviour test runs on each. */
export const dataPlaces: readonly { readonly name: string; readonly open: () => Promise<DataPlace> }[] = [
  { name: 'a file', open: filePlace },
  ...(noRedis ? [] : [{ name: 'a Redis server', open: redisPlace }]),
]
