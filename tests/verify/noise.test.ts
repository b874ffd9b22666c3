import { expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'
import { createSend } from '../../src/verify/send/send.ts'
import type { Send } from '../../src/verify/model/exchange.ts'
import { startNoisyProxy } from '../support/noisy-proxy.ts'
import { readyOf, verified } from '../support/verified.ts'

const NTH = 'x-noise'

/** Gives up a request when it is said that nothing will come, and not by the clock: an honest answer may be as late as it likes. */
function givingUp(plain: Send): { readonly send: Send; readonly hangs: (nth: string) => void } {
  const underWay = new Map<string, AbortController>()
  let sent = 0
  return {
    hangs: (nth) => underWay.get(nth)?.abort(),
    send: async (request, to) => {
      const [nth, stop] = [String(++sent), new AbortController()]
      underWay.set(nth, stop)
      const signal = AbortSignal.any([to.signal, stop.signal])
      return plain({ ...request, headers: { ...request.headers, [NTH]: nth } }, { ...to, signal }).catch(
        (error: unknown) => {
          if (!stop.signal.aborted) throw error
          return { kind: 'timeout', message: 'nothing will come' }
        },
      )
    },
  }
}

it('comes to the same verdicts through a proxy that answers 502 or never, and tells the trouble apart from the contract', async ({
  task,
}) => {
  await using server = await startServer()
  const { send: plain, close } = createSend()
  const { send, hangs } = givingUp(plain)
  const proxy = await startNoisyProxy({
    target: server.url,
    seed: 11,
    gateway: 0.05,
    hang: 0.05,
    jitterMs: 5,
    onHang: ({ headers }) => hangs(String(headers[NTH])),
  })
  const { summary, results } = await verified(readyOf(proxy.url, server, 'http'), {
    send,
    // Of calls at the same moment, the trouble of one stands for that of all.
    wanted: ({ id, operation, atOnce }) => operation.startsWith('join') && !id.includes(':before-') && atOnce === null,
    retries: 8,
    workers: 16,
  })
  await proxy.close()
  await close()
  expect(results.filter(({ verdict }) => verdict !== 'held' && verdict !== 'skipped')).toEqual([])
  expect(summary.cases.held).toBeGreaterThan(100)
  task.meta.held = { way: 'by verify through a noisy proxy', cases: summary.cases.held }
  const { gateway, hung } = proxy.counts
  expect([gateway > 0, hung > 0]).toEqual([true, true])
  expect(summary.troubles).toEqual({ gateway, timeout: hung })
  expect(summary.retries).toBe(gateway + hung)
})
