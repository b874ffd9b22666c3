import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Greenroom } from '../../src/client/connect.ts'
import { isObject, parseJson } from '../../src/json.ts'
import { startRedis, type RedisServer } from '../../tests/support/redis-server.ts'
import { startTcpProxy, type TcpProxy } from '../../tests/support/tcp-proxy.ts'
import { startChild, type Child } from '../child.ts'

/** A mock in a process of its own, whose network to the Redis server may be bad. */
export interface Replica {
  readonly url: string
  readonly network: TcpProxy
  readonly client: Greenroom
  readonly child: Child<unknown>
}

/** Sends it a signal. */
export const signal = ({ child }: Replica, name: NodeJS.Signals): void => void process.kill(child.pid, name)

/** Replicas, and the Redis server that they share. */
export interface Fleet extends AsyncDisposable {
  readonly redis: RedisServer
  /** Those that run now. */
  readonly replicas: () => readonly Replica[]
  /** Ends one without a word, and starts another in its place. */
  readonly kill: (replica: Replica) => Promise<void>
  /** How bad the network is from now on. */
  readonly roughen: (roughness: Roughness) => void
}

/** What happens to a piece of data on its way. */
export interface Roughness {
  readonly delayMs: () => number
  readonly cuts: () => boolean
}

/** A network that loses no time. */
export const SMOOTH: Roughness = { delayMs: () => 0, cuts: () => false }

const TOKEN = 'the-token-of-a-fleet-that-nobody-else-reaches'

/** How a fleet is started. */
export interface FleetOptions {
  /** Without a network of their own; false by default. */
  readonly isDirect?: boolean
  /** When its server writes what it appends: before it replies, the default, or once a second. */
  readonly fsync?: 'always' | 'everysec'
}

/** Starts so many; their server appends to a file, as people are told to run it. */
export async function startFleet(
  count: number,
  { isDirect = false, fsync = 'always' }: FleetOptions = {},
): Promise<Fleet> {
  const redis = await startRedis({ appends: true, args: ['--appendfsync', fsync] })
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-fleet-'))
  let rough = SMOOTH
  const start = async (): Promise<Replica> => {
    const network = await startTcpProxy({ file: redis.file, delayMs: () => rough.delayMs(), cuts: () => rough.cuts() })
    return startReplica(network, isDirect ? redis.url : `redis://127.0.0.1:${network.port}`, folder)
  }
  let replicas = await Promise.all(Array.from({ length: count }, start))
  const end = async ({ child, network }: Replica): Promise<void> => {
    await child[Symbol.asyncDispose]()
    await network[Symbol.asyncDispose]()
  }
  return {
    redis,
    replicas: () => replicas,
    async kill(replica) {
      replicas = replicas.filter((each) => each !== replica)
      signal(replica, 'SIGKILL')
      await end(replica)
      replicas = [...replicas, await start()]
    },
    roughen(roughness) {
      rough = roughness
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(replicas.map(end))
      await redis[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startReplica(network: TcpProxy, data: string, folder: string): Promise<Replica> {
  const child = await startChild({
    args: ['bin/greenroom.mjs', 'serve', '--port', '0', '--json', '--data', data, '--max-worlds', '100000'],
    env: { XDG_RUNTIME_DIR: folder, GREENROOM_CONTROL_TOKEN: TOKEN },
    probed: true,
    read: readyIn,
  })
  const { url, control } = child.ready
  return { url, network, child, client: connect({ url: control, token: TOKEN }) }
}

interface Ready {
  readonly url: string
  readonly control: string
}

/** The first line of JSON says where it listens. */
function readyIn(line: string): Ready | undefined {
  const told = parseJson(line)
  if (!isObject(told) || told['ready'] !== true) return undefined
  return { url: String(told['url']), control: String(told['control']) }
}
