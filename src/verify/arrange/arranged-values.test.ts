import { describe, expect, it } from 'vitest'
import type { CaseCall } from '../../contract/model/case.ts'
import { caseOf } from '../testing/answers.ts'
import { namesElsewhere, unfilled, valuesFor } from './arranged-values.ts'
import { ownIdentities, randomText } from './own-identities.ts'

const locked = caseOf('joinMeetingRoom/room-locked')
const call = (more: Partial<CaseCall>): CaseCall => ({ ...locked, ...more })
const jwt = (claims: object): string =>
  `x.${btoa(JSON.stringify(claims)).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_')}.y`

describe('the values of a call', () => {
  it('are those of its situation, the ids of all who can call, its own, and one elsewhere', () => {
    const identities = {
      agent: { 'X-USER-ID': 'a', Authorization: `Bearer ${jwt({ sub: 'other' })}` },
      host: { Authorization: `bearer ${jwt({ sub: 'h?>' })}` },
      guest: {},
      broken: { Authorization: 'Bearer no-token' },
      nameless: { Authorization: `Bearer ${jwt({ sub: 5 })}` },
    }
    const values = { code: 'c' }
    expect(valuesFor({ as: 'host' }, { values, identities, elsewhere: { code: 'd' } })).toEqual({
      'agent.userId': 'a',
      'host.userId': 'h?>',
      me: 'h?>',
      elsewhere: 'd',
      code: 'c',
    })
    expect(valuesFor({ as: 'guest' }, { values: { me: 'm' }, identities: {}, elsewhere: null })).toEqual({ me: 'm' })
  })

  it('have an id with whatever signs a JWT writes in its own alphabet', () => {
    const idOf = (sub: string) =>
      valuesFor({ as: 'host' }, { values: {}, identities: { host: { Authorization: `Bearer ${jwt({ sub })}` } } })['me']
    for (const sub of ['???', 'a???', 'aa???', '>>>', 'a>>>', 'aa>>>']) expect(idOf(sub)).toBe(sub)
  })

  it('have the id of a header, then of a payload, then of a JWT; and what the situation says itself first', () => {
    const Authorization = `Bearer ${jwt({ sub: 'of-jwt' })}`
    const me = (headers: Record<string, string>, ids: Record<string, string>) =>
      valuesFor({ as: 'host' }, { values: {}, identities: { host: headers } }, ids)['me']
    expect([
      me({ 'X-User-Id': 'of-header', Authorization }, { host: 'of-payload' }),
      me({ Authorization }, { host: 'of-payload' }),
      me({ Authorization }, { agent: 'of-another' }),
    ]).toEqual(['of-header', 'of-payload', 'of-jwt'])
    const own = { elsewhere: 'own', me: 'own', 'host.userId': 'own' }
    const identities = { host: { Authorization } }
    expect(valuesFor({ as: 'host' }, { values: own, identities, elsewhere: { code: 'd' } })).toEqual(own)
  })

  it.each(['aaaaa.bbbbb.ccccc', 's3ss1.0paqu.t0ken', 'a.b.c', 'a.e30.c', 'a.bm9wZQ.c'])(
    'have no user id where a token looks like a JWT and is none: %s',
    (token) => {
      const identities = { host: { Authorization: `Bearer ${token}` } }
      expect(valuesFor({ as: 'host' }, { values: {}, identities })).toEqual({})
    },
  )

  it.each<[string | undefined, Partial<CaseCall>]>([
    [undefined, {}],
    ['roomId', { request: { ...locked.request, query: { a: ['$roomId'] } } }],
    [undefined, { request: { ...locked.request, query: { a: 'x$roomId' } } }],
    ['host.userId', { request: { ...locked.request, body: { a: { b: '$host.userId' } } } }],
    ['member.userId', { shows: { body: { '/a': '$member.userId' } } }],
    [undefined, { shows: { rooms: { lacks: ['$earlier'] } } }],
    ['earlier', { raw: { text: '$earlier' } }],
    ['roomId', { raw: { text: 'a=$roomId&b' } }],
    ['roomId', { raw: { query: 'a=$roomId&b' } }],
    [undefined, { raw: { query: 'a=$code' } }],
  ])('lack %s for %j', (name, more) => {
    expect(unfilled(call(more), { code: 'c' })).toBe(name)
  })
})

describe('identities of nobody', () => {
  it('are drawn from chance, each letter as likely as another', () => {
    const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => 255 - at)
    expect(randomText(bytes, 'abc', 4)).toBe('cbac')
    expect(randomText(() => Uint8Array.of(254, 3, 255, 7), 'abcde', 3)).toBe('edc')
    expect(randomText(bytes, 'a', 0)).toBe('')
    let next = 0
    const all = (length: number): Uint8Array => Uint8Array.from({ length }, () => next++)
    const { 'wrong-token': wrong, guest, nobody } = ownIdentities(all)
    expect([wrong?.['X-User-Id']?.length, wrong?.['X-Auth-Token']?.length, guest, nobody]).toEqual([17, 43, {}, {}])
  })
})

it('a case names a subject elsewhere if one of its calls does', () => {
  const elsewhere = call({ request: { ...locked.request, path: { code: '$elsewhere' } } })
  expect([
    namesElsewhere(locked),
    namesElsewhere({ ...locked, before: [elsewhere] }),
    namesElsewhere({ ...locked, before: [call({ request: { ...locked.request, path: { code: 'elsewhere' } } })] }),
  ]).toEqual([false, true, false])
})
