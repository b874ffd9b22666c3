import { describe, expect, it } from 'vitest'
import { isNotArranged, type Arrangement } from '../verify/model/arrangement.ts'
import type { Send } from '../verify/model/exchange.ts'
import type { Refused } from '../verify/model/result.ts'
import { settle, standTimers } from '../../tests/support/timers.ts'
import { caseOf } from '../verify/testing/answers.ts'
import { target } from '../verify/testing/runs.ts'
import { askAs, foreign } from './foreign.ts'

type File = Parameters<typeof foreign>[0]
const locked = caseOf('joinMeetingRoom/room-locked')
const full = caseOf('joinMeetingRoom/room-full')
const entry = { given: { 'meeting-room': ['locked'] }, values: { code: 'of-the-file' } }
const hook = { url: 'http://127.0.0.1:1/hook', token: null, missing: null }

/** A server of this file, whose hook makes everything. */
function begin(file: Partial<File> = {}, ends = new AbortController()) {
  const asked: (readonly [method: string, timeoutMs: number, isAborted: boolean])[] = []
  const send: Send = async ({ method }, { timeoutMs, signal }) => {
    asked.push([method, timeoutMs, signal.aborted])
    return { status: 200, headers: [], body: '{"values":{"code":"of-the-hook"},"id":"1"}', ms: 1 }
  }
  const ready = foreign(
    { target, situations: [], hook: null, admin: null, gate: null, ...file },
    { send, signal: () => ends.signal },
  )
  return { ready, asked, ends }
}
const codeOf = (result: Arrangement | Refused): string =>
  isNotArranged(result) ? result.kind : (result.values['code'] ?? '')

describe('a foreign server', () => {
  it('has the gate of its file, that of documents by default, and no coverage to reach', () => {
    expect(begin().ready).toMatchObject({ target, gate: 'document', minCoverage: 0, timeoutMs: 10_000 })
    expect(begin({ gate: 'server' }).ready.gate).toBe('server')
  })

  it('is in situations of its file, and in others that its hook makes', async () => {
    const { ready, asked } = begin({ situations: [entry], hook })
    expect(codeOf(await ready.arranger.arrange(locked))).toBe('of-the-file')
    expect(asked).toEqual([])
    expect(codeOf(await ready.arranger.arrange(full))).toBe('of-the-hook')
    expect(asked).toEqual([['POST', 10_000, false]])
  })

  it('without a hook is in no other situation', async () => {
    const { ready } = begin({ situations: [entry] })
    expect(ready.arranger.name).toBe('static')
    expect(codeOf(await ready.arranger.arrange(full))).toBe('situation')
  })

  it('is cleaned up after an interruption, too', async () => {
    const { ready, asked, ends } = begin({ hook })
    const made = await ready.arranger.arrange(full)
    ends.abort()
    if (!isNotArranged(made)) await made.cleanUp()
    expect(asked.at(-1)).toEqual(['DELETE', 10_000, false])
  })

  it('lets time pass, until it is interrupted', async () => {
    using time = standTimers()
    const { ready, ends } = begin({ situations: [entry] })
    const made = await ready.arranger.arrange(locked)
    if (isNotArranged(made)) throw new Error(made.reason)
    const passed = made.pass(50)
    time.pass(50)
    expect(await passed).toBeUndefined()
    const interrupted = made.pass(50)
    ends.abort(new Error('interrupted'))
    await expect(interrupted).rejects.toThrow('interrupted')
    expect(time.waiting()).toBe(0)
    await ready.close()
  })

  it('with an administrator lists what the run makes, and nothing else, unless its file has a scope', () => {
    const admin = { headers: {}, missing: null, secrets: [] }
    const { target: own, arranger } = begin({
      admin,
      target: { ...target, scope: null, missing: { agent: 'needs credentials', host: 'needs a token' } },
    }).ready
    expect([arranger.name, own.scope]).toEqual([
      'rocket-chat',
      { roomName: expect.stringMatching(/^greenroom-[0-9a-f]{8}-$/) },
    ])
    expect(own.missing['agent']).toBe('the administrator makes one as the cases begin')
    expect(own.missing['host']).toBe('needs a token')
    const scope = { departmentId: 'tests' }
    expect(begin({ admin, target: { ...target, scope } }).ready.target.scope).toEqual(scope)
  })

  it('whose administrator has no credentials says which variable is not set', async () => {
    const admin = { headers: {}, missing: 'admin: the variable A is not set', secrets: [] }
    const { arranger } = begin({ admin }).ready
    const closed = caseOf('joinLivechatRoom/room-closed')
    expect(await arranger.arrange(closed)).toEqual({ kind: 'situation', reason: 'admin: the variable A is not set' })
  })

  it('whose administrator calls too often is called again when it allows, not before', async () => {
    using time = standTimers()
    let calls = 0
    const send: Send = async () => {
      calls++
      const headers = [['x-ratelimit-reset', String(Date.now() + 50_000)]] as const
      return { status: calls === 1 ? 429 : 200, headers: [...headers], body: '{}', ms: 1 }
    }
    const admin = { headers: {}, missing: null, secrets: [] }
    const asked = askAs(admin, target, send)({ method: 'GET', path: 'me' })
    await settle()
    time.pass(40_000)
    await settle()
    expect([calls, time.waiting()]).toEqual([1, 1])
    time.pass(20_000)
    expect([await asked, calls]).toEqual([{}, 2])
  })

  it('is called as its administrator below the prefix of that API, wherever its other APIs are', async () => {
    const called: (readonly [method: string, url: string, headers: object, timeoutMs: number])[] = []
    const send: Send = async ({ method, target: path, headers }, { baseUrl, timeoutMs }) => {
      called.push([method, `${baseUrl}${path}`, headers, timeoutMs])
      return { status: 200, headers: [], body: '{}', ms: 1 }
    }
    const admin = { headers: { 'X-User-Id': 'root' }, missing: null, secrets: [] }
    for (const prefixes of [{ 'rocket-chat': '/chat', 'meeting-rooms': '/meet' }, { 'meeting-rooms': '/meet' }])
      await askAs(admin, { ...target, url: 'http://127.0.0.1:1', prefixes }, send)({ method: 'GET', path: 'me' })
    expect(called).toEqual([
      ['GET', 'http://127.0.0.1:1/chat/api/v1/me', { 'X-User-Id': 'root' }, 10_000],
      ['GET', 'http://127.0.0.1:1/api/v1/me', { 'X-User-Id': 'root' }, 10_000],
    ])
  })
})
