import { expect, it } from 'vitest'
import { callOwner } from '../../bench/calls/owner.ts'
import { callTable } from '../../bench/calls/table.ts'

const at = (functionName: string, url = '') => ({ functionName, url })
const ours = at('send', 'file:///home/greenroom/src/transport/send.ts')

it.each([
  ['a write', [ours, at('end', 'node:net'), at('writeLatin1String')], 'writing to sockets'],
  ['a function of ours', [at('emit', 'node:events'), ours], 'src/transport'],
  ['a built one', [at('of', 'file:///a/dist/world/journal.js')], 'src/world'],
  ['one of V8, called by ours', [at('emit', 'node:events'), ours, at('set')], 'src/transport'],
  ['one of Node', [ours, at('end', 'node:_http_outgoing')], 'Node and system'],
  ['a package', [at('on', 'file:///a/node_modules/engine.io/build/socket.js')], 'engine.io'],
  ['a package with a scope', [at('hash', 'file:///a/node_modules/@noble/hashes/sha2.js')], '@noble/hashes'],
  ['garbage collection', [ours, at('(garbage collector)')], 'garbage collection'],
  ['what no function does', [at('(program)')], 'Node and system'],
  ['an idle moment', [at('(idle)')], null],
])('%s belongs to its owner', (_, stack, owner) => {
  expect(callOwner(stack)).toBe(owner)
})

it('the table has the sum of a call, then owners, most first, and little ones together', () => {
  const bare = new Map([['Node and system', 4]])
  const costs = new Map([
    ['src/mock', 1],
    ['Node and system', 9],
    ['ws', 0.04],
  ])
  expect(
    callTable([{ label: 'a join', bare, ours: costs }])
      .split('\n')
      .slice(2),
  ).toEqual([
    '| a join | bare | 4.0 | Node and system 4.0 |',
    '|  | `startServer` | 10.0 | Node and system 9.0, src/mock 1.0, other 0.0 |',
  ])
})
