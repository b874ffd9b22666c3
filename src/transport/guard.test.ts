import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { itAtLength } from '../../tests/support/at-length.ts'
import { createGuard } from './guard.ts'
import { readHeaders } from './headers.ts'
import { character } from '../../tests/support/code-points.ts'

const guard = createGuard({ allowedHosts: ['Mock.Internal', '192.168.1.5'], corsOrigins: ['https://app.example.com'] })

/** The status with which a request is refused; 200 for one that passes. */
const judge = (rawHeaders: readonly string[], method = 'GET', target = '/rooms/a/join'): number => {
  const verdict = guard({ ...readHeaders(rawHeaders), method, target })
  return verdict.passes ? 200 : verdict.problem.status
}

describe('the Host', () => {
  it.each([
    ['localhost', 200],
    ['localhost:4010', 200],
    ['LOCALHOST:5173', 200],
    ['world-7.localhost:5173', 200],
    ['127.0.0.1:4010', 200],
    ['127.8.9.10', 200],
    ['[::1]:4010', 200],
    ['mock.internal', 200],
    ['Mock.Internal:80', 200],
    ['192.168.1.5:4010', 200],
    ['evilmock.internal', 421],
    ['a.mock.internal', 421],
    ['evil.test', 421],
    ['127.0.0.1.nip.io', 421],
    ['localhost.evil.test', 421],
    ['evil-localhost', 421],
    ['192.168.1.6', 200],
    ['127.0.0.256', 421],
    ['2130706433', 421],
    ['0x7f000001', 421],
    ['[::ffff:127.0.0.1]', 200],
    ['10.0.2.2:4010', 200],
    ['[fe80::1]:4010', 200],
    ['192.168.1.6.nip.io', 421],
    ['LOCALHOST.', 200],
    ['localhost.:4010', 200],
    ['evil.test.', 421],
    ['0.0.0.0:4010', 400],
    ['[::]:4010', 400],
    ['', 400],
    [' ', 400],
    ['localhost:4010:1', 400],
    ['localhost:abc', 400],
    ['localhost:65535', 200],
    ['localhost:100000', 400],
    ['user@localhost', 400],
    ['localhost/x', 400],
    ['localhost,evil.test', 400],
    ['localhöst', 400],
    ['http://localhost', 400],
    ['.localhost', 400],
    ['localhost:', 400],
    ['localhost-', 400],
    ['-a.localhost', 400],
    ['a_b.c-d.localhost', 200],
    ['_a.localhost', 200],
    ['a-.localhost', 200],
    ['a..localhost', 421],
    ['x', 421],
    ['0.99.199.249', 200],
    ['255.250.200.100', 200],
    ['256.1.1.1', 421],
    ['260.1.1.1', 421],
    ['01.2.3.4', 421],
    ['1.2.3', 421],
    ['1.2.3.4.5', 421],
    ['1.2.3.4.', 200],
  ])('%j is answered %i', (host, status) => expect(judge(['Host', host])).toBe(status))

  it('is refused when missing or repeated', () => {
    expect(judge([])).toBe(400)
    expect(judge(['Host', 'localhost', 'host', 'localhost'])).toBe(400)
  })
})

describe('a name with a dot in front', () => {
  const below = createGuard({ allowedHosts: ['.Tunnel.example'], corsOrigins: [] })
  it.each([
    ['tunnel.example', true],
    ['a.tunnel.example:8080', true],
    ['a.b.tunnel.example', true],
    ['eviltunnel.example', false],
    ['tunnel.example.evil.test', false],
    ['example', false],
  ])('lets %s through: %s', (host, passes) => {
    expect(below({ ...readHeaders(['Host', host]), method: 'GET', target: '/' }).passes).toBe(passes)
    const origin = ['Host', 'localhost', 'Origin', `https://${host}`]
    expect(below({ ...readHeaders(origin), method: 'POST', target: '/' }).passes).toBe(passes)
  })
})

describe('where another server has judged the Host', () => {
  const behind = createGuard({ allowedHosts: true, corsOrigins: [] })
  const status = (rawHeaders: readonly string[]): number => {
    const verdict = behind({ ...readHeaders(rawHeaders), method: 'POST', target: '/rooms/a/join' })
    return verdict.passes ? 200 : verdict.problem.status
  }

  it('any name passes, but only with its own pages', () => {
    expect(status(['Host', 'laptop.example:5173'])).toBe(200)
    expect(status(['Host', 'laptop.example:5173', 'Origin', 'https://laptop.example:5173'])).toBe(200)
    expect(status(['Host', 'Laptop.Example:5173', 'Origin', 'https://laptop.example:5173'])).toBe(200)
    expect(status(['Host', 'laptop.example:5173', 'Origin', 'http://localhost:3000'])).toBe(200)
    expect(status(['Host', 'laptop.example:5173', 'Origin', 'https://evil.test'])).toBe(403)
    expect(status(['Host', 'laptop.example:5173', 'Origin', 'https://laptop.example'])).toBe(403)
    expect(status(['Host', 'laptop.example', 'Origin', 'null'])).toBe(403)
    expect(status(['Host', 'laptop.example/x'])).toBe(400)
  })
})

it('pages at an address may be encrypted', () => {
  expect(judge(['Host', '192.168.1.6:5173', 'Origin', 'https://192.168.1.6:5173'], 'POST')).toBe(200)
  expect(judge(['Host', '192.168.1.6:5173', 'Origin', 'https://192.168.1.7:5173'], 'POST')).toBe(403)
})

describe('the Origin', () => {
  it.each([
    ['http://localhost:5173', 200],
    ['https://localhost', 200],
    ['http://127.0.0.1:3000', 200],
    ['http://[::1]:3000', 200],
    ['http://tests.localhost:5173', 200],
    ['http://127.9.10.199', 200],
    ['http://127.249.200.255', 200],
    ['http://127.0.0.256', 403],
    ['http://127.0.0.01', 403],
    ['http://127.0.0', 403],
    ['http://128.0.0.1', 403],
    ['http://[::2]', 403],
    ['http://localhost.:5173', 200],
    ['https://evil.test.', 403],
    ['https://app.example.com', 200],
    ['HTTPS://App.Example.com', 200],
    ['http://mock.internal:8080', 200],
    ['http://app.example.com', 403],
    ['https://app.example.com.evil.test', 403],
    ['https://evil.test', 403],
    ['null', 403],
    ['', 403],
    ['http://user@localhost', 403],
    ['file://localhost', 403],
    ['http://localhost.evil.test', 403],
    ['http://localhost/path', 403],
    ['http://localhost, http://evil.test', 403],
    ['http://0.0.0.0:4010', 403],
    ['chrome-extension://abcdef', 403],
  ])('%j is answered %i', (origin, status) =>
    expect(judge(['Host', 'localhost:4010', 'Origin', origin], 'POST')).toBe(status),
  )

  it('that may not call is told how to allow it, by as much of it as one may have', () => {
    const told = (origin: string) =>
      guard({ ...readHeaders(['Host', 'localhost', 'Origin', origin]), method: 'GET', target: '/' })
    const detail = (origin: string): string =>
      `Pages of ${origin} may not call this server. Start it with --cors-origin ${origin} to allow them.`
    for (const origin of ['https://evil.test', 'null'])
      expect(told(origin)).toMatchObject({ problem: { title: 'Foreign origin', detail: detail(origin) } })
    expect(told('')).toMatchObject({
      problem: { detail: 'The Origin header is empty. Leave it out, or send the origin of a page.' },
    })
    const long = `https://${'e'.repeat(200)}.test`
    expect(told(long)).toMatchObject({ problem: { detail: detail(long.slice(0, 100)) } })
  })

  it('may be given in any case', () => {
    const { passes } = createGuard({ allowedHosts: [], corsOrigins: ['HTTPS://App.Example.com'] })({
      ...readHeaders(['Host', 'localhost', 'Origin', 'https://app.example.com']),
      method: 'POST',
      target: '/',
    })
    expect(passes).toBe(true)
  })

  it('is named back to who may read the answer', () => {
    const verdict = guard({
      ...readHeaders(['Host', 'localhost', 'Origin', 'http://localhost:5173']),
      method: 'GET',
      target: '/',
    })
    expect(verdict).toEqual({ passes: true, origin: 'http://localhost:5173' })
  })
})

it('a refusal says what to do', () => {
  const refusals = [
    [],
    ['Host', 'a', 'host', 'a'],
    ['Host', 'evil.test:4010'],
    ['Host', 'localhost', 'Sec-Fetch-Site', 'cross-site'],
  ].map((rawHeaders) => {
    const verdict = guard({ ...readHeaders(rawHeaders), method: 'GET', target: '/rooms/a/join' })
    return verdict.passes ? null : verdict.problem
  })
  expect(refusals).toEqual([
    {
      status: 400,
      title: 'Bad Host',
      detail: 'The Host header is missing or is not a host name. Use a name such as localhost.',
    },
    { status: 400, title: 'Repeated header', detail: 'The header host was sent more than once. Send it once.' },
    {
      status: 421,
      title: 'Unknown host',
      detail: 'This server is not known as evil.test. Call it as localhost, or start it with --allowed-host evil.test.',
    },
    {
      status: 403,
      title: 'Cross-site request',
      detail:
        'A page of another site made this request. Start the server with --cors-origin <origin> to allow its origin.',
    },
  ])
})

describe('a request of another site without an Origin', () => {
  const visit = [
    'Host',
    'localhost',
    'Sec-Fetch-Site',
    'cross-site',
    'Sec-Fetch-Mode',
    'navigate',
    'Sec-Fetch-Dest',
    'document',
  ]

  it('is refused: a script or an image could join a room', () => {
    expect(
      judge([
        'Host',
        'localhost',
        'Sec-Fetch-Site',
        'cross-site',
        'Sec-Fetch-Mode',
        'no-cors',
        'Sec-Fetch-Dest',
        'script',
      ]),
    ).toBe(403)
    expect(judge(visit)).toBe(403)
  })

  it('may visit the overview, where a link in a ticket leads', () => {
    expect(judge(visit, 'GET', '/')).toBe(200)
    expect(judge(visit, 'GET', '/?x')).toBe(200)
    expect(judge(visit, 'POST', '/')).toBe(403)
    expect(judge(visit.with(5, 'no-cors'), 'GET', '/')).toBe(403)
    expect(judge(visit, 'GET', '//evil')).toBe(403)
  })

  it('may not frame the overview', () => {
    expect(judge([...visit.slice(0, 6), 'Sec-Fetch-Dest', 'iframe'], 'GET', '/')).toBe(403)
    expect(judge(['Host', 'localhost', 'Sec-Fetch-Site', 'Cross-Site'])).toBe(403)
    expect(judge(['Host', 'localhost', 'Sec-Fetch-Site', 'none', 'Sec-Fetch-Site', 'cross-site'])).toBe(400)
  })

  it('is no permission by being same-site', () => {
    expect(judge(['Host', 'evil.test', 'Sec-Fetch-Site', 'same-origin'])).toBe(421)
    expect(judge(['Host', 'localhost', 'Origin', 'https://evil.test', 'Sec-Fetch-Site', 'same-origin'])).toBe(403)
  })
})

itAtLength(
  'never throws, and lets no host through that is not on its list, whatever the headers are',
  20_000,
  (runs) => {
    let passed = 0
    const name = fc.oneof(fc.constantFrom('Host', 'Origin', 'Sec-Fetch-Site', '__proto__', 'constructor'), fc.string())
    const value = fc.oneof(
      fc.string({ unit: character }),
      fc.constantFrom('localhost', 'null', 'http://localhost', 'evil.test'),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { maxLength: 8 }), (pairs) => {
        const raw = pairs.flat()
        if (judge(raw) !== 200) return true
        passed++
        const hosts = pairs.filter(([each]) => each.toLowerCase() === 'host').map(([, each]) => each)
        return (
          hosts.length === 1 &&
          /^(?:[\w.-]*localhost|127\.[\d.]+|\[::1\]|mock\.internal|192\.168\.1\.5)(?::\d+)?$/i.test(hosts[0] ?? '')
        )
      }),
      { numRuns: runs },
    )
    expect(passed).toBeGreaterThan(runs / 200)
  },
)
