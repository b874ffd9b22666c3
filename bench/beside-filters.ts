import { Agent } from 'node:http'
import { exchange, type Request } from './exchange.ts'
import type { Code } from './code.ts'
import { startGreenroom } from './greenroom.ts'
import { measured } from './measured.ts'
import type { HttpPlan } from './throughput.ts'

const ROOMS = 1_000_000

/** How long calls took beside a filter that reads every room, in milliseconds. */
export interface BesideFilters {
  /** The joins that were answered meanwhile. */
  readonly calls: number
  readonly p50: number
  readonly p99: number
  readonly most: number
  /** How long the filters took, each. */
  readonly filters: readonly number[]
}

/** Joins a room again and again on one connection, one call at a time, while `filters` lists of a million rooms are filtered in turn. */
export async function measureBesideFilters(code: Code, filters: number, plan: HttpPlan): Promise<BesideFilters> {
  const [joining, listing] = ['joinMeetingRoom', 'listLivechatRooms'].map(named)
  if (!joining || !listing) throw new Error('nothing that is measured joins and lists')
  const way = { name: 'lists', code, log: null, target: null }
  const wish = { operation: joining.operation, situations: [joining.given], seed: `busy:${ROOMS}` }
  await using server = await startGreenroom(way, wish, plan.cores)
  const { port } = server.ready
  const join = { ...joining.toRequest(server.ready.values[0] ?? {}), port }
  const filter = { ...listing.toRequest({}), port }
  const filtered = { ...filter, target: `${filter.target}?roomName=nobody` }
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  for (let warm = 0; warm < 200; warm++) await timed(join, agent)
  const took: number[] = []
  const state = { isOver: false }
  const filtering = timedEach(filters, filtered).finally(() => void (state.isOver = true))
  while (!state.isOver) took.push(await timed(join, agent))
  agent.destroy()
  const sorted = took.toSorted((a, b) => a - b)
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN
  return { calls: took.length, p50: at(0.5), p99: at(0.99), most: at(1), filters: await filtering }
}

const named = (operation: string): (typeof measured)[number] | undefined =>
  measured.find((each) => each.operation === operation && each.status < 300)

async function timedEach(times: number, request: Request): Promise<number[]> {
  const took: number[] = []
  for (let n = 0; n < times; n++) took.push(await timed(request))
  return took
}

async function timed(request: Request, agent?: Agent): Promise<number> {
  const began = performance.now()
  const { status } = await exchange(request, agent)
  if (status >= 300) throw new Error(`${request.target} was answered with ${status}`)
  return performance.now() - began
}
