import { describe, expect, it } from 'vitest'
import { settle, standTimers } from '../../tests/support/timers.ts'
import { createMock } from '../in-process.ts'
import { undocumented, type Answer } from '../mock/answer.ts'
import { defaultLimits } from '../mock/limits.ts'
import { toMockRequest, toResponse } from './fetch.ts'

const url = 'http://localhost/api/v1/video-conference.join'

describe('handle(Request) answers without a body', () => {
  it('OPTIONS', async () => {
    const answer = await createMock().handle(new Request(url, { method: 'OPTIONS' }))
    expect([answer.status, answer.body]).toEqual([204, null])
    expect(answer.headers.get('allow')).toBe('POST, OPTIONS')
  })

  it('HEAD', async () => {
    const answer = await createMock().handle(new Request('http://localhost/', { method: 'HEAD' }))
    expect([answer.status, answer.body]).toEqual([200, null])
  })
})

describe('over fetch', () => {
  const answer = (more: Partial<Answer> = {}): Answer => ({
    status: 200,
    headers: ['X-A', '1', 'X-A', '2'],
    body: 'text',
    about: undocumented('a test'),
    ...more,
  })

  it('a request has path and query without the prefix, and its body as far as that is kept', async () => {
    const read = (address: string, body: BodyInit | null, prefix = '', bytes = 4) =>
      toMockRequest(
        new Request(address, { method: 'POST', body, headers: { 'X-A': 'b' } }),
        { ...defaultLimits, body: bytes },
        prefix,
      )
    expect(await read('http://app.test:1/api/rooms?x=1#y', '\ufeff!', '/api')).toMatchObject({
      method: 'POST',
      target: '/rooms?x=1',
      headers: { host: 'app.test:1', 'x-a': 'b' },
      body: '\ufeff!',
      bodyBytes: 4,
      isCut: false,
      address: '127.0.0.1',
    })
    const named = new Request('http://app.test/', { headers: { host: 'qa.localhost' } })
    expect((await toMockRequest(named, defaultLimits)).headers['host']).toBe('qa.localhost')
    expect(await read('http://app.test/api', 'abcde', '/api')).toMatchObject({
      target: '/',
      body: '',
      bodyBytes: 5,
      isCut: true,
    })
    // What is cut is not decompressed.
    const compressed = { method: 'POST', body: 'abcde', headers: { 'content-encoding': 'gzip' } }
    const cut = await toMockRequest(new Request('http://app.test/', compressed), { ...defaultLimits, body: 4 })
    expect([cut.isCut, 'inflated' in cut]).toEqual([true, false])
    expect(await read('http://app.test/other', null, '/api')).toMatchObject({
      target: '/other',
      body: '',
      bodyBytes: 0,
    })
  })

  it('an answer has all its headers, and no body where there is none to be', async () => {
    const whole = await toResponse(answer(), 'GET')
    expect([whole.headers.get('x-a'), await whole.text()]).toEqual(['1, 2', 'text'])
    expect((await toResponse(answer(), 'HEAD')).body).toBeNull()
    expect((await toResponse(answer({ status: 204, body: '' }), 'GET')).body).toBeNull()
    expect((await toResponse(answer({ breaks: true }), 'GET')).type).toBe('error')
  })

  it('an answer that waits comes after its delay, and not before', async () => {
    using timers = standTimers()
    const done: string[] = []
    const waiting = toResponse(answer({ delayMs: 500 }), 'GET').then(async (given) => done.push(await given.text()))
    timers.pass(499)
    await settle()
    expect(done).toEqual([])
    timers.pass(1)
    await waiting
    expect(done).toEqual(['text'])
  })

  it('a stream goes on until either side ends it, and says when its reader is too slow', async () => {
    let send: (piece: string) => boolean = () => false
    let [end, stopped] = [(): void => {}, 0]
    const stream: NonNullable<Answer['stream']> = (write, finish) => {
      send = write
      end = finish
      return () => void stopped++
    }
    const ended = await toResponse(answer({ body: 'a', stream }), 'GET')
    send('b')
    end()
    expect(await ended.text()).toBe('ab')
    const cancelled = await toResponse(answer({ stream }), 'GET')
    expect([send('x'.repeat(1024 * 1024)), send('lost')]).toEqual([true, false])
    await cancelled.body?.cancel()
    expect(stopped).toBe(1)
    expect((await toResponse(answer({ stream }), 'HEAD')).body).toBeNull()
  })
})
