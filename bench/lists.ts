import { playTurns, type Contest } from './contest.ts'
import type { Code } from './code.ts'
import { startGreenroom } from './greenroom.ts'
import { measured } from './measured.ts'
import { loadedTurn, type HttpPlan } from './throughput.ts'

const SIZES = [1_000, 10_000, 1_000_000]

/** Measures the first page of the list, in its default order, on seeds of very different sizes, each in its own process, in turn. */
export async function measureLists(code: Code, plan: HttpPlan): Promise<Contest> {
  const listing = measured.find(({ operation }) => operation === 'listLivechatRooms')
  if (!listing) throw new Error('nothing that is measured lists rooms')
  await using servers = new AsyncDisposableStack()
  const loaded = []
  for (const rooms of SIZES) {
    const way = { name: rooms.toLocaleString('en'), code, log: null, target: null }
    const wish = { operation: listing.operation, situations: [], seed: `busy:${rooms}` }
    const server = servers.use(await startGreenroom(way, wish, plan.cores))
    loaded.push({ ...way, server, request: { ...listing.toRequest({}), port: server.ready.port } })
  }
  for (const each of loaded) await loadedTurn(each, listing, { ...plan, seconds: plan.warmUp })
  const turns = await playTurns(loaded, plan.rounds, (each) => loadedTurn(each, listing, plan))
  const contestants = loaded.map((each) => ({
    name: each.name,
    target: null,
    older: null,
    turns: turns.get(each) ?? [],
  }))
  return { label: listing.label, contestants }
}
