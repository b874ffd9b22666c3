import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cases } from '../../src/contract/compiled/cases.js'
import { faces } from '../../src/contract/compiled/faces.ts'
import { precedenceCases } from '../../src/contract/compiled/precedence.js'
import type { Case } from '../../src/contract/model/case.ts'
import { bearsSecret, mutates, refusalOf, type FaceOf } from '../../src/verify/plan/safety.ts'
import { isLoopback } from '../../src/verify/model/loopback.ts'

const faceOf: FaceOf = (operation) => faces.current.find((face) => face.operation === operation)

const HERE = [
  'http://localhost',
  'http://localhost:4010',
  'https://localhost/api',
  'http://LOCALHOST',
  'http://LocalHost:80/',
  'http://localhost.',
  'http://qa-17.localhost:4010',
  'http://a.b.c.localhost',
  'http://A.LOCALHOST.',
  'http://127.0.0.1',
  'http://127.0.0.1:4010/~qa/',
  'https://127.0.0.1',
  'http://127.0.0.1.',
  'http://127.0.0.2',
  'http://127.1.2.3',
  'http://127.255.255.254',
  'http://127.1',
  'http://127.0.1',
  'http://127.000.000.001',
  'http://0177.0.0.1',
  'http://0x7f.0.0.1',
  'http://0x7f.1',
  'http://0x7f000001',
  'http://2130706433',
  'http://017700000001',
  'http://0X7F.1',
  'http://１２７.0.0.1',
  'http://127。0。0。1',
  'http://ｌｏｃａｌｈｏｓｔ',
  'http://loc%61lhost',
  'http://%31%32%37.0.0.1',
  'http://[::1]',
  'http://[::1]:4010',
  'http://[0:0:0:0:0:0:0:1]',
  'http://[0000:0000:0000:0000:0000:0000:0000:0001]',
  'http://[::0001]',
  'http://[::ffff:127.0.0.1]',
  'http://[::FFFF:127.0.0.1]',
  'http://[::ffff:7f00:1]',
  'http://[::ffff:127.9.9.9]',
  'http://[0:0:0:0:0:ffff:7f00:0001]',
  'http://user@127.0.0.1',
  'http://user:word@localhost',
  'http:localhost',
  'http:\\\\localhost',
  'http:///localhost',
  ' http://localhost ',
  'http://local\thost',
]

const ELSEWHERE = [
  'http://example.org',
  'https://chat.example.org:443',
  'http://localhost.example.org',
  'http://127.0.0.1.example.org',
  'http://127.0.0.1.nip.io',
  'http://localhost.localdomain',
  'http://localhost6',
  'http://localhosts',
  'http://notlocalhost',
  'http://xlocalhost:4010',
  'http://localhost-proxy',
  'http://localhost..',
  'http://.localhost.example.org',
  'http://localtest.me',
  'http://lvh.me',
  'http://host.docker.internal',
  'http://ip6-localhost',
  'http://greenroom.local',
  'http://greenroom.test',
  'http://greenroom.internal',
  'http://localhost@example.org',
  'http://127.0.0.1@example.org',
  'http://127.0.0.1:80@example.org',
  'http://localhost:x@example.org',
  'http://example.org/127.0.0.1',
  'http://example.org/?localhost',
  'http://example.org#@localhost',
  'http://example.org?@127.0.0.1',
  'http://example.org\\@127.0.0.1',
  'http://example.org/@localhost',
  'http://0.0.0.0',
  'http://0',
  'http://0x0',
  'http://[::]',
  'http://10.0.0.1',
  'http://192.168.0.1',
  'http://172.16.0.1',
  'http://169.254.169.254',
  'http://126.255.255.255',
  'http://128.0.0.1',
  'http://1.127.0.0',
  'http://1.0.0.127',
  'http://0x7e.1',
  'http://0x80.1',
  'http://2130706432.example.org',
  'http://2147483649',
  'http://[::2]',
  'http://[::1:1]',
  'http://[1::1]',
  'http://[fe80::1]',
  'http://[fc00::1]',
  'http://[2001:db8::1]',
  'http://[::127.0.0.1]',
  'http://[::7f00:1]',
  'http://[::ffff:128.0.0.1]',
  'http://[::ffff:126.0.0.1]',
  'http://[::ffff:0:127.0.0.1]',
  'http://[::ffff:8.8.8.8]',
  'http://[64:ff9b::7f00:1]',
  'http://[2002:7f00:1::]',
  'http://lоcalhost',
  'http://locаlhost',
  'http://xn--lcalhost-54f',
  'http://①②⑦.example.org',
  'http://127.0.0.1%2eexample.org',
  'http://127.0.0.256',
  'http://127.0.0.0.1',
  'http://127.0.0.1:99999',
  'http://[::1',
  'http://::1',
  'http://[localhost]',
  'http://local host',
  'http://',
  'http://:80',
  'localhost',
  'localhost:4010',
  '127.0.0.1',
  '//localhost',
  'ftp://localhost',
  'ws://localhost',
  'file://localhost/etc/passwd',
  'javascript:localhost',
  'unix:///var/run/docker.sock',
  'about:blank',
  '',
]

describe('whether a URL leads to this machine alone', () => {
  it.each(HERE)('%j does', (url) => {
    expect(isLoopback(url)).toBe(true)
  })

  it.each(ELSEWHERE)('%j does not', (url) => {
    expect(isLoopback(url)).toBe(false)
  })

  it('is judged by at least a hundred hosts, each once', () => {
    const all = [...HERE, ...ELSEWHERE]
    expect(all.length).toBeGreaterThanOrEqual(100)
    expect(new Set(all).size).toBe(all.length)
  })

  it('is so for every IPv4 address from 127.0.0.0 to 127.255.255.255, however written, and for no other', () => {
    const byte = fc.integer({ min: 0, max: 255 })
    const written = fc.constantFrom('dotted', 'number', 'hex', 'mapped')
    fc.assert(
      fc.property(fc.tuple(fc.oneof(fc.constant(127), byte), byte, byte, byte), written, (bytes, form) => {
        const number = bytes.reduce((sum, each) => sum * 256 + each, 0)
        const host = {
          dotted: bytes.join('.'),
          number: `${number}`,
          hex: `0x${number.toString(16)}`,
          mapped: `[::ffff:${bytes.join('.')}]`,
        }[form]
        expect(isLoopback(`http://${host}/`)).toBe(bytes[0] === 127)
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (text) => typeof isLoopback(text) === 'boolean' && typeof isLoopback(`http://${text}`) === 'boolean',
      ),
    )
  })
})

const one = (id: string): Case => {
  const found = cases.find((each) => each.id === id)
  if (!found) throw new Error(`there is no case ${id}`)
  return found
}
// oxlint-disable-next-line unicorn/no-thenable -- the calls after a case, not a promise
const andThen = (...calls: readonly Case[]): Pick<Case, 'then'> => ({ then: calls })

const joined = one('joinLivechatRoom/joined')
const refused = one('joinLivechatRoom/invalid-room')

describe('whether a case mutates', () => {
  it.each([
    ['joinLivechatRoom/joined', true],
    ['joinLivechatRoom/not-logged-in', false],
    ['joinLivechatRoom/room-closed', false],
    ['listLivechatRooms/listed', false],
    ['listLivechatRooms/not-allowed', false],
    ['joinVideoConference/rate-limited', true],
    ['joinVideoConference/unknown-call', false],
    ['joinVideoConference/joined', true],
    ['joinMeetingRoom/joined-as-guest', true],
    ['joinMeetingRoom/room-full', false],
  ])('%s: %s', (id, expected) => {
    expect(mutates(one(id), faceOf)).toBe(expected)
  })

  it('depends on the calls before and after it, too', () => {
    expect(mutates({ ...refused, before: [joined] }, faceOf)).toBe(true)
    expect(mutates({ ...refused, ...andThen(joined) }, faceOf)).toBe(true)
    expect(mutates({ ...refused, before: [refused], ...andThen(refused) }, faceOf)).toBe(false)
  })

  it('is so if it uses a limit up or means to be limited, and for what no contract describes', () => {
    expect(mutates({ ...refused, given: { limit: ['used-up'] } }, faceOf)).toBe(true)
    expect(mutates({ ...refused, given: { limit: [] } }, faceOf)).toBe(false)
    expect(mutates({ ...one('joinVideoConference/unknown-call'), expect: 'rate-limited' }, faceOf)).toBe(true)
    expect(mutates({ ...refused, operation: 'dropEverything' }, faceOf)).toBe(true)
    expect(mutates({ ...refused, expect: 'no-such-outcome' }, faceOf)).toBe(true)
    expect(mutates(refused, () => undefined)).toBe(true)
  })

  it('follows no method: the GET that joins does, the GET that lists does not', () => {
    expect(
      ['joinLivechatRoom', 'listLivechatRooms'].map(
        (id) => faces.current.find(({ operation }) => operation === id)?.method,
      ),
    ).toEqual(['GET', 'GET'])
    expect(mutates(joined, faceOf)).toBe(true)
  })
})

describe('why a case is not sent', () => {
  const at = (url: string, secret = true): Parameters<typeof refusalOf>[1]['target'] => ({
    url,
    identities: {
      agent: { 'X-Auth-Token': 'Bearer s3cret' },
      nobody: {},
      'wrong-token': { 'X-Auth-Token': 'made-up' },
    },
    secrets: secret ? ['s3cret'] : [],
  })
  const refusal = (found: Case, url: string, ...allowMutating: string[]): string | null =>
    refusalOf(found, { target: at(url), faceOf, allowMutating })

  it('on this machine there is no reason', () => {
    for (const found of [...cases, ...precedenceCases]) expect(refusal(found, 'http://127.0.0.1:4010')).toBeNull()
  })

  it('elsewhere a refusal needs no leave, and a success does', () => {
    expect(refusal(refused, 'https://chat.example.org')).toBeNull()
    expect(refusal(joined, 'https://chat.example.org')).toBe(
      'it changes what is on chat.example.org; --allow-mutating=chat.example.org allows it',
    )
    expect(refusal(joined, 'https://chat.example.org/base', 'chat.example.org')).toBeNull()
  })

  it.each([
    ['https://x.org:8443', 'x.org:8443', true],
    ['https://x.org:8443', 'x.org', false],
    ['https://x.org', 'x.org:443', true],
    ['https://x.org', 'x.org:80', false],
    ['https://x.org', 'X.ORG', true],
    ['https://x.org', 'y.org', false],
    ['https://x.org', 'org', false],
    ['https://a.x.org', 'x.org', false],
    ['https://x.org', 'a.x.org', false],
    ['https://x.org', '*', false],
    ['https://x.org', '*.org', false],
    ['https://x.org', '', false],
    ['https://x.org', 'https://x.org', false],
    ['https://x.org', 'x.org/', false],
    ['https://x.org', 'evil@x.org', false],
    ['https://x.org', 'x.org?', false],
    ['https://x.org', 'x.org.', false],
    ['https://10.0.0.1', '10.1', true],
    ['https://münchen.example', 'xn--mnchen-3ya.example', true],
  ])('%s with --allow-mutating=%s: %s', (url, allowed, isSent) => {
    expect(refusal(joined, url, allowed) === null).toBe(isSent)
  })

  it('credentials never travel in the open, whatever is allowed', () => {
    expect(refusal(refused, 'http://chat.example.org', 'chat.example.org')).toContain('unencrypted')
    expect(refusal({ ...refused, as: 'nobody' }, 'http://chat.example.org')).toBeNull()
    expect(refusal({ ...refused, as: 'wrong-token' }, 'http://chat.example.org')).toBeNull()
    expect(refusal({ ...refused, as: 'nobody', ...andThen(refused) }, 'http://chat.example.org')).toContain(
      'unencrypted',
    )
    expect(refusalOf(refused, { target: at('http://x.org', false), faceOf, allowMutating: [] })).toBeNull()
    expect(bearsSecret({ a: 'x', b: 'y s3cret' }, ['s3cret'])).toBe(true)
  })
})
