import { describe, expect, it } from 'vitest'
import type { Received, Send, Trouble } from '../verify/model/exchange.ts'
import { fetchBy } from './fetch-by.ts'

const OK: Received = { status: 200, headers: [['x-a', '1']], body: '{"a":1}', ms: 1 }

/** A fetch over a sender that comes to this, and what was sent. */
function by(came: Received | Trouble) {
  const sent: unknown[] = []
  const send: Send = async (request, to) => {
    sent.push({ ...request, baseUrl: to.baseUrl, isAborted: to.signal.aborted, timeoutMs: to.timeoutMs })
    return came
  }
  return { sent, fetch: fetchBy(send) }
}

describe('a fetch over a sender', () => {
  it('sends path and query, headers and body to the origin, which has a minute to answer', async () => {
    const { sent, fetch } = by(OK)
    await fetch('http://c:1/a/b?c=d', { method: 'PUT', headers: { 'X-A': 'b' }, body: '{}' })
    await fetch('http://c', { signal: AbortSignal.abort() })
    expect(sent).toEqual([
      {
        method: 'PUT',
        target: '/a/b?c=d',
        headers: { 'x-a': 'b' },
        body: '{}',
        baseUrl: 'http://c:1',
        isAborted: false,
        timeoutMs: 60_000,
      },
      { method: 'GET', target: '/', headers: {}, body: null, baseUrl: 'http://c', isAborted: true, timeoutMs: 60_000 },
    ])
  })

  it('answers what came, and nothing where there is no content', async () => {
    const answer = await by(OK).fetch('http://c', {})
    expect([answer.ok, answer.status, await answer.json()]).toEqual([true, 200, { a: 1 }])
    const none = await by({ ...OK, status: 204, body: '' }).fetch('http://c', {})
    expect([none.ok, none.status, await none.text()]).toEqual([true, 204, ''])
  })

  it('takes a 503 for the answer that it is, and no answer for what fetch throws', async () => {
    const trouble: Trouble = { kind: 'gateway', message: 'a gateway', answer: { ...OK, status: 503 } }
    expect((await by(trouble).fetch('http://c', {})).status).toBe(503)
    const { answer: _, ...silent } = trouble
    await expect(by(silent).fetch('http://c', {})).rejects.toThrow(new TypeError('a gateway'))
  })
})
