import { expect, it } from 'vitest'
import { createCore } from '../../mock/core.ts'
import { serve } from '../commands/serve.ts'
import { readInput } from '../read-input.ts'
import { inForce } from './in-force.ts'

const mock = createCore()
const lines = (...args: readonly string[]): string[] => inForce(readInput(serve, args, {}), mock)

it('what is in force is nothing without options', () => expect(lines()).toEqual([]))

it.each([
  [
    ['--host', '0.0.0.0'],
    'listens on 0.0.0.0, reachable as localhost or by IP address; by another name with --allowed-host <name>',
  ],
  [['--trust', 'agent'], 'any well-formed credentials are accepted as agent'],
  [['--contract', 'my.yaml'], 'answers by my.yaml'],
  [['--anonymous', 'on'], 'anonymous reading on'],
  [['--jwt-secret', 's3cret'], 'tokens are checked with your own key'],
  [['--data', 'a.db'], 'worlds are kept in a.db'],
  [['--no-rate-limit'], 'no rate limit'],
  [['--livechat-limits'], 'livechat operations are limited'],
  [['--no-rate-limit', '--livechat-limits'], 'no rate limit, despite --livechat-limits'],
  [['--no-front'], "Rocket.Chat's own clients cannot log in"],
  [['--worlds', 'explicit'], 'worlds must be created before use'],
  [['--require-world'], 'every call must name a world'],
  [['--dialect', 'neuron-meet'], 'speaks neuron-meet, too'],
  [['--also', 'rest.yaml'], 'Prism answers the other operations of rest.yaml'],
  [['--allowed-host', 'mock'], 'may be called as mock'],
  [['--cors-origin', 'https://a.example'], 'pages of https://a.example may call'],
  [['--cors-origin', 'null'], 'pages without an origin may call, and any web site can make one'],
  [['--limit', 'joinMeetingRoom=2/1s'], 'limit joinMeetingRoom=2/1s'],
])('%j is in force: %s', (args, line) => expect(lines(...args)).toEqual([line]))

it('options with no effect on answers are not named', () => {
  expect(lines('--worlds', 'implicit', '--json', '--port', '0')).toEqual([])
})

it('what a variable says is named, too', () => {
  const env = { GREENROOM_JWT_SECRET: 's3cret', GREENROOM_WORLDS: 'explicit', GREENROOM_ANONYMOUS: 'off' }
  expect(inForce(readInput(serve, [], env), mock)).toEqual([
    'anonymous reading off',
    'tokens are checked with your own key',
    'worlds must be created before use',
  ])
})

it('each of several is named', () => {
  expect(lines('--allowed-host', 'a', '--allowed-host', 'b', '--also', 'c', '--also', 'd')).toEqual([
    'Prism answers the other operations of c',
    'Prism answers the other operations of d',
    'may be called as a',
    'may be called as b',
  ])
})

it('outcomes that no state brings about are named', () => {
  const [face, ...others] = mock.faces
  const [outcome] = face?.outcomes ?? []
  if (!face || !outcome) throw new Error('there is no outcome')
  const own = {
    ...face,
    operation: 'sing',
    outcomes: [
      { ...outcome, name: 'loud' },
      { ...outcome, name: 'low' },
    ],
  }
  expect(inForce(readInput(serve, [], {}), { ...mock, faces: [own, ...others] })).toEqual([
    'only when armed or preferred: sing/loud, sing/low',
  ])
})
