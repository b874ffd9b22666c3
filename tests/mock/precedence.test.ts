import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cases } from '../../src/contract/compiled/cases.js'
import type { Case } from '../../src/contract/model/case.ts'
import { clashes, precedenceCases } from '../../src/contract/compiled/precedence.js'
import type { Edition } from '../../src/contract/compiled/types.ts'
import { applied, clashOf, united, type Variation } from '../../src/contract/cases/variation.ts'
import { must, playInSituation, tagsOf } from '../support/documented-cases.ts'
import { documentedOrders, documentedStatus, type DocumentedOrder } from '../support/documented-orders.ts'
import { runCli } from '../support/run-cli.ts'

const deviation = (parts: Partial<Variation>): Variation => ({ as: null, given: {}, request: {}, raw: null, ...parts })
const subjects = new Map([
  ['meeting-room', { absent: new Set(['unknown']) }],
  ['limit', { absent: new Set<string>() }],
])
const clash = (a: Partial<Variation>, b: Partial<Variation>): string | null =>
  clashOf(deviation(a), deviation(b), subjects)

describe('two deviations', () => {
  it.each<readonly [string, Partial<Variation>, Partial<Variation>]>([
    ['name two identities', { as: 'host' }, { as: 'expired-token' }],
    [
      'have a fact that stands alone',
      { given: { 'meeting-room': ['unknown'] } },
      { given: { 'meeting-room': ['full'] } },
    ],
    ['patch one place with two values', { request: { body: { a: 1 } } }, { request: { body: { a: 2 } } }],
    ['remove what the other one sets', { request: { body: { a: null } } }, { request: { body: { a: 2 } } }],
    [
      'patch inside what the other one replaces',
      { request: { body: { a: 1 } } },
      { request: { body: { a: { b: 1 } } } },
    ],
    ['write and patch the body', { raw: { text: '{' } }, { request: { body: { a: 1 } } }],
    ['fill and patch the body', { raw: { fill: 10 } }, { request: { body: { a: 1 } } }],
    ['write and patch the query', { raw: { query: 'a=1' } }, { request: { query: { a: '1' } } }],
    ['write two bodies', { raw: { text: '{' } }, { raw: { fill: 10 } }],
    ['write two queries', { raw: { query: 'a' } }, { raw: { query: 'b' } }],
  ])('clash where they %s', (_, a, b) => {
    expect(clash(a, b)).toMatch(/./)
    expect(clash(b, a)).toMatch(/./)
  })

  it.each<readonly [string, Partial<Variation>, Partial<Variation>]>([
    ['one names an identity', { as: 'host' }, {}],
    ['both name the same', { as: 'host' }, { as: 'host' }],
    ['their facts go together', { given: { 'meeting-room': ['locked'] } }, { given: { 'meeting-room': ['full'] } }],
    [
      'what stands alone is another subject',
      { given: { 'meeting-room': ['unknown'] } },
      { given: { limit: ['used-up'] } },
    ],
    ['they patch different places', { request: { body: { a: 1 } } }, { request: { body: { ab: 2 } } }],
    ['they patch one place alike', { request: { query: { a: [1] } } }, { request: { query: { a: [1] } } }],
    ['one writes the body, the other patches the query', { raw: { text: '{' } }, { request: { query: { a: '1' } } }],
    ['one writes the body, the other the query', { raw: { text: '{' } }, { raw: { query: 'a=1' } }],
  ])('hold at once where %s', (_, a, b) => {
    expect(clash(a, b)).toBeNull()
    expect(clash(b, a)).toBeNull()
  })

  const patch = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(null, 'x', 'y', { d: 'x' }, { d: null }))
  const any = fc.record<Variation>({
    as: fc.constantFrom(null, 'host', 'guest'),
    given: fc.dictionary(
      fc.constantFrom('meeting-room', 'limit'),
      fc.uniqueArray(fc.constantFrom('locked', 'full', 'unknown'), { maxLength: 1 }),
    ),
    request: fc.record({ query: patch, body: patch }, { requiredKeys: [] }),
    raw: fc.constantFrom(null, { text: '{' }, { query: 'a=1' }),
  })
  // One that writes what it patches contradicts itself.
  const sound = any.filter(
    ({ raw, request }) => raw === null || ('text' in raw ? !('body' in request) : !('query' in request)),
  )
  const success = {
    as: 'guest',
    given: { 'meeting-room': [] },
    request: { path: {}, query: { a: 'z' }, headers: {}, body: { b: 'z' } },
  }

  it('clash or hold whichever comes first, never with themselves, and together make the same call', () => {
    fc.assert(
      fc.property(sound, sound, (a, b) => {
        expect(clashOf(a, a, subjects)).toBeNull()
        expect(clashOf(a, b, subjects) === null).toBe(clashOf(b, a, subjects) === null)
        if (clashOf(a, b, subjects) !== null) return
        const [ab, ba] = [applied(success, united(a, b)), applied(success, united(b, a))]
        expect(ab.as).toBe(ba.as)
        expect(ab.request).toEqual(ba.request)
        for (const one of [a, b]) {
          if (one.as !== null) expect(ab.as).toBe(one.as)
          for (const [subject, facts] of Object.entries(one.given))
            expect(ab.given[subject]).toEqual(expect.arrayContaining([...facts]))
        }
        expect(applied(success, united(a, a)).request).toEqual(applied(success, a).request)
      }),
    )
  })
})

const idOf = (operation: string, earlier: string, later: string): string => `${operation}/${earlier}:before-${later}`

/** Every two outcomes of an order, in that order. */
const pairsOf = ({ outcomes }: DocumentedOrder): (readonly [earlier: string, later: string])[] =>
  outcomes.flatMap(([earlier], index) => outcomes.slice(index + 1).map(([later]) => [earlier, later] as const))

describe('the derived cases', () => {
  it('bear the names of two outcomes and expect the one that stands earlier in every documented order that has both', () => {
    expect(precedenceCases.length).toBeGreaterThan(80)
    for (const { id, operation, expect: earlier, editions } of precedenceCases) {
      const later = id.split(':before-')[1] ?? ''
      expect(id).toBe(idOf(operation, earlier, later))
      expect(editions.length).toBeGreaterThan(0)
      const orders = documentedOrders
        .filter((each) => each.operation === operation && (each.edition === null || editions.includes(each.edition)))
        .map(({ outcomes }) => outcomes.map(([name]) => name))
        .filter((order) => order.includes(earlier) && order.includes(later))
      expect(orders.length, id).toBeGreaterThan(0)
      for (const order of orders) expect(order.indexOf(earlier), id).toBeLessThan(order.indexOf(later))
    }
  })

  it('are there for every pair of outcomes but two successes, those that clash, and a success that is no deviation', () => {
    const known = new Set([
      ...precedenceCases.map(({ id }) => id),
      ...clashes.map(({ operation, earlier, later }) => idOf(operation, earlier, later)),
    ])
    for (const row of documentedOrders.filter(({ edition }) => edition !== '2022')) {
      const { operation, edition, outcomes } = row
      const statusOf = (name: string): number => documentedStatus(operation, edition, name)
      for (const [earlier, later] of pairsOf(row)) {
        const first = cases.find((each) => each.id === `${operation}/${later}`)
        const base = cases.find((each) => each.id === `${operation}/${outcomes.at(-1)?.[0]}`)
        const isOfItsOwn = statusOf(later) >= 300 || first?.as !== base?.as
        expect(known.has(idOf(operation, earlier, later)), `${earlier} ${later}`).toBe(
          isOfItsOwn && statusOf(earlier) >= 300,
        )
      }
    }
  })

  it('unite what both outcomes need, the host whose room is locked among them', () => {
    const found = (id: string) => precedenceCases.find((each) => each.id === id)
    expect(found('joinMeetingRoom/room-locked:before-joined-as-host')).toMatchObject({
      as: 'host',
      given: { 'meeting-room': ['locked'] },
      expect: 'room-locked',
    })
    expect(found('joinMeetingRoom/room-inactive:before-room-full')?.given).toEqual({
      'meeting-room': ['inactive', 'full'],
    })
    expect(found('listLivechatRooms/invalid-query:before-invalid-sort')?.request.query).toEqual({
      count: 'abc',
      sort: 'newest',
    })
    expect(found('joinVideoConference/not-logged-in:before-rate-limited')?.given).toEqual({
      call: [],
      limit: ['used-up'],
    })
  })

  it('rest on a document only where a file of cases says that it states the order, else on the real server', () => {
    const sources = new Map(precedenceCases.map((each) => [each.id, each.sources]))
    const document = ['002_142f66b635c02c8c.txt#For Authenticated Users']
    expect(sources.get('joinMeetingRoom/room-inactive:before-room-full')).toEqual(document)
    expect(sources.get('joinMeetingRoom/room-locked:before-joined-as-host')).toEqual(document)
    expect(sources.get('joinMeetingRoom/unauthorized:before-room-not-found')).toEqual(['server'])
    expect(sources.get('joinLivechatRoom/not-logged-in:before-missing-room-id')).toEqual(['server'])
  })

  it('come without other calls, and at the line of the earlier outcome', () => {
    for (const { operation, expect: earlier, before, then, waitMs, at } of precedenceCases) {
      expect([before, then, waitMs]).toEqual([[], [], 0])
      expect(at).toBe(cases.find(({ id }) => id === `${operation}/${earlier}`)?.at)
    }
  })
})

describe('of every two outcomes that one call can deserve, the mock answers the one that the documents put first', () => {
  const derived = (edition: Edition, id: string): Case | undefined =>
    precedenceCases.find((each) => each.id === id && each.editions.includes(edition))

  for (const row of documentedOrders)
    for (const [earlier, later] of pairsOf(row)) {
      const { operation, edition } = row
      const found = edition === null ? undefined : derived(edition, idOf(operation, earlier, later))
      if (edition === null || found === undefined) continue
      it(
        `${operation} ${edition}: ${earlier} before ${later}`,
        { tags: tagsOf(edition, found.operation), meta: { held: { way: 'by handle()', cases: 1 } } },
        async () => {
          const { answer } = must((await playInSituation(edition, found)).at(-1))
          expect(answer.headers['greenroom-outcome']).toBe(earlier)
          expect(answer.status).toBe(documentedStatus(operation, edition, earlier))
        },
      )
    }
})

describe('greenroom lint --clashes', () => {
  it('lists the pairs of outcomes that have no case, each with its place and reason, and fails nothing', async () => {
    const { code, out, error } = await runCli(['lint', '--clashes'])
    expect([code, error]).toEqual([0, `${clashes.length} pairs of outcomes without a precedence case\n`])
    expect(out.trim().split('\n')).toHaveLength(clashes.length)
    expect(out).toMatch(
      /^contract-tests\/cases\/joinMeetingRoom\.yaml:\d+: joinMeetingRoom\/room-not-found and room-locked: a meeting-room that is unknown can have no other fact$/m,
    )
    expect(JSON.parse((await runCli(['lint', '--clashes', '--json'])).out)).toEqual(clashes)
  })

  it('takes no file', async () => {
    const { code, error } = await runCli(['lint', '--clashes', 'x.yaml'])
    expect(code).toBe(2)
    expect(error).toContain('Drop the files')
  })
})
