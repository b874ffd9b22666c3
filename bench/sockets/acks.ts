import { BARE, playTurns, type Contest, type Contestant, type Turn } from '../contest.ts'
import type { Cores } from '../cores.ts'
import type { Way } from '../greenroom.ts'
import { load, type Loaded } from './load.ts'
import { CROWD, TOGETHER, type MeasuredAsk } from './measured.ts'
import { startBareSockets, startGreenroomSockets } from './servers.ts'

/** The duration of measurements. */
export interface SocketPlan {
  readonly rounds: number
  /** How long each server is under load in a turn. */
  readonly seconds: number
  /** How long to warm up before the first turn, so that code is compiled. */
  readonly warmUp: number
  readonly cores: Cores
}

const ROOMS = { alone: CROWD, shared: CROWD / TOGETHER }

/** Measures one call in all ways to run greenroom, each in a new process, beside a bare server. */
export async function measureAcks(measured: MeasuredAsk, ways: readonly Way[], plan: SocketPlan): Promise<Contest> {
  await using servers = new AsyncDisposableStack()
  const loaded: { name: string; way: Way | null; server: Loaded }[] = []
  for (const way of ways)
    loaded.push({ name: way.name, way, server: servers.use(await startGreenroomSockets(way, ROOMS, plan.cores)) })
  const [first] = loaded
  if (!first) throw new Error('nothing is measured')
  const bare = servers.use(await startBareSockets(first.server.ready.rooms, plan.cores))
  const all = [{ name: BARE, way: null, server: bare }, ...loaded]
  for (const { server } of all) await load(server, measured, plan.warmUp)
  const turns = await playTurns(all, plan.rounds, ({ server }) => turn(server, measured, plan.seconds))
  const contestants = all.map((each): Contestant => {
    const { name, way } = each
    return { name, target: way?.target ?? null, older: way?.older ?? null, turns: turns.get(each) ?? [] }
  })
  return { label: measured.label, contestants }
}

async function turn(server: Loaded, measured: MeasuredAsk, lasting: number): Promise<Turn> {
  const { acks, seconds, cpu } = await load(server, measured, lasting)
  return { perSecond: acks / seconds, cpu: cpu / acks, latency: null }
}
