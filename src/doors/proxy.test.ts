import { describe, expect, it } from 'vitest'
import { proxyToMock, type ProxyEntry } from './proxy.ts'

/** The entry of Vite's proxy that a URL is for: the first whose pattern matches. */
const entryFor = (entries: Readonly<Record<string, ProxyEntry>>, url: string): ProxyEntry | undefined =>
  Object.entries(entries).find(([pattern]) => new RegExp(pattern).test(url))?.[1]

describe('without a prefix, the mock gets', () => {
  const { entries, leadTo } = proxyToMock({ edition: 'current', hasSockets: true })
  const join = entryFor(entries, '/rooms/abc-def-ghi/join')
  const left = (method: string, mode: string): string | undefined =>
    join?.bypass?.({ method, url: '/rooms/abc-def-ghi/join', headers: { 'sec-fetch-mode': mode } })

  it('exactly its own paths, and the sockets if there are any', () => {
    expect(entryFor(entries, '/socket.io/?EIO=4')).toMatchObject({ ws: true })
    expect(entryFor(entries, '/rooms/abc-def-ghi')).toBeUndefined()
    const without = proxyToMock({ edition: 'current', hasSockets: false }).entries
    expect(entryFor(without, '/socket.io/?EIO=4')).toBeUndefined()
    expect(Object.keys(without)).toHaveLength(Object.keys(entries).length - 1)
  })

  it('what is posted to a path, also by a form, but no visit of it, which is one of the application', () => {
    expect(left('GET', 'navigate')).toBe('/rooms/abc-def-ghi/join')
    expect([left('POST', 'navigate'), left('GET', 'cors'), left('POST', 'cors')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('visits of a path that it answers itself', () => {
    expect(entryFor(entries, '/api/v1/livechat/rooms?count=5')?.bypass).toBeUndefined()
  })

  it('all of it as soon as it is there', () => {
    leadTo('http://127.0.0.1:4010')
    expect(new Set(Object.values(entries).map(({ target }) => target))).toEqual(new Set(['http://127.0.0.1:4010']))
  })
})

describe('with a prefix, the mock gets', () => {
  const { entries } = proxyToMock({ edition: 'current', hasSockets: false, prefix: '/back.end/' })

  it('the prefix itself, by which it names paths', () => {
    expect(entryFor(entries, '/back.end/rooms')?.headers).toEqual({ 'X-Forwarded-Prefix': '/back.end' })
  })

  it.each([
    ['/back.end/rooms/a/join?b=c', '/rooms/a/join?b=c'],
    ['/back.end/', '/'],
    ['/back.end', '/'],
    ['/back.end?a=b', '/?a=b'],
  ])('%s as %s', (url, expected) => {
    expect(entryFor(entries, url)?.rewrite?.(url)).toBe(expected)
  })

  it.each(['/back.ending', '/backXend/rooms', '/rooms/a/join', '/app/back.end/'])('not %s', (url) => {
    expect(entryFor(entries, url)).toBeUndefined()
  })

  it('all below it, however it ends', () => {
    const own = proxyToMock({ edition: 'current', hasSockets: false, prefix: '/a.b.c//' })
    expect(Object.keys(own.entries)).toEqual([String.raw`^/a\.b\.c(?:[/?]|$)`])
  })

  it.each(['backend', '/', '/a b', '//', '/a//b', ''])('nothing, if it is %j', (prefix) => {
    expect(() => proxyToMock({ edition: 'current', hasSockets: false, prefix })).toThrow(
      expect.objectContaining({
        message: `${prefix} is no prefix of paths`,
        fix: "Write it like this: prefix: '/backend'.",
      }),
    )
  })
})

describe('a connection that the mock ended', () => {
  it('is ended for the browser, too; any other failure is left to Vite', () => {
    const listeners: ((error: Error, request: unknown, response: unknown) => void)[] = []
    const { entries } = proxyToMock({ edition: 'current', hasSockets: true })
    Object.values(entries)[0]?.configure({ prependListener: (_, listener) => listeners.push(listener) })
    const ends: string[] = []
    const fails = (code: string, response: unknown): void =>
      listeners[0]?.(Object.assign(new Error(code), { code }), null, response)
    const response = (name: string) => ({ socket: { destroy: () => void ends.push(name) } })
    fails('ECONNRESET', response('reset'))
    fails('ECONNREFUSED', response('refused'))
    fails('ECONNRESET', null)
    expect(ends).toEqual(['reset'])
  })
})
