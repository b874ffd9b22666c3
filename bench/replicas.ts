// `npm run replicas [-- --runs <n> --pauses <n> --seed <n> --fsync always|everysec --only <what goes wrong>]`: three mocks with one Redis server, each a process with a network of its own.
// Guests contend for the last seats of rooms, over HTTP and on sockets, at random mocks, while one is killed, one is paused, the Redis
// server is restarted, or the network delays and cuts. Prints what was answered; fails if no single order of all calls fits the answers,
// if anything acknowledged is lost, or if those in a room did not hear the same in the same order.
import { parseArgs } from 'node:util'
import { endChildrenWithThisProcess } from './child.ts'
import { contest, type ContestResult } from './replicas/contest.ts'
import { createDisturbances, type Disturbance } from './replicas/disturbances.ts'
import { startFleet } from './replicas/fleet.ts'
import { createRandom } from './replicas/random.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    pauses: { type: 'string', default: '4' },
    guests: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    // What goes wrong in all contests; by default, one after the other.
    only: { type: 'string' },
    // When the Redis server writes what it appends: before it replies, or once a second, so that it forgets more when it is killed.
    fsync: { type: 'string', default: 'always' },
  },
})
const [runs, pauses, guests, seed] = [values.runs, values.pauses, values.guests, values.seed].map(Number)
if (runs === undefined || pauses === undefined || guests === undefined || seed === undefined) throw new Error('no runs')
const { fsync } = values
if (fsync !== 'always' && fsync !== 'everysec') throw new Error('--fsync is always or everysec')

const random = createRandom(seed)
const disturbances = createDisturbances(random)
const ORDINARY: readonly Disturbance[] = ['nothing', 'a bad network', 'a mock killed', 'Redis restarted']
const { only } = values
const chosen = ORDINARY.filter((kind) => only === undefined || kind === only)
if (chosen.length === 0) throw new Error(`--only is one of ${ORDINARY.join(', ')}`)

const plan: readonly Disturbance[] = Array.from({ length: runs }, (_, n) =>
  only === undefined && n >= runs - pauses ? 'a mock paused' : (chosen[n % chosen.length] ?? 'nothing'),
)

endChildrenWithThisProcess()
const began = performance.now()
const results: { readonly kind: Disturbance; readonly result: ContestResult }[] = []
{
  await using fleet = await startFleet(3, { fsync })
  for (const [n, kind] of plan.entries()) {
    const world = `contest-${seed}-${n}`
    const disturb = (): Promise<void> => disturbances[kind](fleet)
    const result = await contest(fleet, { world, guests, seats: 5 + Math.floor(random() * 15), random, disturb })
    results.push({ kind, result })
    const { seated, full, unknown, left } = result.counts
    console.log(`${n} ${kind}: ${seated} seated, ${full} refused, ${unknown} unknown, ${left} left`)
    for (const wrong of result.wrong) console.log(`${n} (${kind}): ${wrong}`)
  }
}
for (const kind of new Set(plan)) {
  const of = results.filter((each) => each.kind === kind).map(({ result }) => result)
  const sum = (name: keyof ContestResult['counts']): number => of.reduce((all, { counts }) => all + counts[name], 0)
  const wrong = of.filter((each) => each.wrong.length > 0).length
  console.log(
    `${kind}: ${of.length} contests · ${sum('seated')} seated · ${sum('full')} refused · ${sum('unknown')} without an answer that says · ${sum('left')} left · ${wrong} wrong`,
  )
}
const wrong = results.filter(({ result }) => result.wrong.length > 0).length
const minutes = ((performance.now() - began) / 60_000).toFixed(1)
console.log(
  `${results.length} contests of ${guests} guests in ${minutes} min, appendfsync ${fsync}: ${wrong === 0 ? 'each fits one order' : `${wrong} wrong`}`,
)
if (wrong > 0) process.exitCode = 1
