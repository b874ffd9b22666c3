import { Fault } from '../fault.ts'
import { describe, expect, it } from 'vitest'
import type { WireRequest } from '../contract/model/case-request.ts'
import type { Received, Send } from '../verify/model/exchange.ts'
import { createAskApi, missingAdmin, refusalIn, textAtPath } from './ask-api.ts'

const answer = (status: number, body: string, headers: Received['headers'] = []): Received => ({
  status,
  headers,
  body,
  ms: 1,
})

/** An administrator of a server that gives these answers in turn, at the instant 1000. */
function asking(...answers: readonly Awaited<ReturnType<Send>>[]) {
  const [sent, slept, given]: [WireRequest[], number[], unknown[]] = [[], [], []]
  const { signal } = new AbortController()
  const left = [...answers]
  const ask = createAskApi({
    baseUrl: 'https://chat.test',
    admin: { 'X-User-Id': 'admin' },
    send: async (request, options) => {
      sent.push(request)
      given.push(options)
      return left.shift() ?? answer(500, '')
    },
    sleep: async (ms) => void slept.push(ms),
    now: () => 1000,
    timeoutMs: 7,
    signal,
  })
  return { ask, sent, slept, given, signal }
}

const reasonOf = async (asked: Promise<unknown>) => refusalIn(await asked.catch((error: unknown) => error))

describe('a call of the API', () => {
  it('is made as the administrator, or as whom it names', async () => {
    const { ask, sent } = asking(answer(200, '{"a":1}'), answer(200, ''))
    expect(await ask({ method: 'GET', path: 'x', query: { a: 'b c' } })).toEqual({ a: 1 })
    expect(await ask({ method: 'POST', path: 'y', body: { b: 2 }, as: {} })).toEqual({})
    expect(sent).toEqual([
      { method: 'GET', target: '/api/v1/x?a=b+c', headers: { 'X-User-Id': 'admin' }, body: null },
      { method: 'POST', target: '/api/v1/y', headers: { 'Content-Type': 'application/json' }, body: '{"b":2}' },
    ])
  })

  it('goes to the server, and ends with the run or after its time', async () => {
    const { ask, given, signal } = asking(answer(200, '{}'))
    await ask({ method: 'GET', path: 'x' })
    const [options] = given
    expect(options).toEqual({ baseUrl: 'https://chat.test', timeoutMs: 7, signal })
    expect(options).toHaveProperty('signal', signal)
  })

  it('waits as long as the server says, and gives up in the end', async () => {
    const limited = answer(429, '{"error":"slow down"}', [['x-ratelimit-reset', '6000']])
    const { ask, slept } = asking(limited, answer(429, ''), answer(200, '{}'))
    await ask({ method: 'GET', path: 'x' })
    expect(slept).toEqual([5001, 61_000])
    const never = asking(limited, limited, limited, limited, answer(200, '{}'))
    expect(await reasonOf(never.ask({ method: 'GET', path: 'x' }))).toEqual({
      kind: 'environment',
      reason: 'GET x answered 429: slow down',
    })
  })

  it('waits a moment where the time that the server says is over, and a minute at most', async () => {
    const limited = (reset: string) => answer(429, '', [['x-ratelimit-reset', reset]])
    const { ask, slept } = asking(limited('500'), limited('1000'), limited('soon'), answer(200, '{}'))
    await ask({ method: 'GET', path: 'x' })
    expect(slept).toEqual([1, 1, 61_000])
    const far = asking(limited('86400000'), answer(200, '{}'))
    await far.ask({ method: 'GET', path: 'x' })
    expect(far.slept).toEqual([61_000])
  })

  it.each([
    [answer(299, '{"success":false}'), 'situation', 'POST x answered 299'],
    [answer(300, '{"success":true}'), 'situation', 'POST x answered 300'],
    [answer(400, JSON.stringify({ message: 'm'.repeat(201) })), 'situation', `POST x answered 400: ${'m'.repeat(200)}`],
    [answer(400, '{"success":false,"error":"no-provider"}'), 'situation', 'POST x answered 400: no-provider'],
    [answer(200, '{"success":false}'), 'situation', 'POST x answered 200'],
    [answer(499, ''), 'situation', 'POST x answered 499'],
    [answer(500, ''), 'environment', 'POST x answered 500'],
    [answer(502, 'Bad gateway'), 'environment', 'POST x answered 502'],
    [{ kind: 'refused', message: 'Nothing listens.' } as const, 'environment', 'POST x: Nothing listens.'],
  ])('that does not succeed has a reason: %j', async (given, kind, reason) => {
    expect(await reasonOf(asking(given).ask({ method: 'POST', path: 'x' }))).toEqual({ kind, reason })
  })
})

it('a text is found in an answer, or its lack is a reason', async () => {
  expect(textAtPath({ user: { _id: 'u' } }, 'user._id', 'POST x')).toBe('u')
  expect(() => textAtPath({ id: '' }, 'id', 'POST x')).toThrow(
    expect.objectContaining({
      message: 'the answer of POST x lacks id',
      fix: 'See what the log of the server says about it.',
    }),
  )
  const lacking = Promise.resolve().then(() => textAtPath({ user: null }, 'user._id', 'POST x'))
  expect(await reasonOf(lacking)).toEqual({ kind: 'environment', reason: 'the answer of POST x lacks user._id' })
})

it('other errors are no refusals', () => {
  expect([refusalIn(new Error('x')), refusalIn('x')]).toEqual([undefined, undefined])
  for (const cause of [undefined, 'situation', { kind: 'situation' }, { kind: 'other', reason: 'r' }])
    expect(refusalIn(new Fault('x', 'y', { cause })), JSON.stringify(cause)).toBeUndefined()
  const missing = missingAdmin('admin: the variable A is not set')
  expect([missing.message, missing.fix]).toEqual([
    'admin: the variable A is not set',
    'Set it to the credentials of an administrator.',
  ])
  expect(refusalIn(missing)).toEqual({ kind: 'situation', reason: 'admin: the variable A is not set' })
})
