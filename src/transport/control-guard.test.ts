import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { itAtLength } from '../../tests/support/at-length.ts'
import { CONTROL_HEADERS, createControlGuard, readOnlyToken } from './control-guard.ts'
import { readHeaders } from './headers.ts'
import type { Admission } from './guard.ts'
import { character } from '../../tests/support/code-points.ts'

const PORT = 4011
const TOKEN = 'f3a1c0ffee5eed00f3a1c0ffee5eed00f3a1c0ffee5eed00f3a1c0ffee5eed00'
const guard = createControlGuard({ port: () => PORT, token: TOKEN })

/** Which refusal wins if several apply. */
const PRECEDENCE = [400, 421, 403, 401, 415]

/** A value that a request may have, and the refusal that it alone leads to, or null. */
interface Value {
  readonly shown: string
  readonly provokes: number | null
  /** Names and values in turn. */
  readonly headers: readonly string[]
}

const valuesOf = (name: string, values: readonly (readonly [string | null, number | null])[]): readonly Value[] =>
  values.map(([value, provokes]) => ({
    shown: value === null ? `no ${name}` : `${name}: ${value}`,
    provokes,
    headers: value === null ? [] : [name, value],
  }))

const twice = (name: string, value: string, provokes: number): Value => ({
  shown: `${name}: ${value}, twice`,
  provokes,
  headers: [name, value, name.toLowerCase(), value],
})

const hosts = [
  ...valuesOf('Host', [
    ['localhost:4011', null],
    ['127.0.0.1:4011', null],
    ['[::1]:4011', null],
    ['LOCALHOST:4011', null],
    ['localhost:4010', 421],
    ['127.0.0.1:40110', 421],
    ['localhost', 421],
    ['127.0.0.1', 421],
    ['x.localhost:4011', 421],
    ['127.0.0.1.nip.io:4011', 421],
    ['127.0.0.2:4011', 421],
    ['[::ffff:127.0.0.1]:4011', 421],
    ['2130706433:4011', 421],
    ['evil.example', 421],
    ['evil.example:4011', 421],
    ['0.0.0.0:4011', 400],
    ['[::]:4011', 400],
    ['', 400],
    [null, 400],
    ['user@localhost:4011', 400],
    ['user:secret@localhost:4011', 400],
    ['localhost.:4011', 400],
    ['localhost:4011/x', 400],
    ['localhost:4011:4011', 400],
    ['localhost:', 400],
    ['localhost:4011, evil.example', 400],
    ['http://localhost:4011', 400],
  ]),
  twice('Host', 'localhost:4011', 400),
]

/** The origin of a page that a host itself would serve, and the same page by another name of loopback. */
const OWN: Readonly<Record<string, readonly [own: string, other: string]>> = {
  'localhost:4011': ['http://localhost:4011', 'http://127.0.0.1:4011'],
  'LOCALHOST:4011': ['http://localhost:4011', 'http://[::1]:4011'],
  '127.0.0.1:4011': ['http://127.0.0.1:4011', 'http://localhost:4011'],
  '[::1]:4011': ['http://[::1]:4011', 'http://127.0.0.1:4011'],
}

const originsFor = (host: string): readonly Value[] => {
  const [own, other] = OWN[host] ?? [`http://${host}`, 'http://localhost:4011']
  return [
    ...valuesOf('Origin', [
      [null, null],
      // A rejected host is refused before its origin is checked.
      [own, null],
      [other, 403],
      ['http://localhost:5173', 403],
      [own.replace('http:', 'https:'), 403],
      ['null', 403],
      ['https://evil.example', 403],
      ['http://', 403],
      ['', 403],
      [`${own}/`, 403],
      [`${own}.evil.example`, 403],
    ]),
    twice('Origin', own, 400),
  ]
}

const methods: readonly { readonly name: string; readonly isSafe: boolean }[] = [
  { name: 'GET', isSafe: true },
  { name: 'HEAD', isSafe: true },
  ...['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((name) => ({ name, isSafe: false })),
]

const types = valuesOf('Content-Type', [
  ['application/json', null],
  [' Application/JSON ; charset=utf-8', null],
  [null, 415],
  ['', 415],
  ['text/plain', 415],
  ['application/x-www-form-urlencoded', 415],
  ['multipart/form-data; boundary=x', 415],
  ['application/problem+json', 415],
  ['text/plain; application/json', 415],
])

const tokens = [
  ...valuesOf('Authorization', [
    [`Bearer ${TOKEN}`, null],
    [`bearer   ${TOKEN}  `, null],
    [null, 401],
    ['', 401],
    ['Bearer', 401],
    [`Bearer ${TOKEN.slice(0, -1)}`, 401],
    [`Bearer ${TOKEN}0`, 401],
    [`Bearer ${TOKEN.toUpperCase()}`, 401],
    ['Bearer wrong', 401],
    [TOKEN, 401],
    [`Bearer ${TOKEN}\u00a0`, 401],
    [`Basic ${TOKEN}`, 401],
    [`Basic ${btoa(`:${TOKEN}`)}`, 401],
    [`Bearer ${TOKEN}, Bearer ${TOKEN}`, 401],
  ]),
  twice('Authorization', `Bearer ${TOKEN}`, 401),
]

const sites = valuesOf('Sec-Fetch-Site', [
  [null, null],
  ['same-origin', null],
  ['none', null],
  ['same-site', 403],
  ['cross-site', 403],
  ['rubbish', 403],
])

/** The status with which a request is refused; 200 for one that passes. */
const judge = (method: string, headers: readonly string[]): number => {
  const verdict = guard({ ...readHeaders(headers), method, target: '/worlds' })
  return verdict.passes ? 200 : verdict.problem.status
}

const expected = (provoked: readonly (number | null)[]): number =>
  PRECEDENCE.find((status) => provoked.includes(status)) ?? 200

/** What a request to a host may have besides its origin. */
interface Others {
  readonly sites: readonly Value[]
  readonly tokens: readonly Value[]
  readonly types: readonly Value[]
}

/** The first allowed value, and the first refused one. */
const twoOf = (values: readonly Value[]): readonly Value[] =>
  values.filter((value, at) => values.findIndex(({ provokes }) => provokes === value.provokes) === at)

/** Every request of a host, with each origin and each of the others. */
function* requestsOf(
  host: Value,
  others: Others,
): Generator<{ method: string; values: readonly Value[]; status: number }> {
  for (const origin of originsFor(host.headers[1] ?? ''))
    for (const site of others.sites)
      for (const token of others.tokens)
        for (const type of others.types)
          for (const { name, isSafe } of methods) {
            const values = [host, origin, site, token, type]
            const status = expected(values.map((value) => (isSafe && value === type ? null : value.provokes)))
            yield { method: name, values, status }
          }
}

/** Judges them all, and returns how many there were and how many passed. */
function judgeAll(host: Value, others: Others): { readonly judged: number; readonly passed: number } {
  const wrong: string[] = []
  let [judged, passed] = [0, 0]
  for (const { method, values, status } of requestsOf(host, others)) {
    const got = judge(
      method,
      values.flatMap(({ headers }) => headers),
    )
    judged++
    if (got === 200) passed++
    if (got !== status) wrong.push(`${method} ${values.map(({ shown }) => shown).join(' | ')}: ${got}, not ${status}`)
  }
  expect(wrong.slice(0, 5)).toEqual([])
  return { judged, passed }
}

const every: Others = { sites, tokens, types }
const twoOfEach: Others = { sites: twoOf(sites), tokens: twoOf(tokens), types: twoOf(types) }

// Of 12 origins 2 pass, of 6 sites 3, of 15 tokens 2; of 9 types all where nothing changes (2 methods), 2 where something may (5).
const ALL = { judged: 12 * 6 * 15 * 9 * 7, passed: 2 * 3 * 2 * (2 * 9 + 5 * 2) }
const FEW = { judged: 12 * 2 * 2 * 2 * 7, passed: 2 * (2 * 2 + 5) }

describe('a request is answered by the first refusal that is due', () => {
  const [good, ...others] = hosts

  it('with every Origin, Sec-Fetch-Site, token, content type and method', () => {
    expect(good && judgeAll(good, every)).toEqual(ALL)
  })

  it.each(hosts)('with $shown, every Origin, and a good and a bad one of all else', (host) => {
    expect(judgeAll(host, twoOfEach)).toEqual(host.provokes === null ? FEW : { ...FEW, passed: 0 })
  })

  it.each(others)('with $shown and everything else', { tags: ['full'] }, (host) => {
    expect(judgeAll(host, every)).toEqual(host.provokes === null ? ALL : { ...ALL, passed: 0 })
  })
})

describe('the port', () => {
  const headers = (host: string): readonly string[] => ['Host', host, 'Authorization', `Bearer ${TOKEN}`]

  it('is asked for at each request, since it is bound late', () => {
    let bound = 0
    const late = createControlGuard({ port: () => bound, token: TOKEN })
    const passes = (): boolean => late({ ...readHeaders(headers('localhost:5000')), method: 'GET', target: '/' }).passes
    expect(passes()).toBe(false)
    bound = 5000
    expect(passes()).toBe(true)
  })

  it('may be left out where it is that of HTTP', () => {
    const plain = createControlGuard({ port: () => 80, token: TOKEN })
    const passes = (host: string): boolean =>
      plain({ ...readHeaders(headers(host)), method: 'GET', target: '/' }).passes
    expect([passes('localhost'), passes('localhost:80'), passes('localhost:8')]).toEqual([true, true, false])
  })
})

describe('refusals', () => {
  const refusalOf = (headers: readonly string[]): Extract<Admission, { passes: false }>['problem'] => {
    const verdict = guard({ ...readHeaders(headers), method: 'POST', target: '/worlds' })
    if (verdict.passes) throw new Error('it passed')
    return verdict.problem
  }
  const cases = [
    [],
    ['Host', 'evil.example'],
    ['Host', 'localhost:4011', 'Origin', 'null'],
    ['Host', 'localhost:4011'],
    ['Host', 'localhost:4011', 'Authorization', `Bearer ${TOKEN}`],
  ]

  it('say what to do', () => {
    const reading = ['Host', 'localhost:4011', 'Authorization', `Bearer ${readOnlyToken(TOKEN)}`]
    const site = [...(cases.at(-1) ?? []), 'Sec-Fetch-Site', 'cross-site']
    const all = [['Host', 'a', 'host', 'a'], ...cases, site, reading].map(refusalOf)
    expect(all.map(({ title, detail }) => [title, detail])).toEqual([
      ['Repeated header', 'The header host was sent more than once.'],
      ['Bad Host', 'The Host header is missing or is not a host name.'],
      ['Unknown host', 'Call the control plane as localhost, with its own port.'],
      ['Foreign origin', 'Pages of other origins may not call the control plane.'],
      ['No token', 'Send Authorization: Bearer with the token from the run file that greenroom serve names.'],
      ['Not JSON', 'Send Content-Type: application/json with every request that changes something.'],
      ['Cross-site request', 'A page of another site made this request.'],
      ['Read-only token', 'This token only reads. The run file of greenroom serve has one that changes.'],
    ])
  })

  it('tell nothing that was sent or is secret', () => {
    expect(cases.map((headers) => refusalOf(headers).status)).toEqual(PRECEDENCE)
    for (const headers of cases) {
      const refusal = refusalOf(headers)
      expect(JSON.stringify(refusal)).not.toMatch(/access-control|evil\.example|4011|f3a1c0/i)
    }
  })

  it('for want of a token say which kind is wanted', () => {
    expect(refusalOf(['Host', 'localhost:4011']).headers).toEqual(
      expect.arrayContaining(['WWW-Authenticate', 'Bearer realm="greenroom control plane"']),
    )
  })
})

it('an empty token opens nothing: a server that was given one by mistake is closed, not open', () => {
  const careless = createControlGuard({ port: () => PORT, token: '' })
  for (const value of [null, '', 'Bearer', 'Bearer ', 'Basic x', 'Bearer x']) {
    const headers = ['Host', 'localhost:4011', ...(value === null ? [] : ['Authorization', value])]
    expect(careless({ ...readHeaders(headers), method: 'GET', target: '/mock' }).passes, String(value)).toBe(false)
  }
})

describe('whatever the headers are', () => {
  const text = fc.oneof(
    fc.string({ unit: character, maxLength: 40 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    // Control characters, and characters that break quoting and splitting.
    fc.string({ unit: fc.constantFrom('\0', '\r', '\n', '\t', ' ', ',', ';', ':', '@', '[', ']', '\u2028', '\ud800') }),
    fc.tuple(fc.string({ minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 5000 })).map(([s, n]) => s.repeat(n)),
  )
  const near = fc.constantFrom(
    ...[hosts, originsFor('localhost:4011'), types, tokens, sites]
      .flat()
      .flatMap(({ headers }) => headers.filter((_, at) => at % 2 === 1)),
  )
  const value = fc.oneof(
    text,
    near,
    fc.tuple(near, text).map(([a, b]) => a + b),
  )
  const name = fc.oneof(
    fc.constantFrom('Host', 'Origin', 'Authorization', 'Content-Type', 'Sec-Fetch-Site', '__proto__', 'constructor'),
    text,
  )
  const good = [
    ['Host', 'localhost:4011'],
    ['Authorization', `Bearer ${TOKEN}`],
    ['Content-Type', 'application/json'],
  ] as const
  const method = fc.oneof(fc.constantFrom(...methods.map((each) => each.name)), text)

  itAtLength(
    'it never throws, never passes without the exact token, and gives no origin leave to read',
    20_000,
    (runs) => {
      let passed = 0
      const sets = fc.tuple(fc.subarray([...good]), fc.array(fc.tuple(name, value), { maxLength: 5 }), method)
      fc.assert(
        fc.property(sets, ([some, others, verb]) => {
          const pairs = [...some, ...others]
          const verdict = guard({ ...readHeaders(pairs.flat()), method: verb, target: '/worlds' })
          if (!verdict.passes) return PRECEDENCE.includes(verdict.problem.status)
          passed++
          const borne = pairs.filter(([each]) => each.toLowerCase() === 'authorization').map(([, each]) => each)
          return (
            verdict.origin === null && borne.length === 1 && /^bearer +([^ ]*) *$/i.exec(borne[0] ?? '')?.[1] === TOKEN
          )
        }),
        { numRuns: runs },
      )
      expect(passed).toBeGreaterThan(runs / 200)
    },
  )

  itAtLength('no other token passes, however near it is', 10_000, (runs) => {
    const at = fc.nat(TOKEN.length)
    const other = fc.oneof(
      text,
      fc
        .tuple(at, fc.string({ unit: character, maxLength: 2 }))
        .map(([n, s]) => TOKEN.slice(0, n) + s + TOKEN.slice(n)),
      fc.tuple(at, at).map(([from, to]) => TOKEN.slice(from, to)),
    )
    fc.assert(
      fc.property(other, fc.constantFrom('Bearer ', 'bearer ', 'BEARER   ', ''), (token, scheme) => {
        const status = judge('GET', ['Host', 'localhost:4011', 'Authorization', `${scheme}${token}`])
        return status === (scheme !== '' && new RegExp(`^ *${TOKEN} *$`).test(token) ? 200 : 401)
      }),
      { numRuns: runs },
    )
  })
})

describe('a token that only reads', () => {
  const reads = readOnlyToken(TOKEN)
  const judged = (method: string, token: string, more: Record<string, string> = {}) => {
    const headers = { host: 'localhost:4011', authorization: `Bearer ${token}`, ...more }
    const answer = guard({ method, target: '/worlds', headers, repeated: null })
    return answer.passes ? 'passes' : `${answer.problem.status} ${answer.problem.title}`
  }

  it('is made of the other one, and does not reveal it', () => {
    expect(reads).toMatch(/^[0-9a-f]{64}$/)
    expect([reads === TOKEN, readOnlyToken(TOKEN) === reads, readOnlyToken('other') === reads]).toEqual([
      false,
      true,
      false,
    ])
  })

  it('reads, and changes nothing', () => {
    const json = { 'content-type': 'application/json' }
    for (const method of ['GET', 'HEAD']) expect(judged(method, reads)).toBe('passes')
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
      expect(judged(method, reads, json), method).toBe('403 Read-only token')
    expect([judged('PUT', TOKEN, json), judged('PUT', TOKEN), judged('GET', 'x')]).toEqual([
      'passes',
      '415 Not JSON',
      '401 No token',
    ])
  })
})

it('what holds no data is read without a token, also by who follows a link to it, and never changed', () => {
  const open = createControlGuard({ port: () => PORT, token: TOKEN, isOpen: (target) => target === '/console/' })
  const judged = (method: string, target: string, more: Record<string, string> = {}) => {
    const answer = open({ method, target, headers: { host: 'localhost:4011', ...more }, repeated: null })
    return answer.passes ? 'passes' : answer.problem.status
  }
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  expect([judged('GET', '/console/'), judged('HEAD', '/console/'), judged('GET', '/console/', link)]).toEqual([
    'passes',
    'passes',
    'passes',
  ])
  expect([judged('POST', '/console/'), judged('GET', '/worlds')]).toEqual([401, 401])
  for (const other of [
    { ...link, 'sec-fetch-dest': 'iframe' },
    { ...link, 'sec-fetch-mode': 'cors' },
  ])
    expect(judged('GET', '/console/', other)).toBe(403)
  expect([judged('GET', '/worlds', link), judged('POST', '/console/', link)]).toEqual([403, 403])
})

it('no page of another origin can read or frame an answer', () => {
  expect(CONTROL_HEADERS).toEqual([
    'Cross-Origin-Resource-Policy',
    'same-origin',
    'Content-Security-Policy',
    "default-src 'none'; frame-ancestors 'none'",
  ])
})
