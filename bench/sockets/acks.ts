import { load, type Burst, type Loaded } from './load.ts'
import type { MeasuredAsk } from './measured.ts'

/** The results of one server, by round. */
export interface Series {
  readonly perSecond: readonly number[]
  /** Microseconds of CPU per ack. */
  readonly cpu: readonly number[]
}

/** The duration of measurements. */
export interface SocketPlan {
  readonly rounds: number
  /** How long each server is under load in a round. */
  readonly seconds: number
  /** How long to warm up before the first round, so that code is compiled. */
  readonly warmUp: number
}

/** Loads servers in turn, so that a slow minute affects all of them. */
export async function measureAcks(
  servers: readonly Loaded[],
  measured: MeasuredAsk,
  plan: SocketPlan,
): Promise<Series[]> {
  const all = servers.map((server) => ({ server, bursts: new Array<Burst>() }))
  for (const { server } of all) await load(server, measured, plan.warmUp)
  for (let round = 0; round < plan.rounds; round++) {
    // Every other round is reversed, so that no server always follows the same one.
    const order = round % 2 === 0 ? all : all.toReversed()
    for (const { server, bursts } of order) bursts.push(await load(server, measured, plan.seconds))
  }
  return all.map(({ bursts }) => ({
    perSecond: bursts.map(({ acks, seconds }) => acks / seconds),
    cpu: bursts.map(({ acks, cpu }) => cpu / acks),
  }))
}
