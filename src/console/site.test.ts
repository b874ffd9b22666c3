import { describe, expect, it } from 'vitest'
import { headerOf, requestOf } from '../../tests/support/request-of.ts'
import { undocumented, type Answer } from '../mock/answer.ts'
import { isConsolePath, withConsole } from './site.ts'

const OTHER: Answer = { status: 299, headers: [], body: '', about: undocumented('other') }
const ask = (method: string, target: string) =>
  withConsole(
    () => OTHER,
    () => 'http://127.0.0.1:4010',
  )(requestOf(method, target))

describe('the console', () => {
  it.each([
    ['/console', true],
    ['/console/', true],
    ['/console?a=b', true],
    ['/console/console.js', true],
    ['/consoles', false],
    ['/', false],
    ['/worlds/console/', false],
  ])('%s is a path of it: %s', async (target, expected) => {
    expect(isConsolePath(target)).toBe(expected)
    expect((await ask('GET', target)) === OTHER).toBe(!expected)
  })

  it.each([
    ['/console/', 'text/html; charset=utf-8'],
    ['/console/?a=b', 'text/html; charset=utf-8'],
    ['/console/index.html', 'text/html; charset=utf-8'],
    ['/console/console.js', 'text/javascript; charset=utf-8'],
    ['/console/console.css', 'text/css; charset=utf-8'],
  ])('answers %s as %s, to whoever only asks for its headers, too', async (target, type) => {
    const [answer, head] = [await ask('GET', target), await ask('HEAD', target)]
    expect([answer.status, head.status]).toEqual([200, 200])
    expect(head.headers).toEqual(answer.headers)
    expect(headerOf(answer.headers, 'Content-Type')).toBe(type)
    expect([headerOf(answer.headers, 'Cache-Control'), headerOf(answer.headers, 'X-Content-Type-Options')]).toEqual([
      'no-store',
      'nosniff',
    ])
    expect(answer.about.cause).toBe('the console')
    expect(headerOf(answer.headers, 'Content-Security-Policy')).toContain(
      "connect-src 'self' http://127.0.0.1:4010 ws://127.0.0.1:4010;",
    )
  })

  it('moves to its own folder, has no other files, and answers nothing that would change something', async () => {
    const moved = await ask('HEAD', '/console?a=b')
    expect([moved.status, headerOf(moved.headers, 'Location')]).toEqual([308, '/console/'])
    expect(moved.body).toBe('')
    const missing = await ask('GET', '/console/none.js')
    expect([missing.status, JSON.parse(missing.body)]).toEqual([
      404,
      expect.objectContaining({ title: 'No such path', detail: 'The console is at /console/.' }),
    ])
    const refused = await ask('POST', '/console/')
    expect([refused.status, headerOf(refused.headers, 'Allow')]).toEqual([405, 'GET'])
    expect(JSON.parse((await ask('X'.repeat(30), '/console/')).body)).toMatchObject({
      title: 'Method not allowed',
      detail: `The console answers GET, not ${'X'.repeat(20)}.`,
    })
    expect((await ask('POST', '/console')).status).toBe(405)
  })

  it('loads nothing from elsewhere, and is shown in no frame', async () => {
    const { headers } = await ask('GET', '/console/')
    expect(headerOf(headers, 'Content-Security-Policy')?.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self' http://127.0.0.1:4010 ws://127.0.0.1:4010",
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ])
    expect([headerOf(headers, 'Cross-Origin-Opener-Policy'), headerOf(headers, 'Referrer-Policy')]).toEqual([
      'same-origin',
      'no-referrer',
    ])
  })
})
