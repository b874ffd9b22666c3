import type { Code } from './code.ts'
import { exchange } from './exchange.ts'
import { startGreenroom } from './greenroom.ts'
import { CONNECTIONS } from './load.ts'
import type { Memory } from './child.ts'
import { measured } from './measured.ts'
import type { HttpPlan } from './throughput.ts'

/** The memory of `serve` after a number of calls. */
export interface Standing extends Memory {
  readonly calls: number
}

const LOOKS = 5

/** Sends this many calls, of all measured kinds in turn, to one `serve` with its log into a pipe, and looks at its memory in between. */
export async function measureEndurance(code: Code, calls: number, { cores, load }: HttpPlan): Promise<Standing[]> {
  const wish = { operation: 'joinMeetingRoom' as const, situations: measured.map(({ given }) => given) }
  await using server = await startGreenroom({ name: 'serve', code, log: 'pipe', target: null }, wish, cores)
  const { port, values } = server.ready
  const requests = measured.map((each, kind) => ({ ...each.toRequest(values[kind] ?? {}), port }))
  for (const request of requests) await exchange(request)
  const standings: Standing[] = []
  let sent = 0
  const look = async (): Promise<unknown> => standings.push({ calls: sent, ...(await server.memory()) })
  // The first look comes after a warm-up: compiled code and full caches are no leak.
  while (sent < calls || standings.length === 0) {
    for (const request of requests) sent += (await load.send(request, 1, CONNECTIONS)).requests
    if (sent >= (calls * standings.length) / LOOKS) await look()
  }
  if (standings.at(-1)?.calls !== sent) await look()
  return standings
}
