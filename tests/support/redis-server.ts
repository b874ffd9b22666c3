import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { patience } from './patience.ts'

/** Why tests of replicas are skipped; null if there is a Redis server to start. */
export const noRedis: string | null = spawnSync('redis-server', ['--version']).error
  ? 'redis-server is not installed (apt-get install redis-server)'
  : null

/** A Redis server of a test's own. */
export interface RedisServer extends AsyncDisposable {
  /** The file of its socket. */
  readonly file: string
  /** Where greenroom finds its data. */
  readonly url: string
  /** Ends it at once, without a word. */
  readonly kill: () => Promise<void>
  /** Starts it again, with what it kept. */
  readonly restart: () => Promise<void>
  readonly signal: (signal: NodeJS.Signals) => void
}

/** How it keeps its data; by default not at all. */
export interface RedisOptions {
  /** It appends to a file before it replies, so that it forgets nothing when it is killed. */
  readonly appends?: boolean
  readonly args?: readonly string[]
}

/** Starts one, on a socket file of its own, and waits until it answers. */
export async function startRedis({ appends = false, args = [] }: RedisOptions = {}): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-redis-'))
  const file = join(folder, 'socket')
  // With `everysec`, it replies before it appends while the disk is slow: what was said in these seconds would be forgotten.
  const kept = appends ? ['--appendonly', 'yes', '--appendfsync', 'no'] : ['--appendonly', 'no']
  const all = [
    '--port',
    '0',
    '--unixsocket',
    file,
    '--dir',
    folder,
    '--save',
    '',
    '--daemonize',
    'no',
    ...kept,
    ...args,
  ]
  let server: ChildProcess | undefined
  const start = async (): Promise<ChildProcess> => {
    const child = spawn('redis-server', all, { stdio: 'ignore' })
    // It must not outlive whoever ends in the middle of a test.
    process.once('exit', endNow)
    await answers(file)
    return child
  }
  const endNow = (): void => void server?.kill('SIGKILL')
  server = await start()
  const kill = async (): Promise<void> => {
    process.off('exit', endNow)
    if (!server || server.exitCode !== null || server.signalCode !== null) return
    const gone = once(server, 'exit')
    server.kill('SIGKILL')
    await gone
  }
  return {
    file,
    url: `redis+unix://${file}`,
    kill,
    async restart() {
      await kill()
      await rm(file, { force: true })
      server = await start()
    },
    signal: (name) => void server?.kill(name),
    async [Symbol.asyncDispose]() {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function answers(file: string): Promise<void> {
  const deadline = performance.now() + patience(20_000)
  while (!(await pings(file))) {
    if (performance.now() > deadline) throw new Error('redis-server does not answer')
    await sleep(10)
  }
}

/** A server that still loads its data replies with an error. */
const pings = (file: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(file)
    socket.on('error', () => resolve(false))
    socket.on('data', (data) => {
      socket.destroy()
      resolve(String(data).startsWith('+PONG'))
    })
    socket.write('PING\r\n')
  })
