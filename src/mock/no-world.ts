import type { NoWorld } from '../world/worlds.ts'
import type { Answer } from './answer.ts'
import { problem } from './problem.ts'

/** The answer to a call of a world that is not to be had. */
export function noWorld(absent: NoWorld): Answer {
  if (absent.kind === 'too-many')
    return problem({
      status: 503,
      title: 'Too many worlds',
      detail: `There are ${absent.limit} worlds already. Drop those that are done with, or start the server with --max-worlds <number>.`,
    })
  const { kind, world } = absent
  const make = `Make it by greenroom worlds make ${world}, or by the client.`
  return kind === 'dropped'
    ? problem({
        status: 404,
        title: 'World dropped',
        detail: `The world ${world} was dropped; a call does not bring it back. ${make}`,
      })
    : problem({
        status: 404,
        title: 'No such world',
        detail: `There is no world ${world}. ${make} Or start the server without --worlds explicit.`,
      })
}

/** The answer to a call that names no world, where it must. */
export const unnamedWorld = (): Answer =>
  problem({
    status: 400,
    title: 'No world named',
    detail:
      'This server was started with --require-world. Name a world by the header X-Greenroom-World, the path prefix /~<world>, or the host <world>.localhost.',
  })
