import { expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'
import { createSend } from '../../src/verify/send/send.ts'
import { isTrouble, type Send } from '../../src/verify/model/exchange.ts'
import { readyOf, verified } from '../support/verified.ts'

const JSON_503 = '{"statusCode":503,"message":"Room is full"}'

it('calls a 503 that one outcome is always answered with a breach, and plays all other cases', async () => {
  await using server = await startServer()
  const { send: plain, close } = createSend()
  const send: Send = async (request, to) => {
    const received = await plain(request, to)
    if (isTrouble(received) || !received.body.includes('Room is full')) return received
    return { kind: 'gateway', message: 'it answered 503', answer: { ...received, status: 503, body: JSON_503 } }
  }
  const { results } = await verified(readyOf(server.url, server, 'http'), {
    send,
    wanted: ({ operation, expect: outcome }) => operation === 'joinMeetingRoom' && outcome.startsWith('room-'),
  })
  await close()
  const played = results.filter(({ verdict }) => verdict !== 'skipped')
  const full = played.filter(({ outcome }) => outcome === 'room-full')
  expect(full.length).toBeGreaterThan(5)
  expect(new Set(full.map(({ verdict }) => verdict))).toEqual(new Set(['broken']))
  expect(full[0]?.findings.map(({ message }) => message)).toContain('the status is 503, not 400')
  const others = played.filter(({ outcome }) => outcome !== 'room-full')
  expect(others.length).toBeGreaterThan(20)
  expect(new Set(others.map(({ verdict }) => verdict))).toEqual(new Set(['held']))
})
