import { describe, expect, it } from 'vitest'
import type { WireRequest } from '../../contract/model/case-request.ts'
import { isNotArranged, type Arrangement } from '../model/arrangement.ts'
import type { Destination, Received, Trouble } from '../model/exchange.ts'
import type { Target } from '../model/target.ts'
import type { Refused } from '../model/result.ts'
import { caseOf, currentFace } from '../testing/answers.ts'
import { target as known } from '../testing/runs.ts'
import { createHookArranger, type Hook } from './hook-arranger.ts'

const HOOK: Hook = { url: 'http://hook.org:99/a/b?x=1', token: 'hook-token', missing: null }
const locked = caseOf('joinMeetingRoom/room-locked')
const joinable = caseOf('joinMeetingRoom/joined-as-guest')
const MADE = { values: { code: 'abc-def-ghi' }, id: 'a/b 1' }
const RESET: Trouble = { kind: 'reset', message: 'It was reset.' }
const received = (status: number, body: unknown): Received => ({
  status,
  headers: [],
  body: typeof body === 'string' ? body : JSON.stringify(body),
  ms: 1,
})

interface Given {
  readonly target?: Partial<Target>
  readonly hook?: Partial<Hook>
}
/** An arranger whose hook answers in turn, and what the hook was asked. */
function begin(answers: readonly (Received | Trouble)[], { target = {}, hook = {} }: Given = {}) {
  const left = [...answers]
  const asked: (readonly [WireRequest, Destination])[] = []
  const slept: number[] = []
  const { signal } = new AbortController()
  const arranger = createHookArranger({
    target: { ...known, prefixes: { 'meeting-rooms': '/api' }, ...target },
    faceOf: currentFace,
    hook: { ...HOOK, ...hook },
    send: async (...call) => {
      asked.push(call)
      return left.shift() ?? received(204, '')
    },
    sleep: async (ms) => void slept.push(ms),
    timeoutMs: 1234,
    signal,
  })
  return { arranger, asked, slept, signal }
}
const arranged = (result: Arrangement | Refused): Arrangement => {
  if (isNotArranged(result)) throw new Error(result.reason)
  return result
}
/** What becomes of a case whose hook answers so. */
const after = async (status: number, body: unknown, given: Given = {}): Promise<Arrangement | Refused> =>
  begin([received(status, body)], given).arranger.arrange(locked)

describe('a hook', () => {
  it('is asked for the situation of a case, with its token', async () => {
    const { arranger, asked, signal } = begin([received(201, MADE)])
    await arranger.arrange(locked)
    expect(asked).toEqual([
      [
        {
          method: 'POST',
          target: '/a/b?x=1',
          headers: { Authorization: 'Bearer hook-token', 'Content-Type': 'application/json' },
          body: JSON.stringify({
            case: 'joinMeetingRoom/room-locked',
            operation: 'joinMeetingRoom',
            given: { 'meeting-room': ['locked'] },
            identities: ['guest'],
          }),
        },
        { baseUrl: 'http://hook.org:99', timeoutMs: 1234, signal },
      ],
    ])
  })

  it('is asked for every role, for no limit, and for another subject only if a call names one', async () => {
    const bodyOf = async (testCase: typeof locked): Promise<unknown> => {
      const { arranger, asked } = begin([])
      await arranger.arrange(testCase)
      return JSON.parse(asked[0]?.[0].body ?? '')
    }
    expect(await bodyOf(caseOf('joinVideoConference/rate-limited'))).toMatchObject({ given: { call: [] } })
    const request = { ...locked.request, query: { a: '$elsewhere', b: '$host.userId' } }
    expect(await bodyOf({ ...locked, request })).toMatchObject({ elsewhere: true, identities: ['guest', 'host'] })
  })

  it('without a token is asked without one', async () => {
    const { arranger, asked } = begin([received(200, MADE)], { hook: { token: null, url: 'https://h.org/' } })
    await arranger.arrange(locked)
    expect(asked[0]).toMatchObject([
      { target: '/', headers: { 'Content-Type': 'application/json' } },
      { baseUrl: 'https://h.org' },
    ])
    expect(asked[0]?.[0].headers).not.toHaveProperty('Authorization')
  })

  it('whose token is missing is not asked', async () => {
    const { arranger, asked } = begin([], { hook: { missing: 'HOOK_TOKEN is not set' } })
    expect(arranger.lacks(locked)).toBe('HOOK_TOKEN is not set')
    expect(await arranger.arrange(locked)).toEqual({ kind: 'situation', reason: 'HOOK_TOKEN is not set' })
    expect(asked).toEqual([])
    expect(begin([]).arranger).toMatchObject({ name: 'hook', isolated: false })
    expect(begin([]).arranger.lacks(locked)).toBeNull()
  })

  it('is asked once more after a reset, and after nothing else', async () => {
    const again = begin([RESET, received(200, MADE)])
    expect(isNotArranged(await again.arranger.arrange(locked))).toBe(false)
    expect(again.asked).toHaveLength(2)
    expect(again.asked[1]).toEqual(again.asked[0])
    const twice = begin([RESET, RESET])
    expect(await twice.arranger.arrange(locked)).toEqual({
      kind: 'environment',
      reason: 'the hook could not be asked: It was reset.',
    })
    const late = begin([{ kind: 'timeout', message: 'Too late.' }])
    expect(await late.arranger.arrange(locked)).toMatchObject({ reason: 'the hook could not be asked: Too late.' })
    expect([twice.asked.length, late.asked.length]).toEqual([2, 1])
  })
})

describe('what a hook makes', () => {
  it('is where the case is played, with its values and identities', async () => {
    const identities = { guest: { 'X-A': 'b' } }
    const { arranger, slept } = begin([received(200, { ...MADE, identities, elsewhere: { code: 'x' } })])
    const made = arranged(await arranger.arrange(locked))
    expect(made).toMatchObject({
      baseUrl: 'http://127.0.0.1:1/api',
      values: { code: 'abc-def-ghi' },
      elsewhere: { code: 'x' },
      headers: {},
      set: null,
    })
    expect(made.identities).toEqual({ ...known.identities, ...identities })
    await made.pass(77)
    expect(slept).toEqual([77])
  })

  it('is told before the case, if observers may come in', async () => {
    const heard: unknown[] = []
    const meanwhile = async ({ values }: Arrangement): Promise<void> => void heard.push(values)
    await begin([received(200, MADE)]).arranger.arrange(joinable, meanwhile)
    expect(heard).toEqual([{ code: 'abc-def-ghi' }])
    await begin([received(200, MADE)]).arranger.arrange(locked, meanwhile)
    expect(heard).toHaveLength(1)
  })

  it.each([
    [422, { reason: 'no such fact' }, 'situation', 'the hook cannot arrange it: no such fact'],
    [501, { reason: 'x'.repeat(301) }, 'situation', `the hook cannot arrange it: ${'x'.repeat(300)}`],
    [422, {}, 'situation', 'the hook cannot arrange it: it gave no reason'],
    [422, { reason: 'two\nlines' }, 'situation', 'the hook cannot arrange it: it gave no reason'],
    [501, 'not JSON', 'situation', 'the hook cannot arrange it: it gave no reason'],
    [500, MADE, 'environment', 'the hook answered 500, not 200 or 201'],
    [302, MADE, 'environment', 'the hook answered 302, not 200 or 201'],
    [199, MADE, 'environment', 'the hook answered 199, not 200 or 201'],
    [200, '[]', 'environment', "the hook's answer is not a JSON object"],
    [200, 'not JSON', 'environment', "the hook's answer is not a JSON object"],
    [200, { values: [] }, 'environment', "the hook's values are not all single-line texts"],
    [200, { values: { code: 5 } }, 'environment', "the hook's values are not all single-line texts"],
    [200, { values: { code: '' } }, 'environment', "the hook's values are not all single-line texts"],
    [200, { values: { code: 'a\nb' } }, 'environment', "the hook's values are not all single-line texts"],
    [200, { values: { code: '世' } }, 'environment', "the hook's values are not all single-line texts"],
    [200, { values: { 'co\nde': 'x' } }, 'environment', "the hook's values are not all single-line texts"],
    [200, { values: { code: 'x'.repeat(4097) } }, 'environment', "the hook's values are not all single-line texts"],
    [
      200,
      { ...MADE, elsewhere: { code: 5 } },
      'environment',
      "the hook's elsewhere has values that are not all single-line texts",
    ],
    [200, { ...MADE, identities: [] }, 'environment', "the hook's identities do not map roles to headers"],
    [
      200,
      { ...MADE, identities: { guest: { A: 'a\r\nB: c' } } },
      'environment',
      "the hook's identities do not map roles to headers",
    ],
    [200, { ...MADE, identities: { guest: 'x' } }, 'environment', "the hook's identities do not map roles to headers"],
    [200, { ...MADE, id: 5 }, 'environment', "the hook's id is not a single-line text"],
    [200, { ...MADE, id: '' }, 'environment', "the hook's id is not a single-line text"],
    [200, {}, 'environment', "the hook's answer lacks the value code"],
    [200, { values: { roomId: 'x' } }, 'environment', "the hook's answer lacks the value code"],
  ])('%i with %j is refused: %s', async (status, body, kind, reason) => {
    expect(await after(status, body)).toEqual({ kind, reason })
  })

  it.each([200, 201, 299])('is taken with the status %i', async (status) => {
    expect(isNotArranged(await after(status, MADE))).toBe(false)
  })

  it('may have texts of Latin 1, up to a length', async () => {
    const value = `é ~${'x'.repeat(4093)}`
    expect(arranged(await after(200, { values: { code: value } })).values).toEqual({ code: value })
  })
})

describe('credentials', () => {
  it('that a case needs and nobody has are a reason, and what was made is removed', async () => {
    const { arranger, asked } = begin([received(200, MADE)], {
      target: { identities: {}, missing: { guest: 'GUEST is not set' } },
    })
    expect(await arranger.arrange(locked)).toEqual({ kind: 'identity', reason: 'guest: GUEST is not set' })
    expect(asked.map(([{ method, target }]) => `${method} ${target}`)).toEqual([
      'POST /a/b?x=1',
      'DELETE /a/b/a%2Fb%201?x=1',
    ])
  })

  it('of a hook are not sent unencrypted to another machine', async () => {
    const identities = { host: { Authorization: 'Bearer x' } }
    const to = (url: string, more: object = { identities }): Promise<Arrangement | Refused> =>
      after(200, { ...MADE, ...more }, { target: { url } })
    expect(await to('http://x.org')).toEqual({
      kind: 'safety',
      reason: "the hook's credentials would be sent unencrypted: the target is called by http:, not https:",
    })
    for (const result of [await to('https://x.org'), await to('http://localhost:1'), await to('http://x.org', {})])
      expect(isNotArranged(result)).toBe(false)
  })
})

describe('what was made', () => {
  const cleaned = async (...answers: readonly (Received | Trouble)[]) => {
    const { arranger, asked } = begin([received(200, MADE), ...answers])
    const { cleanUp } = arranged(await arranger.arrange(locked))
    return { done: cleanUp(), asked }
  }

  it.each([200, 204, 299, 404, 410])('is removed, or gone already: %i', async (status) => {
    const { done, asked } = await cleaned(received(status, ''))
    expect(await done).toBeUndefined()
    expect(asked[1]?.[0]).toEqual({
      method: 'DELETE',
      target: '/a/b/a%2Fb%201?x=1',
      headers: { Authorization: 'Bearer hook-token' },
      body: null,
    })
  })

  it.each([
    [received(500, ''), 'it answered 500'],
    [received(300, ''), 'it answered 300'],
    [{ kind: 'timeout', message: 'Too late.' } as const, 'Too late.'],
  ])('and is still there is told: %#', async (answer, problem) => {
    const { done } = await cleaned(answer)
    await expect(done).rejects.toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: `the hook did not remove a/b 1: ${problem}`,
        fix: 'Remove it by hand.',
      }),
    )
  })

  it('is not asked for again without an id', async () => {
    const { arranger, asked } = begin([received(200, { values: MADE.values })])
    await arranged(await arranger.arrange(locked)).cleanUp()
    expect(asked).toHaveLength(1)
  })
})
