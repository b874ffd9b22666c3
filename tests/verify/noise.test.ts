import { expect, it } from 'vitest'
import { connect } from '../../src/client/connect.ts'
import { controlled } from '../../src/verifier/targets.ts'
import { verifyReady, type Asked, type Ready } from '../../src/verifier/verify-run.ts'
import { collect } from '../../src/report/report.ts'
import { startServer } from '../../src/server.ts'
import { createSend } from '../../src/verify/send/send.ts'
import { startNoisyProxy } from '../support/noisy-proxy.ts'

it('comes to the same verdicts through a proxy that answers 502 or never, and tells the trouble apart from the contract', async () => {
  await using server = await startServer({ control: true })
  const proxy = await startNoisyProxy({ target: server.url, seed: 11, gateway: 0.05, hang: 0.05, jitterMs: 20 })
  const { send, close } = createSend()
  const asked: Asked = {
    send,
    wanted: ({ id }) => !id.includes(':before-'),
    deviations: [],
    allowMutating: [],
    deadlineMs: 60_000,
    retries: 8,
    workers: 16,
    keepBodies: false,
    signal: new AbortController().signal,
    order: (cases) => cases,
    reproduce: () => () => ({ target: null, mock: null }),
  }
  const whole = controlled('behind noise', proxy.url, 'current', connect(server.control))
  const ready: Ready = { ...whole, timeoutMs: 300, target: { ...whole.target, transports: ['http'] } }
  const { summary, results } = await collect(verifyReady(ready, asked))
  await proxy.close()
  await close()
  expect(results.filter(({ verdict }) => verdict !== 'held' && verdict !== 'skipped')).toEqual([])
  expect(summary.troubles.gateway).toBeGreaterThan(0)
  expect(summary.troubles.timeout).toBeGreaterThan(0)
  expect(summary.retries).toBe(
    (summary.troubles.gateway ?? 0) + (summary.troubles.timeout ?? 0) + (summary.troubles.reset ?? 0),
  )
})
