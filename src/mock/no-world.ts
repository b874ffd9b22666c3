import type { NoWorld } from '../world/worlds.ts'
import type { Answer } from './answer.ts'
import { problem } from './problem.ts'

/** The answer to a call of a world that is not to be had. */
export const noWorld = (missing: NoWorld): Answer =>
  missing.kind === 'missing'
    ? problem({
        status: 404,
        title: 'No such world',
        detail: `There is no world ${missing.world}. Make it by greenroom worlds make ${missing.world}, or by the client; or start the server without --worlds explicit.`,
      })
    : problem({
        status: 503,
        title: 'Too many worlds',
        detail: `There are ${missing.limit} worlds already. Drop those that are done with, or start the server with --max-worlds <number>.`,
      })

/** The answer to a call that names no world, where it must. */
export const unnamedWorld = (): Answer =>
  problem({
    status: 400,
    title: 'No world named',
    detail:
      'This server was started with --require-world. Name a world by the header X-Greenroom-World, the path prefix /~<world>, or the host <world>.localhost.',
  })
