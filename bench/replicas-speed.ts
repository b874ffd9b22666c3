// `npm run bench:replicas [-- --quick]`: joins of meeting rooms at mocks that share a Redis server: how long one takes beside the one command
// that it comes down to, and how many there are with one, two and three mocks. Writes replicas.md, unless it is quick.
import { writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { connected } from '../tests/support/redis-client.ts'
import { endChildrenWithThisProcess } from './child.ts'
import { startFleet, type Fleet } from './replicas/fleet.ts'
import { joinByRequest } from './replicas/guest.ts'
import { createRandom } from './replicas/random.ts'
import { table } from './report/table.ts'

const isQuick = process.argv.includes('--quick')
const plan = isQuick ? { single: 50, seconds: 1, worlds: 5 } : { single: 400, seconds: 8, worlds: 40 }
const [CLIENTS, CODE, BODY] = [48, 'big-big-big', 'x'.repeat(600)]

const random = createRandom(1)
const shown = (value: number, digits = 1): string => value.toFixed(digits)

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}

async function timed(times: number, work: (n: number) => Promise<unknown>): Promise<number[]> {
  const all: number[] = []
  for (let n = 0; n < times; n++) {
    const began = performance.now()
    await work(n)
    all.push(performance.now() - began)
  }
  return all.toSorted((a, b) => a - b)
}

async function makeRooms(fleet: Fleet): Promise<void> {
  const [first] = fleet.replicas()
  for (let n = 0; n < plan.worlds; n++) {
    const world = await first?.client.world({ name: `w${n}` })
    const room = { id: 'clxrace000000000000000000', code: CODE, hostId: 'clx9z8y7x6w5v4u3t2s1r0q', isActive: true }
    await world?.meetingRooms.put(CODE, { ...room, isLocked: false, maxParticipants: 1000, inside: [], past: [] })
  }
}

/** Microseconds of CPU that the Redis server has used. */
async function redisCpu({ redis }: Fleet): Promise<number> {
  using client = await connected(redis.url)
  const info = String(await client.call('INFO', 'cpu'))
  const seconds = [...info.matchAll(/^used_cpu_(?:user|sys):(\S+)/gm)].map(([, value]) => Number(value))
  return seconds.reduce((sum, each) => sum + each, 0) * 1_000_000
}

const mocksCpu = async (fleet: Fleet): Promise<number> =>
  (await Promise.all(fleet.replicas().map(({ child }) => child.cpu()))).reduce((sum, each) => sum + each, 0)

/** Joins by all clients at once, at random mocks, in random worlds. */
async function load(fleet: Fleet): Promise<string[]> {
  const before = [await mocksCpu(fleet), await redisCpu(fleet)] as const
  const until = performance.now() + plan.seconds * 1000
  const took: number[] = []
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      const all = fleet.replicas()
      const url = all[Math.floor(random() * all.length)]?.url ?? ''
      const began = performance.now()
      await joinByRequest(url, `w${Math.floor(random() * plan.worlds)}`, CODE, 'Jane')
      took.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  const cpu = [(await mocksCpu(fleet)) - before[0], (await redisCpu(fleet)) - before[1]] as const
  const sorted = took.toSorted((a, b) => a - b)
  return [
    String(fleet.replicas().length),
    shown(took.length / plan.seconds, 0),
    shown(percentile(sorted, 0.5)),
    shown(percentile(sorted, 0.99)),
    shown(cpu[0] / took.length, 0),
    shown(cpu[1] / took.length, 0),
  ]
}

endChildrenWithThisProcess()
const singles: string[][] = []
const loads: string[][] = []
for (const count of [1, 2, 3]) {
  await using fleet = await startFleet(count, { isDirect: true })
  await makeRooms(fleet)
  if (count === 1) {
    using client = await connected(fleet.redis.url)
    const url = fleet.replicas()[0]?.url ?? ''
    for (const [name, times] of [
      [
        'the first joins, which compile the code',
        await timed(plan.single / 4, (n) => joinByRequest(url, 'w0', CODE, `A${n}`)),
      ],
      ['a join', await timed(plan.single, (n) => joinByRequest(url, `w${n % plan.worlds}`, CODE, `B${n}`))],
      [
        'a refusal',
        await timed(plan.single, () =>
          fetch(`${url}/~w0/rooms/no-such-room/join`, { method: 'POST' }).then((a) => a.text()),
        ),
      ],
      ['`XADD` of 600 bytes alone', await timed(plan.single, () => client.call('XADD', 'bare', '*', 'e', BODY))],
    ] as const)
      singles.push([name, shown(percentile(times, 0.5), 2), shown(percentile(times, 0.99), 2)])
  }
  loads.push(await load(fleet))
}
const report = `${[
  '# Mocks that share a Redis server',
  `\`npm run bench:replicas${isQuick ? ' -- --quick' : ''}\` · ${new Date().toISOString().slice(0, 10)} · Node ${process.version} · ${cpus().length} cores, which also carry the Redis server and the clients · load of the machine when it ended, not by this script alone: ${(await import('node:os')).loadavg()[0]?.toFixed(1)}`,
  'One client, one mock; milliseconds:',
  table(['', 'median', '99 %'], singles),
  `${CLIENTS} clients, ${plan.worlds} worlds, every call a join; milliseconds, and microseconds of CPU for each join:`,
  table(['mocks', 'joins a second', 'median', '99 %', 'CPU of the mocks', 'CPU of Redis'], loads),
].join('\n\n')}\n`
console.log(report)
if (!isQuick) await writeFile(join(import.meta.dirname, 'replicas.md'), report)
