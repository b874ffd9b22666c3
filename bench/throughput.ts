import { startBare } from './bare.ts'
import { BARE, playTurns, type Contest, type Contestant, type Turn } from './contest.ts'
import type { Cores } from './cores.ts'
import { exchange, type Reply, type Request } from './exchange.ts'
import { startGreenroom, type Way } from './greenroom.ts'
import { CONNECTIONS, type Load } from './load.ts'
import type { Measured } from './measured.ts'
import { preferHeader, startPrism } from './prism.ts'

/** The settings of a measurement over HTTP. */
export interface HttpPlan {
  readonly rounds: number
  /** Rounds for each smaller number of connections. */
  readonly latencyRounds: number
  /** How long each server is under load in a turn. */
  readonly seconds: number
  /** How long to warm up before the first turn, so that code is compiled. */
  readonly warmUp: number
  readonly cores: Cores
  readonly load: Load
}

/** The contest for one request, by number of connections: all with the most, those whose latency matters with the smaller numbers, too. */
export interface HttpContests {
  readonly connections: number
  readonly contest: Contest
}

/** The numbers of connections besides the usual one. */
const FEWER = [1, 10]

/** A server under load. */
interface Loaded {
  readonly name: string
  readonly way: Way | null
  readonly request: Request
  readonly server: { cpu(): Promise<number> }
}

/** Measures one request in all ways to run greenroom, each in a new process, beside a bare server and, if wanted, Prism. */
export async function measureThroughput(
  measured: Measured,
  ways: readonly Way[],
  withPrism: boolean,
  plan: HttpPlan,
): Promise<HttpContests[]> {
  await using servers = new AsyncDisposableStack()
  const loaded: Loaded[] = []
  for (const way of ways) {
    const wish = { operation: measured.operation, situations: [measured.given] }
    const server = servers.use(await startGreenroom(way, wish, plan.cores))
    const request = { ...measured.toRequest(server.ready.values[0] ?? {}), port: server.ready.port }
    await expectedReply(measured, request)
    loaded.push({ name: way.name, way, request, server })
  }
  const [first] = loaded
  if (!first) throw new Error('nothing is measured')
  const reply = await expectedReply(measured, first.request)
  const probed = { core: plan.cores.server, probed: true }
  const bare = servers.use(await startBare(reply, probed))
  const bareLoaded = { name: BARE, way: null, request: { ...first.request, port: bare.ready }, server: bare }
  await expectSameBytes(reply, bareLoaded.request)
  const all = [bareLoaded, ...loaded]
  if (withPrism) {
    const server = servers.use(await startPrism(measured.document, probed))
    const headers = { ...first.request.headers, ...preferHeader(measured) }
    all.push({ name: 'Prism', way: null, request: { ...first.request, headers, port: server.ready }, server })
  }
  return await playAll(all, measured, plan)
}

async function playAll(all: readonly Loaded[], measured: Measured, plan: HttpPlan): Promise<HttpContests[]> {
  const play = async (some: readonly Loaded[], connections: number, rounds: number): Promise<HttpContests> => {
    const turns = await playTurns(some, rounds, (each) => turn(each, measured, { ...plan, connections }))
    const contestants = some.map((each) => toContestant(each, turns.get(each) ?? []))
    return { connections, contest: { label: measured.label, contestants } }
  }
  for (const each of all) await turn(each, measured, { ...plan, seconds: plan.warmUp, connections: CONNECTIONS })
  const contests = [await play(all, CONNECTIONS, plan.rounds)]
  const judged = all.filter(({ name, way }) => name === BARE || typeof way?.target === 'number')
  for (const fewer of FEWER) contests.push(await play(judged, fewer, plan.latencyRounds))
  for (const { way, request } of all) if (way) await expectedReply(measured, request)
  return contests
}

const toContestant = ({ name, way }: Loaded, turns: readonly Turn[]): Contestant => ({
  name,
  target: way?.target ?? null,
  older: way?.older ?? null,
  turns,
})

async function turn(
  { name, server, request }: Omit<Loaded, 'way'>,
  measured: Pick<Measured, 'label' | 'status'>,
  { load, seconds, connections }: Pick<HttpPlan, 'load' | 'seconds'> & { readonly connections: number },
): Promise<Turn> {
  const before = await server.cpu()
  const burst = await load.send(request, seconds, connections).catch((error: unknown) => {
    throw new Error(`${measured.label}, ${name}: ${String(error)}`, { cause: error })
  })
  const used = (await server.cpu()) - before
  const expected = measured.status < 400 ? 0 : burst.requests
  if (burst.refused !== expected)
    throw new Error(`${measured.label}: ${burst.refused} of ${burst.requests} answers were refusals`)
  return { perSecond: burst.requests / burst.seconds, cpu: used / burst.requests, latency: burst.latency }
}

async function expectedReply({ label, status }: Measured, request: Request): Promise<Reply> {
  const reply = await exchange(request)
  if (reply.status !== status) throw new Error(`${label}: expected ${status}, got ${reply.status} ${reply.body}`)
  return reply
}

/** Except for the date; otherwise the comparison would be invalid. */
async function expectSameBytes(reply: Reply, request: Request): Promise<void> {
  const undated = (one: Reply): string => JSON.stringify(one).replace(/"Date","[^"]*"/, '')
  const bare = await exchange(request)
  if (undated(bare) !== undated(reply))
    throw new Error(`the bare server sends other bytes:\n${undated(bare)}\n${undated(reply)}`)
}

/** One turn of a greenroom under the usual number of connections. */
export const loadedTurn = (
  loaded: Omit<Loaded, 'way'>,
  measured: Measured,
  plan: Pick<HttpPlan, 'load' | 'seconds'>,
): Promise<Turn> => turn(loaded, measured, { ...plan, connections: CONNECTIONS })
