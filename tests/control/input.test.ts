import { describe, expect, it } from 'vitest'
import { beginAsking, operationOf, operationsThat, refused } from '../support/asking.ts'
import type { ControlContract } from '../support/control-judge.ts'
import { jsonOf } from '../support/plane.ts'

const asked = beginAsking()
const { ask, pathOf } = asked
// Of these only one member may be there.
const single = new Set(['changeClock', 'seatParticipant'])

/** What is JSON, and no object. */
const NO_OBJECTS = ['null', '[]', '[{}]', '"text"', '7', 'true', '1e999', ' null ']

/** What is no JSON, or nests without end. */
const NO_JSON = [
  '{',
  '{"a":}',
  "{'a':1}",
  '{"a":1,}',
  'NaN',
  'Infinity',
  'undefined',
  '{"a":NaN}',
  '\ufeff{}',
  '{}{}',
  '\u0000',
  `${'['.repeat(5000)}${']'.repeat(5000)}`,
  `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`,
]

describe.each(operationsThat(({ hasBody }) => hasBody))('$id', (operation) => {
  const isPatch = operation.method === 'PATCH'

  it('takes what the contract takes', async () => {
    expect(operation.takes(asked.bodies[operation.id])).toBe(true)
    expect((await ask(operation, asked.bodies[operation.id])).status).toBeLessThan(300)
  })

  it('refuses what is no object, no JSON, or nests without end', async () => {
    for (const text of [...NO_OBJECTS, ...NO_JSON]) await refused(ask(operation, text), '', text)
  })

  it('refuses members that there are not, and names them', async () => {
    const valid = asked.bodies[operation.id]
    for (const [name, pointer] of [
      ['unknown', 'unknown'],
      ['a/b~c', 'a~1b~0c'],
      ['é😀', 'é😀'],
      ['__proto__', '__proto__'],
      ['constructor', 'constructor'],
      ['toString', 'toString'],
    ] as const) {
      const member = `${JSON.stringify(name)}:{"polluted":true}`
      const text = single.has(operation.id) ? `{${member}}` : JSON.stringify(valid).replace('{', `{${member},`)
      // The livechat room of the contract is open; a patch drops what prototypes are reached by.
      const isOpen = operation.id.endsWith('LivechatRoom') || (isPatch && ['__proto__', 'constructor'].includes(name))
      if (!isOpen) await refused(ask(operation, text), `/${pointer}`)
      else expect((await asked.plane.control(operation.method, pathOf(operation), text)).status).toBe(200)
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('refuses each member where it is of a kind that the contract does not take, and points there', async () => {
    const valid = asked.bodies[operation.id] ?? {}
    let refusals = 0
    for (const name of Object.keys(valid))
      for (const wrong of [null, -1, 1.5, 1e300, '', 'x'.repeat(300), true, [], [1], {}, { a: 1 }, '\ud800']) {
        const body = { ...valid, [name]: wrong }
        if (operation.takes(body) && !isPatch) continue
        const answer = await ask(operation, body)
        if (isPatch && answer.status === 200) continue
        refusals++
        await refused(Promise.resolve(answer), new RegExp(`^/${name}|^$`), JSON.stringify(body))
      }
    expect(refusals).toBeGreaterThan(2)
  })
})

it.each(operationsThat(({ method, required }) => method !== 'PATCH' && required.length > 0))(
  '$id refuses what lacks a member that must be there, and names it',
  async (operation) => {
    for (const name of operation.required) {
      const { [name]: _, ...rest } = Object(asked.bodies[operation.id])
      const problem = await refused(ask(operation, rest), '', JSON.stringify(rest))
      expect(problem['expected']).toContain(name)
    }
  },
)

describe('a query', () => {
  /** Refused with a pointer to the parameter that comes first in the query. */
  const refusedQuery = (operation: ControlContract, query: string): Promise<unknown> =>
    refused(ask(operation, undefined, `${pathOf(operation)}?${query}`), `/query/${/^\w+/.exec(query)?.[0]}`, query)
  const lists = ['listPeople', 'listRoles', 'listLivechatRooms', 'listCalls', 'listMeetingRooms'].map(operationOf)

  it.each(lists)('of $id is refused with any other limit or offset than a number that may be', async (operation) => {
    for (const limit of ['0', '1001', '-1', '1.5', 'abc', '', 'NaN', 'Infinity', '1e999', '1&limit=2'])
      await refusedQuery(operation, `limit=${limit}`)
    for (const query of ['limit[]=1', 'limit[a]=1', 'offset=-1', 'offset=x', 'offset=null'])
      await refusedQuery(operation, query)
  })

  it.each(lists)('of $id holds no other parameter', async (operation) => {
    await refusedQuery(operation, 'count=1')
    await refusedQuery(operation, '__proto__=1')
    const page = jsonOf(await ask(operation, undefined, `${pathOf(operation)}?offset=1&limit=1`))
    expect(page['rows']).toHaveLength(1)
    expect(jsonOf(await ask(operation, undefined, `${pathOf(operation)}?offset=9007199254740993`))['rows']).toEqual([])
  })

  it.each([
    'after=-1',
    'after=x',
    'operation=',
    'outcome=',
    'status=99',
    'status=600',
    'status=2xx',
    'method=',
    'forced=yes',
    'forced=1',
    'limit=0',
    'limit=1001',
    'wait=-1',
    'wait=60001',
    'wait=NaN',
    'more=1',
  ])('of the journal may not be %s', async (query) => void (await refusedQuery(operationOf('readJournal'), query)))

  it('of arms to clear may not be empty, nor hold anything else', async () => {
    await refusedQuery(operationOf('clearArms'), 'operation=')
    await refusedQuery(operationOf('clearArms'), 'outcome=room-full')
  })
})
