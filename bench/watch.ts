import { spawn, type ChildProcess } from 'node:child_process'
import { Agent, request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { ratios, summary } from './statistics.ts'

/**
 * Measures calls through `greenroom watch` beside direct ones, in turn, each server in a process of its own: the median time of an answer.
 * `--rounds <n>` and `--calls <n>` (per round and way) say how long.
 */

const [ROUNDS = 15, CALLS = 600] = ['--rounds', '--calls'].map((name) => {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : Number(process.argv[at + 1])
})

/** A process that says where it listens. */
interface Listening {
  readonly child: ChildProcess
  readonly url: string
}

/** Longer than it takes to judge a round. */
const PAUSE_MS = 250

const CALLS_OF = [
  {
    label: 'join a locked room',
    method: 'POST',
    path: '/rooms/lck-rom-now/join',
    body: '{"guestName":"Jane"}',
    headers: {},
  },
  {
    label: 'list livechat rooms',
    method: 'GET',
    path: '/api/v1/livechat/rooms',
    body: null,
    headers: { 'X-User-Id': 'f5vPj6jfkRXipkwoC', 'X-Auth-Token': 'x' },
  },
  { label: 'a path of nobody', method: 'GET', path: '/nothing', body: null, headers: {} },
] as const

function started(args: readonly string[], said: RegExp): Promise<Listening> {
  const child = spawn(process.execPath, ['bin/greenroom.mjs', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}`)))
    child.stdout.on('data', (piece: Buffer) => {
      text += piece.toString()
      const [, url] = said.exec(text) ?? []
      if (url !== undefined) resolve({ child, url })
    })
  })
}

/** The milliseconds of each of some calls, as many at once as given. */
async function timed(url: string, call: (typeof CALLS_OF)[number], atOnce: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const times: number[] = []
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const begin = performance.now()
      const headers = { ...call.headers, ...(call.body === null ? {} : { 'Content-Type': 'application/json' }) }
      const sent = request(url + call.path, { agent, method: call.method, headers }, (answer) => {
        answer.resume()
        answer.on('end', () => {
          times.push(performance.now() - begin)
          resolve()
        })
      })
      sent.on('error', reject)
      sent.end(call.body ?? undefined)
    })
  const line = async (): Promise<void> => {
    for (let n = 0; n < CALLS / atOnce; n++) await one()
  }
  await Promise.all(Array.from({ length: atOnce }, line))
  agent.destroy()
  return times
}

const mock = await started(['serve', '--port', '0', '--no-rate-limit', '--json'], /"url":"([^"]+)"/)
const proxy = await started(['watch', mock.url, '--proxy-port', '0'], /^(http:\S+) passes/m)
try {
  for (const call of CALLS_OF)
    for (const atOnce of [1, 16]) {
      await timed(mock.url, call, atOnce)
      await timed(proxy.url, call, atOnce)
      const [direct, watched]: [number[], number[]] = [[], []]
      for (let round = 0; round < ROUNDS; round++) {
        const turns = [
          async () => direct.push(summary(await timed(mock.url, call, atOnce)).median),
          async () => watched.push(summary(await timed(proxy.url, call, atOnce)).median),
        ]
        for (const turn of round % 2 === 0 ? turns : turns.toReversed()) {
          await turn()
          // What passed is judged in a pause, which must not slow the other turn.
          await setTimeout(PAUSE_MS)
        }
      }
      const [near, far, ratio] = [summary(direct), summary(watched), ratios(direct, watched)]
      process.stdout.write(
        `${call.label}, ${atOnce} at once: direct ${near.median.toFixed(3)} ms, watched ${far.median.toFixed(3)} ms, ${ratio.median.toFixed(2)} of direct (${ratio.min.toFixed(2)} to ${ratio.max.toFixed(2)})\n`,
      )
    }
} finally {
  proxy.child.kill()
  mock.child.kill()
}
