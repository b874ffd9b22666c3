// `npm run soak [-- runs noisy sockets]`: 200 runs over HTTP in random order, 8 at a time on one server; 50 through a noisy proxy; 20
// over every transport, 2 at a time. Prints figures; exits with code 1 if any run fails.
import { collect } from '../src/report/report.ts'
import { startServer, type ControlledServer } from '../src/server.ts'
import { createVerifier } from '../src/verifier/create-verifier.ts'
import { inParallel } from '../src/verify/run/schedule.ts'
import type { CaseResult } from '../src/verify/model/result.ts'
import { TRANSPORTS, type Transport } from '../src/verify/model/transport.ts'
import { startNoisyProxy } from '../tests/support/noisy-proxy.ts'

const [runs = 200, noisy = 50, overSockets = 20] = process.argv.slice(2).map(Number)

/** One run against a server in random order: all results that did not hold. */
async function play(
  { control }: ControlledServer,
  url: string,
  shuffle: number,
  workers: number,
  transports: readonly Transport[] = ['http'],
): Promise<readonly CaseResult[]> {
  await using verifier = await createVerifier({ url, control, timeoutMs: 1000 })
  const { results } = await collect(verifier.run({ shuffle, workers, transports, retries: 8 }), (event) => {
    if (event.kind === 'retried') retries += 1
    if (event.kind === 'judged' && event.result.verdict !== 'skipped') judged += 1
  })
  return results.filter(({ verdict }) => verdict !== 'held' && verdict !== 'skipped')
}

let [judged, retries] = [0, 0]

async function told(
  what: string,
  count: number,
  at: number,
  one: (seed: number) => Promise<readonly CaseResult[]>,
): Promise<number> {
  ;[judged, retries] = [0, 0]
  const begin = performance.now()
  const wrong: CaseResult[] = []
  await inParallel(
    Array.from({ length: count }, (_, seed) => seed + 1),
    at,
    async (seed) => void wrong.push(...(await one(seed))),
  )
  const seconds = ((performance.now() - begin) / 1000).toFixed(0)
  const broken = wrong.filter(({ verdict }) => verdict !== 'blocked')
  console.log(
    `${what}: ${count} runs, ${judged} cases, ${broken.length} with another verdict, ${wrong.length - broken.length} blocked by trouble on the way, ${retries} tried again, ${seconds} s`,
  )
  for (const { id, verdict, findings, reason } of wrong.slice(0, 10))
    console.log(`  ${verdict} ${id}: ${reason ?? findings.map(({ message }) => message).join('; ')}`)
  return broken.length
}

const server = await startServer({ control: true })
const failures = await told('random order, 8 at once on one server', runs, 8, (seed) =>
  play(server, server.url, seed, 1),
)
const proxy = await startNoisyProxy({ target: server.url, seed: 4, gateway: 0.05, hang: 0.05, jitterMs: 200 })
const changed = await told('behind a noisy proxy', noisy, 2, (seed) => play(server, proxy.url, seed, 16))
await proxy.close()
const sockets = await told('every transport, 2 at once on one server', overSockets, 2, (seed) =>
  play(server, server.url, seed, 8, TRANSPORTS),
)
await server.close()
process.exitCode = failures + changed + sockets > 0 ? 1 : 0
