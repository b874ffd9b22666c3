import { load, type Burst, type Loaded } from './load.ts'
import type { MeasuredAsk } from './measured.ts'

/** What one server did, round by round. */
export interface Series {
  readonly perSecond: readonly number[]
  /** Microseconds of CPU for each ack. */
  readonly cpu: readonly number[]
}

/** How long is measured. */
export interface SocketPlan {
  readonly rounds: number
  /** How long each contestant is under load in a round. */
  readonly seconds: number
  /** How long before the first round, for the compiler to have done its work. */
  readonly warmUp: number
}

/** Loads servers in turn, so that a slow minute slows all of them. */
export async function measureAcks(
  servers: readonly Loaded[],
  measured: MeasuredAsk,
  plan: SocketPlan,
): Promise<Series[]> {
  const all = servers.map((server) => ({ server, bursts: new Array<Burst>() }))
  for (const { server } of all) await load(server, measured, plan.warmUp)
  for (let round = 0; round < plan.rounds; round++) {
    // Every other round backwards: nobody always follows the same one.
    const order = round % 2 === 0 ? all : all.toReversed()
    for (const { server, bursts } of order) bursts.push(await load(server, measured, plan.seconds))
  }
  return all.map(({ bursts }) => ({
    perSecond: bursts.map(({ acks, seconds }) => acks / seconds),
    cpu: bursts.map(({ acks, cpu }) => cpu / acks),
  }))
}
