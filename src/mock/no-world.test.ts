import { expect, it } from 'vitest'
import { fullWorld, noWorld, unnamedWorld } from './no-world.ts'

const PROBLEM = [
  'Content-Type',
  'application/problem+json',
  'Cache-Control',
  'no-store',
  'X-Content-Type-Options',
  'nosniff',
]

it.each([
  [
    noWorld({ kind: 'too-many', limit: 900 }),
    503,
    'Too many worlds',
    'The maximum of 900 worlds is reached. Drop those you no longer need, or start the server with --max-worlds <number>.',
  ],
  [
    noWorld({ kind: 'dropped', world: 'qa' }),
    404,
    'World dropped',
    'The world qa was dropped; calling it does not recreate it. Create it with greenroom worlds make qa, or with the client.',
  ],
  [
    noWorld({ kind: 'gone', world: 'qa' }),
    404,
    'World dropped',
    'The world qa was dropped, or its data was lost, since this call or its connection began. Connect or call again.',
  ],
  [
    noWorld({ kind: 'missing', world: 'qa' }),
    404,
    'No such world',
    'There is no world qa. Create it with greenroom worlds make qa, or with the client. Or start the server without --worlds explicit.',
  ],
  [
    fullWorld('qa', 503),
    503,
    'World full',
    'The world qa holds as much as it may. Reset it with greenroom reset --world qa, or, if it was restored from a snapshot, drop it with greenroom worlds drop qa; or start the server with --limit world=<bytes>.',
  ],
  [
    fullWorld('qa', 409),
    409,
    'World full',
    'The world qa holds as much as it may. Reset it with greenroom reset --world qa, or, if it was restored from a snapshot, drop it with greenroom worlds drop qa; or start the server with --limit world=<bytes>.',
  ],
  [
    unnamedWorld(),
    400,
    'No world named',
    'This server was started with --require-world. Name a world with the header X-Greenroom-World, the path prefix /~<world>, the host <world>.localhost, the query ?__world=<world>, or the cookie greenroom-world.',
  ],
])('a call without its world gets a problem that says how to get one: $3', (answer, status, title, detail) => {
  expect(answer).toEqual({
    status,
    headers: PROBLEM,
    body: JSON.stringify({ title, status, detail }),
    about: { outcome: null, operation: null, cause: detail, forced: null },
  })
})
