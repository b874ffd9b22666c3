import type { NoWorld } from '../world/world-entry.ts'
import type { Answer } from './answer.ts'
import { problem } from './problem.ts'

/** The answer to a call that names an unavailable world. */
export function noWorld(absent: NoWorld): Answer {
  if (absent.kind === 'too-many')
    return problem({
      status: 503,
      title: 'Too many worlds',
      detail: `The maximum of ${absent.limit} worlds is reached. Drop those you no longer need, or start the server with --max-worlds <number>.`,
    })
  const { kind, world } = absent
  if (kind === 'gone')
    return problem({
      status: 404,
      title: 'World dropped',
      detail: `The world ${world} was dropped, or its data was lost, since this call or its connection began. Connect or call again.`,
    })
  const make = `Create it with greenroom worlds make ${world}, or with the client.`
  return kind === 'dropped'
    ? problem({
        status: 404,
        title: 'World dropped',
        detail: `The world ${world} was dropped; calling it does not recreate it. ${make}`,
      })
    : problem({
        status: 404,
        title: 'No such world',
        detail: `There is no world ${world}. ${make} Or start the server without --worlds explicit.`,
      })
}

/** The answer to a call that would write more into a world than it may hold. */
export const fullWorld = (world: string, status: 409 | 503): Answer =>
  problem({
    status,
    title: 'World full',
    detail: `The world ${world} holds as much as it may. Reset it with greenroom reset --world ${world}, or, if it was restored from a snapshot, drop it with greenroom worlds drop ${world}; or start the server with --limit world=<bytes>.`,
  })

/** The answer to a call that names no world, under `--require-world`. */
export const unnamedWorld = (): Answer =>
  problem({
    status: 400,
    title: 'No world named',
    detail:
      'This server was started with --require-world. Name a world with the header X-Greenroom-World, the path prefix /~<world>, the host <world>.localhost, the query ?__world=<world>, or the cookie greenroom-world.',
  })
