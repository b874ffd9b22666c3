import { startBare } from './bare.ts'
import type { Cores } from './cores.ts'
import { exchange, type Reply, type Request } from './exchange.ts'
import { startGreenroom, type Code } from './greenroom.ts'
import type { Load } from './load.ts'
import type { Measured } from './measured.ts'
import { preferHeader, startPrism } from './prism.ts'

/** The settings of a measurement. */
export interface ThroughputPlan {
  readonly rounds: number
  /** How long each server is under load in a round. */
  readonly seconds: number
  /** How long to warm up before the first round, so that code is compiled. */
  readonly warmUp: number
  readonly code: Code
  readonly cores: Cores
  readonly load: Load
}

/** The results of a server in one round. */
export interface Sample {
  readonly perSecond: number
  /** Microseconds of CPU per request. */
  readonly cpu: number
}

/** The samples of one measured request, by round. */
export interface Row {
  readonly measured: Measured
  /** Size of the answer's body, in bytes. */
  readonly bytes: number
  readonly greenroom: readonly Sample[]
  readonly bare: readonly Sample[]
  readonly prism: readonly Sample[]
}

/** A server under load, with its results. */
export interface Contestant {
  readonly request: Request
  readonly server: { cpu(): Promise<number> }
  readonly samples: Sample[]
}

/** Measures one request with all three servers, in new processes. They alternate, so that a slow minute affects all of them. */
export async function measureThroughput(measured: Measured, plan: ThroughputPlan): Promise<Row> {
  const core = plan.cores.server
  await using greenroom = await startGreenroom(plan.code, measured, core)
  const wire = measured.toRequest(greenroom.ready.values)
  const request = { ...wire, port: greenroom.ready.port }
  const reply = await expectedReply(measured, request)
  await using bare = await startBare(reply, { core, probed: true })
  await using prism = await startPrism(measured.document, { core, probed: true })
  const contestants = {
    greenroom: contestant(greenroom, request),
    bare: contestant(bare, { ...wire, port: bare.ready }),
    prism: contestant(prism, {
      ...wire,
      headers: { ...wire.headers, ...preferHeader(measured) },
      port: prism.ready,
    }),
  }
  await expectSameBytes(reply, contestants.bare.request)
  await expectedReply(measured, contestants.prism.request)
  await playRounds(Object.values(contestants), measured, plan)
  await expectedReply(measured, request)
  return {
    measured,
    bytes: Buffer.byteLength(reply.body),
    greenroom: contestants.greenroom.samples,
    bare: contestants.bare.samples,
    prism: contestants.prism.samples,
  }
}

/** A server without results yet. */
export const contestant = (server: Contestant['server'], request: Request): Contestant => ({
  server,
  request,
  samples: [],
})

/** Loads them in turn, so that a slow minute affects all of them. */
export async function playRounds(
  contestants: readonly Contestant[],
  measured: Measured,
  plan: ThroughputPlan,
): Promise<void> {
  for (const each of contestants) await sample(each, measured, plan.load, plan.warmUp)
  for (let round = 0; round < plan.rounds; round++) {
    // Every other round is reversed, so that no server always follows the same one.
    const order = round % 2 === 0 ? contestants : contestants.toReversed()
    for (const each of order) each.samples.push(await sample(each, measured, plan.load, plan.seconds))
  }
}

async function sample(
  { server, request }: Contestant,
  measured: Measured,
  load: Load,
  seconds: number,
): Promise<Sample> {
  const before = await server.cpu()
  const burst = await load.send(request, seconds)
  const used = (await server.cpu()) - before
  const expected = measured.status < 400 ? 0 : burst.requests
  if (burst.refused !== expected)
    throw new Error(`${measured.label}: ${burst.refused} of ${burst.requests} answers were refusals`)
  return { perSecond: burst.requests / burst.seconds, cpu: used / burst.requests }
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
