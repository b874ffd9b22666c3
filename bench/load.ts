import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { pinned, type Cores } from './cores.ts'
import type { Request } from './exchange.ts'
import { isObject } from '../src/json.ts'

/** The result of sending one request repeatedly. */
export interface Burst {
  readonly requests: number
  readonly seconds: number
  /** Number of answers with a status of 400 or more. */
  readonly refused: number
  /** Milliseconds within which half of the answers arrived, and 99 of 100. */
  readonly latency: Latency
}

/** Percentiles of the time to an answer, in milliseconds. */
export interface Latency {
  readonly p50: number
  readonly p99: number
}

/** Sends requests as fast as they are answered. */
export interface Load {
  readonly name: string
  /** On this many connections, for whole seconds. */
  send(request: Request, seconds: number, connections: number): Promise<Burst>
}

/** Few enough for one core of load to keep up, enough for the server never to wait. */
export const CONNECTIONS = 64

const run = promisify(execFile)

/** `wrk` if installed, since it has the lowest overhead; else autocannon. */
export async function findLoad({ load }: Cores): Promise<Load> {
  const hasWrk = await run('wrk', ['--version']).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  )
  return hasWrk ? wrk(load) : autocannon(load)
}

const wrk = (core: number | null): Load => ({
  name: 'wrk',
  async send({ port, method, target, headers, body }, seconds, connections) {
    const script = join(import.meta.dirname, 'request.lua')
    const shape = ['-t1', '--timeout', '10s', `-c${connections}`, `-d${seconds}s`, '-s', script]
    const args = [...shape, ...headerArgs(headers, ': '), `http://127.0.0.1:${port}${target}`]
    const env = { ...process.env, BENCH_METHOD: method, BENCH_BODY: body ?? '' }
    const { stdout } = await run(...pinned(core, 'wrk', args), { env })
    if (stdout.includes('Socket errors')) throw new Error(`wrk had socket errors:\n${stdout}`)
    const requests = Number(/(\d+) requests in/.exec(stdout)?.[1])
    const perSecond = Number(/Requests\/sec: +([\d.]+)/.exec(stdout)?.[1])
    const refused = Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0)
    const [, p50 = NaN, p99 = NaN] = /latency (\d+) (\d+)/.exec(stdout)?.map(Number) ?? []
    return { requests, seconds: requests / perSecond, refused, latency: { p50: p50 / 1000, p99: p99 / 1000 } }
  },
})

const autocannon = (core: number | null): Load => ({
  name: 'autocannon',
  async send({ port, method, target, headers, body }, seconds, connections) {
    const script = join(dirname(createRequire(import.meta.url).resolve('autocannon')), 'autocannon.js')
    const shape = [script, '--json', '-c', String(connections), '-d', String(seconds), '-m', method]
    const sent = body === null ? [] : ['-b', body]
    const args = [...shape, ...sent, ...headerArgs(headers, '='), `http://127.0.0.1:${port}${target}`]
    const { stdout } = await run(...pinned(core, process.execPath, args))
    const told: unknown = JSON.parse(stdout)
    if (!isObject(told) || !isObject(told['requests']) || !isObject(told['latency']))
      throw new Error(`autocannon told nothing:\n${stdout}`)
    if (told['errors'] !== 0) throw new Error(`autocannon had ${String(told['errors'])} socket errors`)
    return {
      requests: Number(told['requests']['total']),
      seconds: Number(told['duration']),
      refused: Number(told['non2xx']),
      latency: { p50: Number(told['latency']['p50']), p99: Number(told['latency']['p99']) },
    }
  },
})

const headerArgs = (headers: Readonly<Record<string, string>>, between: string): string[] =>
  Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}${between}${value}`])
