import { describe, expect, it } from 'vitest'
import type { CaseCall } from '../../contract/model/case.ts'
import { caseOf, currentFace } from '../testing/answers.ts'
import { target } from '../testing/runs.ts'
import { bareArrangement, isNotArranged } from '../model/arrangement.ts'
import type { Arranger } from '../model/arranger.ts'
import type { Refused } from '../model/result.ts'
import { unfilled, valuesFor } from './arranged-values.ts'
import { inTurn } from './arrangers-in-turn.ts'
import { ownIdentities, randomText } from './own-identities.ts'
import { createStaticArranger } from './static-arranger.ts'

const locked = caseOf('joinMeetingRoom/room-locked')
const call = (more: Partial<CaseCall>): CaseCall => ({ ...locked, ...more })
const jwt = (claims: object): string => `x.${btoa(JSON.stringify(claims)).replaceAll('=', '')}.y`

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

describe('what a target file serves', () => {
  const faceOf = (operation: string) => currentFace(operation)
  const random = (bytes: number): Uint8Array => new Uint8Array(bytes)
  const joined = caseOf('joinMeetingRoom/joined-as-guest')
  const of = (...situations: Parameters<typeof createStaticArranger>[0]['situations']) =>
    createStaticArranger({ target, faceOf, situations, random, sleep: async () => {} })
  const codes = async (arranger: Arranger, testCase = locked, times = 3): Promise<unknown[]> => {
    const all: unknown[] = []
    for (let n = 0; n < times; n++) {
      const arranged = await arranger.arrange(testCase)
      all.push(isNotArranged(arranged) ? arranged.kind : arranged.values['code'])
    }
    return all
  }
  const entry = (code: string, facts: string[] = ['locked'], fresh = false) => ({
    given: { 'meeting-room': facts },
    values: { code },
    fresh,
  })

  it('takes turns, and its facts may stand in any order', async () => {
    expect(await codes(of(entry('a'), entry('b')))).toEqual(['a', 'b', 'a'])
    const both = { ...locked, given: { 'meeting-room': ['locked', 'full'] } }
    expect(await codes(of(entry('a', ['full', 'locked'])), both, 1)).toEqual(['a'])
    expect(await codes(of(entry('a', ['full'])), both, 1)).toEqual(['situation'])
  })

  it('is used up where it must be fresh, and is kept from other cases then', async () => {
    const worn = { ...joined, given: { 'meeting-room': ['last-seat'] } }
    const arranger = of(entry('a', ['last-seat'], true), entry('b', ['last-seat'], true), entry('c', ['last-seat']))
    expect(arranger.lacks(worn)).toBeNull()
    expect(await codes(arranger, worn)).toEqual(['a', 'b', 'situation'])
    expect(arranger.lacks(worn)).toContain('last-seat')
  })

  it('is nothing for a caller without credentials', async () => {
    expect(await codes(of(entry('a')), { ...locked, as: 'stranger' }, 1)).toEqual(['identity'])
  })
})

describe('two arrangers in turn', () => {
  const arranger = (name: string, came: Refused | string): Arranger => ({
    name: name === 'hook' ? 'hook' : 'static',
    isolated: false,
    arrange: async () => (typeof came === 'string' ? { ...bareArrangement({ baseUrl: came, identities: {} }) } : came),
    lacks: () => (typeof came === 'string' ? null : came.reason),
  })
  const refused = (kind: Refused['kind']): Refused => ({ kind, reason: `no ${kind}` })
  const arranged = async (first: Refused | string, second: Refused | string): Promise<unknown> => {
    const result = await inTurn(arranger('static', first), arranger('hook', second)).arrange(locked)
    return isNotArranged(result) ? result.kind : result.baseUrl
  }

  it('ask the second for what the first has not, and for nothing else', async () => {
    expect(await arranged('first', 'second')).toBe('first')
    expect(await arranged(refused('situation'), 'second')).toBe('second')
    expect(await arranged(refused('identity'), 'second')).toBe('second')
    expect(await arranged(refused('safety'), 'second')).toBe('safety')
    expect(await arranged(refused('environment'), 'second')).toBe('environment')
    expect(await arranged(refused('situation'), refused('environment'))).toBe('environment')
  })

  it('lack what both lack', () => {
    const lacks = (first: Refused | string, second: Refused | string): string | null =>
      inTurn(arranger('static', first), arranger('hook', second)).lacks(locked)
    const none = refused('situation')
    expect([lacks('a', none), lacks(none, 'b'), lacks(none, none)]).toEqual([null, null, 'no situation'])
  })
})
