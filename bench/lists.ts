import { startGreenroom } from './greenroom.ts'
import { measured } from './measured.ts'
import { contestant, playRounds, type Contestant, type Sample, type ThroughputPlan } from './throughput.ts'

/** The first page of the list, in the default order, on a seed with this number of livechat rooms. */
export interface ListRow {
  readonly rooms: number
  readonly samples: readonly Sample[]
}

const SIZES = [1_000, 10_000, 1_000_000]

/** Measures lists on seeds of very different sizes, each in its own process, in turn. */
export async function measureLists(plan: ThroughputPlan): Promise<ListRow[]> {
  const listing = measured.find(({ operation }) => operation === 'listLivechatRooms')
  if (!listing) throw new Error('nothing that is measured lists rooms')
  await using servers = new AsyncDisposableStack()
  const contestants: Contestant[] = []
  for (const rooms of SIZES) {
    const server = servers.use(await startGreenroom(plan.code, listing, plan.cores.server, `busy:${rooms}`))
    contestants.push(contestant(server, { ...listing.toRequest({}), port: server.ready.port }))
  }
  await playRounds(contestants, listing, plan)
  return SIZES.map((rooms, at) => ({ rooms, samples: contestants[at]?.samples ?? [] }))
}
