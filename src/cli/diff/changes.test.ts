import { beforeAll, describe, expect, it } from 'vitest'
import type { Face } from '../../contract/model/face.ts'
import { loadDocument } from '../../contract/read/load.ts'
import { changesBetween } from './changes.ts'
import type { Change } from './change.ts'
import { asServed, describedContract, type DescribedContract } from './described.ts'
import { changesText } from './text.ts'

const read = async (name: string): Promise<DescribedContract> =>
  describedContract(name, [await loadDocument(`specs/rocket-chat.${name}.openapi.yaml`)])

let [old, early, middle, late]: DescribedContract[] = []
beforeAll(async () => {
  old = describedContract('current', [await loadDocument('specs/rocket-chat.openapi.yaml')])
  early = await read('8.0')
  middle = await read('8.3')
  late = await read('8.6')
})

const between = (from: DescribedContract | undefined, to: DescribedContract | undefined): Change[] => {
  if (!from || !to) throw new Error('nothing was read')
  return changesBetween(from, to)
}

describe('the changes', () => {
  it('of an operation are told whole, each with what it was and what it is, in their order', () => {
    const [first] = late?.operations ?? []
    if (!late || !first) throw new Error('nothing was read')
    const words = { elsewhere: [], settings: { anonymousReading: true } }
    const outcomes = first.face.outcomes.slice(0, 3).map((each) => ({ ...each, headers: {} }))
    const names = outcomes.map(({ name }) => name)
    const [one, two, three] = outcomes
    if (!one || !two || !three) throw new Error('it has fewer outcomes')
    const limit = { requests: 1, windowMs: 2, key: 'address', outcome: names[0] ?? '' } as const
    const face: Face = {
      ...first.face,
      operation: 'op',
      method: 'GET',
      path: '/p',
      outcomes,
      maxBytes: 5,
      rateLimit: limit,
    }
    const parameter = (name: string, isRequired: boolean) => ({ name, isRequired, schema: { type: name } })
    const from: DescribedContract = {
      name: 'from',
      words,
      operations: [
        {
          ...first,
          face,
          parameters: [parameter('x', true), parameter('y', false), parameter('z', false)],
          allowsMore: true,
          body: { type: 'null' },
          coercion: { query: 'none', body: 'scalars' },
        },
        { ...first, face: { ...face, operation: 'gone', path: '/gone' } },
      ],
    }
    const to: DescribedContract = {
      name: 'to',
      words: { elsewhere: [], settings: {} },
      operations: [
        { ...first, face: { ...face, operation: 'new', path: '/new' } },
        {
          ...first,
          face: {
            ...face,
            method: 'PUT',
            outcomes: [
              { ...three, status: 599, headers: { h: null } },
              { ...one, mediaType: 'text/plain', example: '"other"' },
              { ...two, name: 'fresh', cause: 'it is fresh', status: 201, example: '[1]' },
            ],
            maxBytes: 6,
            maxItems: 7,
            takesWrongAsNone: true,
            rateLimit: { ...limit, requests: 8 },
          },
          parameters: [parameter('y', true), parameter('x', true), parameter('w', false)],
          allowsMore: false,
          body: null,
          coercion: { query: 'lists', body: 'none' },
        },
      ],
    }
    const at = (operation: string | null) => (kind: string, name: string | null, before: unknown, after: unknown) => ({
      kind,
      operation,
      name,
      from: before,
      to: after,
    })
    const op = at('op')
    const bodyOf = ({ mediaType, example, varies }: typeof one) => ({ mediaType, example: JSON.parse(example), varies })
    expect(changesBetween(from, to)).toEqual([
      op('address', null, 'GET /p', 'PUT /p'),
      op('body', one.name, bodyOf(one), { ...bodyOf(one), mediaType: 'text/plain', example: 'other' }),
      op('outcome', two.name, { status: two.status, cause: two.cause, example: JSON.parse(two.example) }, null),
      op('status', three.name, three.status, 599),
      op('headers', three.name, {}, { h: null }),
      op('outcome', 'fresh', null, { status: 201, cause: 'it is fresh', example: [1] }),
      op('order', three.name, null, [one.name]),
      op('counting', three.name, true, false),
      op('parameter', 'y', { required: false, schema: { type: 'y' } }, { required: true, schema: { type: 'y' } }),
      op('parameter', 'z', { required: false, schema: { type: 'z' } }, null),
      op('parameter', 'w', null, { required: false, schema: { type: 'w' } }),
      op('parameter', null, true, false),
      op('parameter-order', null, ['x', 'y', 'z'], ['y', 'x', 'w']),
      op('request-body', null, { type: 'null' }, null),
      op('coercion', 'query', 'none', 'lists'),
      op('coercion', 'body', 'scalars', 'none'),
      op('limits', 'calls', limit, { ...limit, requests: 8 }),
      op('limits', 'bytes', 5, 6),
      op('limits', 'items', null, 7),
      op('credentials', null, false, true),
      at('gone')('operation', 'gone', 'GET /gone', null),
      at('new')('operation', 'new', null, 'GET /new'),
      at(null)('settings', 'anonymousReading', true, null),
    ])
  })

  it('of settings are told by their names, though only the second contract has one', () => {
    const contract = late
    if (!contract) throw new Error('nothing was read')
    const having = (settings: DescribedContract['words']['settings']): DescribedContract => ({
      ...contract,
      words: { elsewhere: [], settings },
    })
    expect(between(having({}), having({ anonymousReading: true }))).toEqual([
      { kind: 'settings', operation: null, name: 'anonymousReading', from: null, to: true },
    ])
  })

  it('from an edition to itself are none', () => {
    expect(between(late, late)).toEqual([])
  })

  it('of an address are its method and its path', () => {
    const moved = (face: object): Change[] => {
      if (!late) throw new Error('nothing was read')
      const operations = late.operations.map((each) => ({ ...each, face: { ...each.face, ...face } }))
      return changesBetween(late, { ...late, operations: operations.slice(0, 1) }).filter(
        ({ kind }) => kind === 'address',
      )
    }
    const { method, path } = late?.operations[0]?.face ?? {}
    expect(moved({ method: 'PATCH' })).toMatchObject([{ from: `${method} ${path}`, to: `PATCH ${path}` }])
    expect(moved({ path: '/elsewhere' })).toMatchObject([{ from: `${method} ${path}`, to: `${method} /elsewhere` }])
  })

  it('of headers are told of those that there are: none given are as none', () => {
    const contract = late
    if (!contract) throw new Error('nothing was read')
    const answering = (headers: Record<string, string> | undefined): DescribedContract => ({
      ...contract,
      operations: contract.operations.slice(0, 1).map((each) => {
        const [first, ...others] = each.face.outcomes
        if (!first) throw new Error('it has no outcome')
        const { headers: _, ...bare } = first
        return { ...each, face: { ...each.face, outcomes: [headers ? { ...bare, headers } : bare, ...others] } }
      }),
    })
    expect(between(answering(undefined), answering({}))).toEqual([])
    expect(between(answering(undefined), answering({ a: 'b' }))).toMatchObject([
      { kind: 'headers', from: {}, to: { a: 'b' } },
    ])
  })

  it('of what counts against a limit are about outcomes that both have', () => {
    if (!late) throw new Error('nothing was read')
    const limited = late.operations.filter(({ face }) => face.rateLimit?.outcome != null)
    const without = limited.map((each) => ({
      ...each,
      face: { ...each.face, outcomes: each.face.outcomes.slice(0, -1) },
    }))
    expect(limited.length).toBeGreaterThan(0)
    const kinds = between({ ...late, operations: limited }, { ...late, operations: without }).map(({ kind }) => kind)
    expect(kinds).toEqual(limited.map(() => 'outcome'))
  })

  it('of a limit that is for pacing alone are no changes of what counts against it', () => {
    if (!late) throw new Error('nothing was read')
    const paced = late.operations.map((each) => {
      const { rateLimit } = each.face
      return { ...each, face: { ...each.face, rateLimit: rateLimit && { ...rateLimit, outcome: null } } }
    })
    for (const changes of [
      between(late, { ...late, operations: paced }),
      between({ ...late, operations: paced }, late),
    ])
      expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['limits']))
  })

  it('from 8.0 to 8.3 are the order of joining, and headers', () => {
    const changes = between(early, middle)
    expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['order', 'headers', 'counting']))
    expect(changes.filter(({ kind }) => kind === 'order')).toEqual([
      {
        kind: 'order',
        operation: 'joinLivechatRoom',
        name: 'missing-permission',
        from: null,
        to: ['rate-limited', 'missing-room-id', 'invalid-query'],
      },
    ])
  })

  it('from 8.3 to 8.6 are the coercion, texts, a schema and the order of a call', () => {
    const found = between(middle, late).map(({ kind, operation, name }) => `${kind} ${operation} ${name}`)
    expect(found).toContain('coercion listLivechatRooms query')
    expect(found).toContain('counting joinVideoConference invalid-body')
    expect(found).toContain('coercion joinVideoConference body')
    expect(found).toContain('body joinVideoConference missing-call-id')
    expect(found).toContain('parameter listLivechatRooms departmentId')
    expect(found.filter((each) => each.startsWith('order'))).toEqual([
      'order joinVideoConference missing-call-id',
      'order joinVideoConference invalid-body',
    ])
  })

  it('from the documents to 8.0 are all of their kinds, each told in a line', () => {
    const changes = between(old, early)
    const kinds = new Set(changes.map(({ kind }) => kind))
    const wanted = [
      'outcome',
      'status',
      'body',
      'headers',
      'parameter-order',
      'limits',
      'credentials',
      'elsewhere',
      'settings',
    ]
    expect(wanted.filter((kind) => ![...kinds].some((each) => each === kind))).toEqual([])
    const text = changesText(changes)
    const lines = text.split('\n').filter((line) => line.startsWith('  '))
    const others = changes.filter(({ kind }) => kind !== 'headers')
    expect(lines.filter((line) => !line.startsWith('  ~ headers of '))).toHaveLength(others.length)
    expect(lines.filter((line) => line.startsWith('  ~ headers of not-logged-in, '))).toHaveLength(3)
    expect(text).toContain('+ app-prevented is new: 400 {"success":false')
    expect(text).toContain('~ no-access has the status 400, not 403')
    expect(text).toContain('below /api/, 404 404 Not Found')
    expect(changesText(between(early, old))).toContain('- app-prevented is gone (400')
  })
})

it('a contract of one’s own is compared by the operations that it describes', () => {
  if (!late || !early) throw new Error('nothing was read')
  const own = { ...late, operations: late.operations.slice(0, 1), words: { elsewhere: [], settings: {} } }
  const [served, edition] = asServed(own, early)
  expect([served, edition].map(({ operations }) => operations.length)).toEqual([1, 1])
  const kinds = new Set(changesBetween(edition, served).map(({ kind }) => kind))
  expect(kinds).toEqual(new Set(['order', 'headers', 'counting']))
})
