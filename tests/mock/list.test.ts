import { describe, expect, it } from 'vitest'
import { seeds } from '../../src/contract/compiled/seeds.ts'
import type { LivechatRoom, Seed } from '../../src/contract/compiled/types.ts'
import { createMock } from '../../src/in-process.ts'
import { credentialsOf } from '../../src/world/identities.ts'
import { judging } from '../support/judged.ts'

/** The names of the rooms that a query lists, or the text that refuses it. */
async function list(
  query: string,
  seed: Seed = seeds.documented,
  as = 'manager',
): Promise<{ names: string[]; error: string | null; outcome: string | null; body: Record<string, unknown> }> {
  const answer = await judging(
    'current',
    createMock({ seed }).handle,
  )(new Request(`http://localhost/api/v1/livechat/rooms?${query}`, { headers: credentialsOf(seed, as) }))
  const body: { rooms?: LivechatRoom[]; error?: string } = await answer.json()
  return {
    names: body.rooms?.map(({ fname }) => fname) ?? [],
    error: body.error ?? null,
    outcome: answer.headers.get('greenroom-outcome'),
    body: { ...body },
  }
}

const json = (value: unknown): string => encodeURIComponent(JSON.stringify(value))

describe('the texts for queries that are not as they should be are the published ones', () => {
  // Measured on the validators that Rocket.Chat publishes, at the versions 7.13.9 and 8.0.0.
  it.each([
    ['agents=invalid', 'must be array'],
    ['roomName[]=invalid', 'must be string'],
    ['departmentId[test]=true', 'must be string\n must be array\n must match exactly one schema in oneOf'],
    ['open[]=true', 'must be string\n must be boolean\n must match a schema in anyOf'],
    ['tags=invalid', 'must be array'],
    ['customFields[a]=b', 'must be string'],
    ['count=abc', 'must be number'],
    ['offset=x', 'must be number'],
    ['text=hi', 'must NOT have additional properties'],
    ['departamentId=1', 'must NOT have additional properties'],
    ['__proto__=1', 'must NOT have additional properties'],
  ])('%s: %s', async (query, text) => {
    expect((await list(query)).error).toBe(`${text} [invalid-params]`)
  })

  it.each([
    'agents=a&agents=b',
    'agents[]=a',
    'agents=',
    'departmentId[]=marcos',
    'departmentId=d',
    'open=true',
    'open=maybe',
    'queued=true',
    'units[]=u',
    'count=',
    'query=x',
    'fields={"a":1}',
    'createdAt=[1]',
    'createdAt="x"',
    'createdAt=null',
    'customFields={}',
  ])('%s passes', async (query) => expect((await list(query)).outcome).toBe('listed'))

  it.each([
    ['sort=newest', 'Invalid sort parameter provided: "newest" [error-invalid-sort]'],
    ['sort={"ts":2}', 'Invalid sort parameter provided: "{"ts":2}" [error-invalid-sort]'],
    ['sort=[]', 'Invalid sort parameter provided: "[]" [error-invalid-sort]'],
    ['createdAt=yesterday', 'The "createdAt" query parameter is not JSON.'],
    ['closedAt={', 'The "closedAt" query parameter is not JSON.'],
    [`createdAt=${json({ start: 'x' })}`, 'The "createdAt.start" query parameter must be a valid date.'],
    [`closedAt=${json({ end: 'x' })}`, 'The "closedAt.end" query parameter must be a valid date.'],
    ['customFields=x', 'The "customFields" query parameter must be a valid JSON.'],
    ['customFields=[]', 'The "customFields" query parameter must be a valid JSON.'],
    [`customFields=${json([1])}`, 'The "customFields" query parameter must be a valid JSON.'],
    ['customFields=null', 'The "customFields" query parameter must be a valid JSON.'],
  ])('%s: %s', async (query, text) => expect((await list(query)).error).toBe(text))

  it('a sort that is no JSON keeps its own text, whatever is in it', async () => {
    expect((await list(`sort=${encodeURIComponent('"\\ \u2028 $& é')}`)).error).toBe(
      'Invalid sort parameter provided: ""\\ \u2028 $& é" [error-invalid-sort]',
    )
  })
})

it.each([
  '{"a":{"toString":1}}',
  '{"a":{"valueOf":1,"toString":2}}',
  '{"a":[null]}',
  '{"a":null}',
  '{"start":{"toString":1}}',
])('%s in any parameter is answered, not fallen over', async (text) => {
  for (const name of ['customFields', 'createdAt', 'closedAt', 'sort']) {
    const query = `${name}=${encodeURIComponent(text)}`
    expect((await list(query, seeds.documented, 'nobody')).outcome).toBe('not-logged-in')
    expect((await list(query)).outcome).toMatch(/^(?:listed|invalid-date|invalid-sort)$/)
  }
})

describe('the order of checks', () => {
  it.each([
    ['agents=x&sort=y', 'manager', 'invalid-query'],
    ['sort=y&createdAt=z', 'manager', 'invalid-sort'],
    [`createdAt=${json({ start: 'x' })}&closedAt=z`, 'manager', 'invalid-date-range'],
    [`createdAt=${json({ start: 'x' })}`, 'agent', 'invalid-date'],
    ['customFields=[]', 'agent', 'not-allowed'],
    ['agents=x', 'nobody', 'not-logged-in'],
  ])('%s by %s is %s', async (query, as, outcome) =>
    expect((await list(query, seeds.documented, as)).outcome).toBe(outcome),
  )
})

describe('who may list', () => {
  it.each([
    ['agents[]=rbAXPnMktTFbNpwtJ', 'agent', 'listed'],
    ['agents[]=rbAXPnMktTFbNpwtJ&agents[]=jXb2wWc9596RhN4nd', 'agent', 'not-allowed'],
    ['agents[]=jXb2wWc9596RhN4nd', 'agent', 'not-allowed'],
    ['agents[]=CkCPNctrgCDfmWLqC', 'no-permission', 'not-allowed'],
  ])('%s by %s is %s', async (query, as, outcome) =>
    expect((await list(query, seeds.documented, as)).outcome).toBe(outcome),
  )
})

describe('filters', () => {
  const [elsie, murtaza, closed, rodriq] = seeds.documented.livechatRooms
  if (!elsie || !murtaza || !closed || !rodriq) throw new Error('the documented seed has four rooms')
  const named = (room: LivechatRoom, fname: string, more: Partial<LivechatRoom>): LivechatRoom => ({
    ...room,
    _id: fname,
    fname,
    ...more,
  })
  const seed: Seed = {
    ...seeds.documented,
    livechatRooms: [
      named(elsie, 'queued', { ts: '2022-01-05T00:00:00.000Z', tags: ['red', 'blue'] }),
      named(murtaza, 'served', {
        ts: '2022-01-04T00:00:00.000Z',
        departmentId: 'sales',
        departmentAncestors: ['unit-1'],
      }),
      named(elsie, 'on hold', { ts: '2022-01-03T00:00:00.000Z', onHold: true, tags: ['blue'] }),
      named(closed, 'Closed One', {
        ts: '2022-01-02T00:00:00.000Z',
        closedAt: '2022-02-01T00:00:00.000Z',
        departmentId: 'support',
      }),
      named(rodriq, 'closed one', { ts: '2022-01-01T00:00:00.000Z', livechatData: { plan: 'Gold (yearly)' } }),
    ],
  }
  const all = ['queued', 'served', 'on hold', 'Closed One', 'closed one']

  it.each([
    ['', all],
    ['agents[]=jXb2wWc9596RhN4nd', ['served']],
    ['agents=', all],
    ['departmentId=sales', ['served']],
    ['departmentId[]=sales&departmentId[]=support', ['served', 'Closed One']],
    ['departmentId=undefined', all],
    ['open=true', ['served', 'closed one']],
    ['open=false', ['Closed One']],
    ['open=maybe', all],
    ['onhold=t', ['on hold']],
    ['onhold=1', ['on hold']],
    ['onhold=no', all],
    ['queued=true', ['queued']],
    ['queued=1&open=false&onhold=true', ['queued']],
    ['onhold=true&open=true', []],
    ['onhold=true&open=false', []],
    ['tags[]=blue', ['queued', 'on hold']],
    ['tags[]=blue&onhold=t', ['on hold']],
    ['tags[]=red&tags[]=green', ['queued']],
    ['units[]=unit-1', ['served']],
    ['roomName=CLOSED', ['Closed One', 'closed one']],
    [`roomName=${encodeURIComponent('"Closed One"')}`, ['Closed One']],
    ['roomName=.', []],
    [
      `createdAt=${json({ start: '2022-01-02T00:00:00.000Z', end: '2022-01-04T00:00:00.000Z' })}`,
      ['served', 'on hold', 'Closed One'],
    ],
    [`createdAt=${json({ start: '2022-01-05T00:00:00.000Z' })}`, ['queued']],
    [`closedAt=${json({ end: '2022-02-01T00:00:00.000Z' })}`, ['Closed One']],
    [`customFields=${json({ plan: 'gold' })}`, ['closed one']],
    [`createdAt=${json({ start: null, end: '' })}`, all],
    [`createdAt=${json({ start: 2022 })}`, all],
    [`createdAt=${json({ start: 2023 })}`, []],
    [`customFields=${json({ plan: 'GOLD' })}`, ['closed one']],
    [`customFields=${json({ plan: 'gold', seats: '2' })}`, []],
    [`customFields=${json({ plan: 'g.ld' })}`, []],
    [`customFields=${json({ plan: '(((((a+)+)+)+)+)$' })}`, []],
    [`customFields=${json({ toString: 'x' })}`, []],
    ['fields={"fname":1}&query={"open":true}', all],
    [`sort=${json({ ts: 1 })}`, all.toReversed()],
    [`sort=${json({ ts: -1 })}`, all],
    [`sort=${json({ fname: 1 })}`, ['Closed One', 'closed one', 'on hold', 'queued', 'served']],
    [`sort=${json({ 'servedBy.username': 1, ts: 1 })}`, ['on hold', 'queued', 'served', 'closed one', 'Closed One']],
    [`sort=${json({ '__proto__.x': 1 })}`, all],
    ['count=2', ['queued', 'served']],
    ['count=2&offset=3', ['Closed One', 'closed one']],
    ['count=0&offset=4', ['closed one']],
    ['offset=99', []],
    ['count=-1&offset=-5', all],
  ])('%s lists %j', async (query, names) => {
    const found = await list(query, seed)
    expect(found.error).toBeNull()
    expect(found.names).toEqual(names)
    expect(found.body['count']).toBe(names.length)
  })

  it('count at the most a hundred rooms, and say how many there are', async () => {
    const many: Seed = {
      ...seeds.documented,
      livechatRooms: Array.from({ length: 120 }, (_, n) => ({ ...elsie, _id: `room${n}` })),
    }
    expect(await list('', many)).toMatchObject({ body: { count: 50, offset: 0, total: 120 } })
    expect(await list('count=500&offset=110', many)).toMatchObject({ body: { count: 10, offset: 110, total: 120 } })
    expect(await list('count=500', many)).toMatchObject({ body: { count: 100 } })
    expect(await list('count=0', many)).toMatchObject({ body: { count: 120 } })
  })
})
