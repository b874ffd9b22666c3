import { describe, expect, it } from 'vitest'
import { headerOf, requestOf } from '../../../tests/support/request-of.ts'
import { faces } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import { seeds } from '../../contract/compiled/seeds.ts'
import { createOverviewPage } from './page.ts'

const page = createOverviewPage({ edition: 'current', faces: faces.current, socketFaces: [], console: () => null })
const visit = (method: string, headers: Record<string, string> = {}, prefix = '') =>
  page(requestOf(method, '/', { headers }), { world: 'default', seed: seeds.documented, prefix })
const typeFor = (accept?: string) =>
  headerOf(visit('GET', accept === undefined ? {} : { accept }).headers, 'Content-Type')

const [HTML, JSON_TYPE] = ['text/html; charset=utf-8', 'application/json']

describe('the page at /', () => {
  it.each([
    [undefined, JSON_TYPE],
    ['', JSON_TYPE],
    ['*/*', JSON_TYPE],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', HTML],
    ['text/html', HTML],
    ['application/json', JSON_TYPE],
    ['application/json, text/html', JSON_TYPE],
    ['text/html, application/json', HTML],
    ['application/json;q=0.5, text/html', HTML],
    ['text/html;q=0.5, application/json', JSON_TYPE],
    ['text/html;q=0, application/json;q=0', JSON_TYPE],
    ['text/html;q=0', JSON_TYPE],
    ['image/png', JSON_TYPE],
  ])('for Accept %j is %s', (accept, type) => {
    expect(typeFor(accept)).toBe(type)
  })

  it('has commands for the address at which it is visited, also below a path that a proxy takes off', () => {
    const headers = { host: 'localhost:5173', 'x-forwarded-prefix': '/backend', accept: 'application/json' }
    const sockets = createOverviewPage({
      edition: 'current',
      faces: faces.current,
      socketFaces,
      console: () => null,
    })
    const about = { world: 'qa', seed: seeds.documented, prefix: '/~qa' }
    const { body } = sockets(requestOf('GET', '/', { headers }), about)
    expect(JSON.parse(body).baseUrl).toBe('http://localhost:5173/backend/~qa')
    expect(body).toContain('http://localhost:5173/backend/~qa/rooms/')
    expect(body).toContain('--as socket --url http://localhost:5173/~qa"')
  })

  it('is the same for HEAD, and answers no other method', () => {
    const { body, ...rest } = visit('HEAD')
    expect([body.length > 1_000, rest.status]).toEqual([true, 200])
    const refused = visit('A'.repeat(30))
    expect([refused.status, headerOf(refused.headers, 'Allow'), JSON.parse(refused.body)]).toEqual([
      405,
      'GET, HEAD, OPTIONS',
      { title: 'Method not allowed', status: 405, detail: `/ answers GET and HEAD, not ${'A'.repeat(20)}.` },
    ])
    expect(visit('OPTIONS')).toEqual({
      status: 204,
      headers: ['Allow', 'GET, HEAD, OPTIONS'],
      body: '',
      about: { outcome: null, operation: null, cause: 'answers GET, HEAD, OPTIONS', forced: null },
    })
  })

  it('may run no script and load nothing, is never cached, and differs by Accept', () => {
    const { headers, about } = visit('GET')
    expect(headers).toEqual([
      'Content-Type',
      'application/json',
      'Content-Security-Policy',
      "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'Cache-Control',
      'no-store',
      'X-Content-Type-Options',
      'nosniff',
      'Vary',
      'Accept',
    ])
    expect(about.cause).toBe('the overview page')
  })

  it('has the address that the visitor used, the part of it that names the world included', () => {
    const urlOf = (headers: Record<string, string>, prefix?: string) =>
      JSON.parse(visit('GET', headers, prefix).body).baseUrl
    expect([urlOf({}), urlOf({ host: 'mock.test:80' }), urlOf({ host: 'a' }, '/~qa')]).toEqual([
      'http://127.0.0.1:4010',
      'http://mock.test:80',
      'http://a/~qa',
    ])
  })

  it('links to the console, if there is one', () => {
    const parts = { edition: 'current', faces: [], socketFaces: [] } as const
    const consoles = [null, 'http://127.0.0.1:4011/console/'].map((url) => {
      const answer = createOverviewPage({ ...parts, console: () => url })
      const about = { world: 'default', seed: seeds.documented, prefix: '' }
      return JSON.parse(answer(requestOf('GET', '/'), about).body).console
    })
    expect(consoles).toEqual([null, 'http://127.0.0.1:4011/console/'])
  })
})
