import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notOnSocket } from '../../src/contract/model/case-packet.ts'
import { allCases } from '../../src/verifier/all-cases.ts'
import { verifyReady } from '../../src/verifier/verify-run.ts'
import { controlled } from '../../src/verifier/targets.ts'
import { collect } from '../../src/report/report.ts'
import { startServer, type RunningServer } from '../../src/server.ts'
import { callsOf } from '../../src/verify/plan/plan.ts'
import type { CaseResult } from '../../src/verify/model/result.ts'
import { createSend } from '../../src/verify/send/send.ts'
import { TRANSPORTS, type Transport } from '../../src/verify/model/transport.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

/** What became of each case of joining a meeting, by its id and transport. */
async function joined(of: RunningServer): Promise<Map<string, CaseResult>> {
  const { send, close } = createSend()
  const { results } = await collect(
    verifyReady(controlled('a mock', of.url, 'current', of), {
      send,
      wanted: ({ operation }) => operation === 'joinMeetingRoom',
      deviations: [],
      allowMutating: [],
      deadlineMs: 120_000,
      retries: 3,
      workers: 8,
      keepBodies: false,
      signal: new AbortController().signal,
      order: (cases) => cases,
      reproduce: () => () => ({ target: null, mock: null }),
    }),
  )
  await close()
  const own = results.filter(({ operation }) => operation === 'joinMeetingRoom')
  return new Map(own.map((result) => [`${result.id} ${result.transport}`, result]))
}

describe('joining a meeting, by HTTP, polling, WebSocket and polling that is upgraded', () => {
  it('holds in every case, by each way that can say what it sends', { timeout: 120_000 }, async () => {
    const results = await joined(server)
    const counts = Object.fromEntries(TRANSPORTS.map((transport) => [transport, 0]))
    const missing: string[] = []
    for (const { id, operation } of allCases.filter((found) => found.operation === 'joinMeetingRoom'))
      for (const transport of TRANSPORTS) {
        const result = results.get(`${id} ${transport}`)
        if (result) expect([id, transport, result.verdict, operation]).toEqual([id, transport, 'held', operation])
        if (result) counts[transport] = (counts[transport] ?? 0) + 1
        else missing.push(`${id} ${transport}`)
      }
    process.stdout.write(`cases of joinMeetingRoom that held: ${JSON.stringify(counts)}\n`)
    expect(missing.filter((key) => !isSayable(key))).toEqual(missing)
  })

  it('is blocked, and not broken, where the target has no sockets', { timeout: 60_000 }, async () => {
    await using bare = await startServer({ sockets: false })
    const results = [...(await joined(bare)).values()]
    const on = (transport: Transport): CaseResult[] => results.filter((each) => each.transport === transport)
    expect(on('http').every(({ verdict }) => verdict === 'held')).toBe(true)
    for (const transport of ['polling', 'websocket', 'upgraded'] as const) {
      expect(on(transport).length).toBeGreaterThan(100)
      expect(new Set(on(transport).map(({ verdict, kind }) => `${verdict} ${kind}`))).toEqual(
        new Set(['blocked transport']),
      )
      expect(on(transport)[0]?.reason).toMatch(`the target has no ${transport} of Socket.IO: `)
    }
  })
})

/** Whether a case could be played by a way, judged by what its calls send alone. */
function isSayable(key: string): boolean {
  const [id = '', transport] = key.split(' ')
  const found = allCases.find((each) => each.id === id)
  if (!found) throw new Error(`no case ${id}`)
  if (transport === 'http') return !found.socketOnly && found.expect !== 'code-missing'
  const isHttpAlone = (name: string): boolean => name === 'malformed-body' || name === 'body-too-large'
  return callsOf(found).every((call) => !isHttpAlone(call.expect) && notOnSocket(call, true) === null)
}
