import { describe, expect, it } from 'vitest'
import { PLAIN_DIALECT } from '../../dialect/dialect.ts'
import { isMeantNamespace, logPacket, remember, toClientState } from './namespaces.ts'
import type { EngineSession } from './sessions.ts'

const session: EngineSession = {
  key: 'wire',
  url: new URL('http://localhost/base/socket.io/'),
  before: '/base',
  headers: [],
  transport: 'websocket',
  isWhole: true,
}
const entering = (namespace: string, data?: unknown, dialect = PLAIN_DIALECT) =>
  toClientState({ session, namespace, data }, dialect)

describe('a client that enters a namespace', () => {
  it('has a key of its own for each, and the state of its namespace', () => {
    expect([entering('/').key, entering('/~qa').key]).toEqual(['wire /', 'wire /~qa'])
    expect([entering('/').place, entering('/~qa').place]).toEqual([
      'http://localhost/base',
      'http://localhost/base/~qa',
    ])
    expect(entering('/meet', {}, { ...PLAIN_DIALECT, namespace: '/meet' }).place).toBe('http://localhost/base')
  })

  it('has the token of the dialect as its secret, if it has one', () => {
    expect(entering('/', { token: 't' }).secrets).toEqual(['t'])
    expect(entering('/', { token: 't', jwt: 'u' }, { ...PLAIN_DIALECT, token: 'jwt' }).secrets).toEqual(['u'])
    expect([{ token: '' }, { token: 7 }, {}, 'token', undefined].map((data) => entering('/', data).secrets)).toEqual([
      [],
      [],
      [],
      [],
      [],
    ])
  })

  it('says who it is by an object alone, and has done nothing', () => {
    expect(entering('/', ['t']).auth).toEqual({})
    expect(entering('/', { a: 1 })).toMatchObject({ auth: { a: 1 }, id: null, unacked: [], log: [] })
  })
})

it('a namespace is meant if it is that of the contract, or of a world below the usual one', () => {
  const isMeant = (namespace: string): boolean => isMeantNamespace(namespace, PLAIN_DIALECT)
  expect(['/', '/~qa', '/~', '/~qa/x', '/chat', '/x/~qa'].map(isMeant)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ])
  const meet = { ...PLAIN_DIALECT, namespace: '/meet' }
  expect(['/meet', '/', '/~qa'].map((each) => isMeantNamespace(each, meet))).toEqual([true, false, false])
})

it('the last thirty packets are kept', () => {
  const client = entering('/')
  for (let n = 1; n <= 31; n++) logPacket(client, { way: 'sent', name: String(n), args: [] })
  expect([client.log.length, client.log[0]?.name, client.log.at(-1)?.name]).toEqual([30, '2', '31'])
})

it('of a packet, and of what a client says on entering, nothing long is kept', () => {
  const client = entering('/', { a: 'x'.repeat(9000) })
  expect(client.auth).toEqual({ a: '… a text of 9000 characters' })
  logPacket(client, { way: 'sent', name: 'x'.repeat(9000), args: [1, 'x'.repeat(9000)] })
  expect(client.log).toEqual([
    { way: 'sent', name: '… a text of 9000 characters', args: [1, '… a text of 9000 characters'] },
  ])
})

it('the last thousand calls are remembered', () => {
  const map = new Map<number, string>()
  for (let n = 1; n <= 1001; n++) remember(map, n, 'call')
  expect([map.size, map.has(1), map.has(2), map.has(1001)]).toEqual([1000, false, true, true])
})
