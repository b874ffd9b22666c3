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
    for (const text of ['a b', 'a,,b', 'a\r\nSet-Cookie: x', ','])
      expect(allowed({ 'access-control-request-headers': text })).toBe('Content-Type')
    expect(allowed({})).toBe('Content-Type')
  })

  it('leaves an answer alone that says itself who may read it', () => {
    const [name, origin] = ['Access-Control-Allow-Origin', 'http://a']
    expect(corsBeside([name, '*'], origin)).toEqual(['Access-Control-Expose-Headers', expect.stringContaining('X-')])
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
