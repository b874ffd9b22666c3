import { expect, it } from 'vitest'
import { connect } from '../../src/client/connect.ts'
import { controlled } from '../../src/verifier/targets.ts'
import { verifyReady, type Ready } from '../../src/verifier/verify-run.ts'
import { collect } from '../../src/report/report.ts'
import { startServer } from '../../src/server.ts'
import { createSend } from '../../src/verify/send/send.ts'
import { isTrouble, type Send } from '../../src/verify/model/exchange.ts'

const JSON_503 = '{"statusCode":503,"message":"Room is full"}'

it('calls a 503 that one outcome is always answered with a breach, and plays all other cases', async () => {
  await using server = await startServer({ control: true })
  const { send: plain, close } = createSend()
  const send: Send = async (request, to) => {
    const received = await plain(request, to)
    if (isTrouble(received) || !received.body.includes('Room is full')) return received
    return { kind: 'gateway', message: 'it answered 503', answer: { ...received, status: 503, body: JSON_503 } }
  }
  const whole = controlled('always 503', server.url, 'current', connect(server.control))
  const ready: Ready = { ...whole, target: { ...whole.target, transports: ['http'] } }
  const { summary, results } = await collect(
    verifyReady(ready, {
      send,
      wanted: ({ operation }) => operation === 'joinMeetingRoom',
      deviations: [],
      allowMutating: [],
      deadlineMs: 60_000,
      retries: 2,
      workers: 8,
      keepBodies: false,
      signal: new AbortController().signal,
      order: (cases) => cases,
      reproduce: () => () => ({ target: null, mock: null }),
    }),
  )
  await close()
  const broken = results.filter(({ verdict }) => verdict === 'broken')
  expect(broken.length).toBeGreaterThan(5)
  expect(new Set(broken.flatMap(({ findings }) => findings.map(({ message }) => message)))).toContain(
    'the status is 503, not 400',
  )
  expect(summary.cases.blocked).toBe(0)
  expect(summary.cases.held).toBeGreaterThan(80)
})
