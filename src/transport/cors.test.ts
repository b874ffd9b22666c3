import { describe, expect, it } from 'vitest'
import { corsBeside, corsHeaders, isPreflight, preflight } from './cors.ts'

describe('a preflight', () => {
  const asked = { origin: 'http://a', 'access-control-request-method': 'POST' }
  const allowed = (headers: Record<string, string>): string | undefined => {
    const { headers: flat } = preflight(headers)
    return flat[flat.indexOf('Access-Control-Allow-Headers') + 1]
  }

  it('is an OPTIONS of a page that asks for a method', () => {
    expect(isPreflight('OPTIONS', asked)).toBe(true)
    expect([isPreflight('POST', asked), isPreflight('OPTIONS', { origin: 'http://a' })]).toEqual([false, false])
    expect(isPreflight('OPTIONS', { 'access-control-request-method': 'POST' })).toBe(false)
  })

  it('allows the headers that are asked for, and nothing that is no list of names', () => {
    expect(allowed({ 'access-control-request-headers': 'x-user-id , X-Auth-Token' })).toBe('x-user-id , X-Auth-Token')
    const signs = "x-9_!#$%&'*+.^`|~,B"
    expect(allowed({ 'access-control-request-headers': signs })).toBe(signs)
    for (const text of ['a b', 'a,', ',a', 'a;b', 'a"b', 'é', 'a,,b', 'a\r\nSet-Cookie: x', ','])
      expect(allowed({ 'access-control-request-headers': text })).toBe('Content-Type')
    expect(allowed({})).toBe('Content-Type')
  })

  it('leaves an answer alone that says itself who may read it', () => {
    const [name, origin] = ['Access-Control-Allow-Origin', 'http://a']
    expect(corsBeside([name, '*'], origin)).toEqual([
      'Access-Control-Expose-Headers',
      'Greenroom-Outcome, Preference-Applied, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset',
    ])
    expect(corsBeside(['Vary', 'Prefer'], origin)).toEqual(corsHeaders(origin))
  })

  it.each(['http://a', 'null', 'capacitor://localhost'])('is for %s alone, which may send credentials', (origin) => {
    const headers = corsHeaders(origin)
    const valueOf = (name: string): string | undefined => headers[headers.indexOf(name) + 1]
    expect(valueOf('Access-Control-Allow-Origin')).toBe(origin)
    expect(valueOf('Access-Control-Allow-Credentials')).toBe('true')
    expect(valueOf('Vary')).toBe('Origin')
    expect(headers).not.toContain('*')
  })
})

it('pages may read the headers that greenroom adds, and call with every method', () => {
  const exposed = [
    'Access-Control-Expose-Headers',
    'Greenroom-Outcome, Preference-Applied, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset',
  ]
  expect(corsHeaders('http://a').slice(4, 6)).toEqual(exposed)
  expect(corsBeside(['Access-Control-Allow-Origin', '*'], 'http://a')).toEqual(exposed)
  expect(preflight({})).toMatchObject({
    status: 204,
    headers: [
      'Access-Control-Allow-Methods',
      'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
      'Access-Control-Allow-Headers',
      'Content-Type',
      'Access-Control-Max-Age',
      '600',
    ],
    body: '',
    about: { cause: 'a preflight' },
  })
})
