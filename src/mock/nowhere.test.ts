import { describe, expect, it } from 'vitest'
import { headerOf } from '../../tests/support/request-of.ts'
import { faces } from '../contract/compiled/faces.ts'
import { editionWords } from '../contract/compiled/edition-words.ts'
import { elsewhereAt, inPlaceOf, nowhere, optionsOf, preflightAt, prefixIn } from './nowhere.ts'
import { createRouter } from './route.ts'

const router = createRouter(faces.current)
const at = (method: string, path: string, below = '') => nowhere(router(path), faces.current, { method, path, below })

describe('a call of nothing', () => {
  it('at an unknown path is 404, names the operation that was probably meant, and may be answered elsewhere', () => {
    const answer = at('POST', '/room/abc/join')
    expect(answer).toMatchObject({ status: 404, isNowhere: true })
    expect(JSON.parse(answer.body)).toEqual({
      title: 'No such path',
      status: 404,
      detail: 'Nothing is served at /room/abc/join. Did you mean POST /rooms/{code}/join (joinMeetingRoom)?',
      nearest: { operation: 'joinMeetingRoom', method: 'POST', path: '/rooms/{code}/join' },
    })
  })

  it('at a known path is 405, with the methods that it answers', () => {
    const answer = at('DELETE', '/rooms/abc/join')
    expect([answer.status, answer.isNowhere, headerOf(answer.headers, 'Allow')]).toEqual([
      405,
      undefined,
      'POST, OPTIONS',
    ])
    expect(JSON.parse(answer.body)).toEqual({
      title: 'Method not allowed',
      status: 405,
      detail:
        '/rooms/abc/join answers POST, OPTIONS, not DELETE. Did you mean POST /rooms/{code}/join (joinMeetingRoom)?',
      nearest: { operation: 'joinMeetingRoom', method: 'POST', path: '/rooms/{code}/join' },
    })
  })

  it('below a path that a proxy has taken off names all paths as the caller writes them', () => {
    expect(JSON.parse(at('GET', '/rooms/abc/join', '/backend').body)).toMatchObject({
      detail:
        '/backend/rooms/abc/join answers POST, OPTIONS, not GET. Did you mean POST /backend/rooms/{code}/join (joinMeetingRoom)?',
      nearest: { operation: 'joinMeetingRoom', path: '/backend/rooms/{code}/join' },
    })
    // What a proxy has taken off makes no path likelier.
    expect(JSON.parse(at('POST', '/rooms/join', '/api/v1/livechat').body).nearest.operation).toBe('joinMeetingRoom')
    const said = [
      '/backend',
      '/a/b.c',
      '/~ann/a_b-c',
      `/${'b'.repeat(119)}`,
      '',
      '/',
      'backend',
      '/a b',
      '/<i>',
      `/${'a'.repeat(120)}`,
    ]
    expect(said.map((prefix) => prefixIn({ 'x-forwarded-prefix': prefix }))).toEqual([
      ...said.slice(0, 4),
      ...said.slice(4).map(() => ''),
    ])
    expect(prefixIn({})).toBe('')
  })

  it('of a mock without operations suggests none', () => {
    expect(JSON.parse(nowhere(undefined, [], { method: 'GET', path: '/x', below: '' }).body)).toEqual({
      title: 'No such path',
      status: 404,
      detail: 'Nothing is served at /x. ',
    })
  })

  it('shows 120 characters of a path or method, and no more', () => {
    const detailAt = (method: string, path: string): string => JSON.parse(at(method, path).body).detail
    expect(detailAt('GET', `/${'a'.repeat(119)}`)).toContain(`at /${'a'.repeat(119)}. `)
    expect(detailAt('GET', `/${'a'.repeat(120)}`)).toContain(`at /${'a'.repeat(119)}…. `)
    expect(detailAt('X'.repeat(121), '/rooms/abc/join')).toContain(`not ${'X'.repeat(120)}…. `)
  })
})

describe('what a contract says of paths without an operation', () => {
  const { elsewhere } = editionWords['8.6']
  const [first] = elsewhere
  if (!first) throw new Error('8.6 says nothing')

  it('holds below its path alone', () => {
    expect(elsewhereAt(elsewhere, '/api/v1/nothing')).toBe(first)
    for (const path of ['/rooms/x', '/rooms/api/v1/x']) expect(elsewhereAt(elsewhere, path)).toBeUndefined()
    expect(elsewhereAt([], '/api/v1')).toBeUndefined()
  })

  it('is sent in place of ours, which the log still tells', () => {
    const ours = at('POST', '/api/v1/livechat/nothing')
    const answer = inPlaceOf(ours, first, 'unknown')
    expect(answer).toMatchObject({ status: 404, body: '404 Not Found', about: ours.about, isNowhere: true })
    expect(headerOf(answer.headers, 'Content-Type')).toBe('text/plain; charset=UTF-8')
    expect(headerOf(answer.headers, 'Access-Control-Allow-Origin')).toBe('*')
  })

  it('answers preflights, in a world named by the path, too', () => {
    for (const target of ['/api/v1/x', '/~qa/api/v1/x?a=b'])
      expect(preflightAt(elsewhere, target)).toMatchObject({ status: 405, body: expect.stringContaining('CORS') })
    expect([preflightAt(elsewhere, '/rooms/x'), preflightAt([], '/api/v1/x')]).toEqual([null, null])
  })
})

describe('OPTIONS', () => {
  it('lists a method once, though a document has an operation of its own for HEAD or OPTIONS', () => {
    const own = createRouter(['GET', 'HEAD', 'OPTIONS'].map((method) => ({ method, path: '/x' })))('/x')
    expect(own && headerOf(optionsOf(own).headers, 'Allow')).toBe('GET, HEAD, OPTIONS')
  })

  it('lists the methods of a path; HEAD where there is GET', () => {
    const routes = ['/api/v1/livechat/rooms', '/api/v1/video-conference.join'].flatMap((path) => router(path) ?? [])
    expect(routes.map(optionsOf)).toEqual([
      {
        status: 204,
        headers: ['Allow', 'GET, HEAD, OPTIONS'],
        body: '',
        about: { outcome: null, operation: null, cause: 'answers GET, HEAD, OPTIONS', forced: null },
      },
      {
        status: 204,
        headers: ['Allow', 'POST, OPTIONS'],
        body: '',
        about: { outcome: null, operation: null, cause: 'answers POST, OPTIONS', forced: null },
      },
    ])
  })
})

it('an operation of another document that has no id is suggested without one', () => {
  const known = [{ method: 'GET', path: '/api/v1/info' }]
  const { detail, nearest } = JSON.parse(
    nowhere(undefined, known, { method: 'GET', path: '/api/v1/inf', below: '' }).body,
  )
  expect([detail, nearest]).toEqual([
    'Nothing is served at /api/v1/inf. Did you mean GET /api/v1/info?',
    { method: 'GET', path: '/api/v1/info' },
  ])
})

it('what stands in the place of an answer is never cached; a preflight says how it would be allowed', () => {
  const answer = { status: 404, mediaType: 'text/plain', body: 'no' }
  const elsewhere = { under: '/a/', unknown: answer, options: answer, preflight: answer, headers: {} }
  expect(inPlaceOf(at('GET', '/none'), elsewhere, 'unknown').headers).toEqual([
    'Content-Type',
    'text/plain',
    'Cache-Control',
    'no-store',
    'X-Content-Type-Options',
    'nosniff',
  ])
  expect(preflightAt([elsewhere], '/a/b?c')).toMatchObject({
    status: 404,
    about: { cause: 'a preflight, which this edition refuses; --cors-origin <origin> allows those of an origin' },
  })
})
