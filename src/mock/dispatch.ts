import type { Edition } from '../contract/compiled/types.ts'
import type { SocketFace } from '../contract/model/face.ts'
import type { Store } from '../world/store.ts'
import { DEFAULT_WORLD, type Worlds } from '../world/worlds.ts'
import { undocumented, type Answer, type Dispatch } from './answer.ts'
import { createAnswerer, type Announce } from './answerer.ts'
import { chooseWorld } from './choose-world.ts'
import { raiseLimit, type Limits } from './limits.ts'
import { noWorld, unnamedWorld } from './no-world.ts'
import { nowhere, optionsOf } from './nowhere.ts'
import { lazyOverviewPage } from './overview/lazy-page.ts'
import { problem } from './problem.ts'
import { createRouter } from './route.ts'
import type { PreparedRoute } from './prepared-face.ts'

/** Dependencies of `createDispatch`. */
export interface DispatchParts {
  readonly edition: Edition
  readonly prepared: readonly PreparedRoute[]
  readonly store: Store
  readonly worlds: Worlds
  readonly limits: Limits
  readonly announce: Announce
  /** The faces served over Socket.IO, for the overview. */
  readonly socketFaces: readonly SocketFace[]
  /** Whether a call that names no world is rejected. */
  readonly requireWorld: boolean
}

/** Routes requests to their world and operation; `decide` is the only place that mixes rules with state. */
export function createDispatch(parts: DispatchParts): Dispatch {
  const { worlds, limits } = parts
  const faces = parts.prepared.map(({ face }) => face)
  const router = createRouter(faces)
  const preparedOf = new Map(parts.prepared.map((prepared) => [prepared.face, prepared] as const))
  const overview = lazyOverviewPage({ edition: parts.edition, faces, socketFaces: parts.socketFaces })
  const answerIn = createAnswerer(parts)
  return (request) => {
    if (request.target.length > limits.url) return urlTooLong(limits)
    if (request.target === '*' && request.method === 'OPTIONS') return ASTERISK
    const [fullPath, query] = split(request.target)
    const choice = chooseWorld(request.headers, fullPath)
    if ('problem' in choice) return problem(choice.problem)
    const { path, prefix } = choice
    const name = choice.world ?? DEFAULT_WORLD
    if (path === '/') return overview(request, { world: name, seed: (worlds.get(name) ?? worlds.default).seed, prefix })
    const route = router(path)
    if (route && request.method === 'OPTIONS') return optionsOf(route)
    if (choice.world === null && parts.requireWorld) return unnamedWorld()
    const world = worlds.enter(name)
    if ('kind' in world) return noWorld(world)
    const face = route?.faces.get(request.method === 'HEAD' ? 'GET' : request.method)
    const prepared = face && preparedOf.get(face)
    if (!route || !prepared) return answerIn.refused(world, request, nowhere(route, faces, request.method, path))
    return answerIn.operation(world, request, prepared, route.params, query)
  }
}

/** The answer to `OPTIONS *`, which asks about the server as a whole. */
const ASTERISK: Answer = {
  status: 204,
  headers: ['Allow', 'GET, HEAD, POST, OPTIONS'],
  body: '',
  about: undocumented('answers GET, HEAD, POST, OPTIONS'),
}

const split = (target: string): [path: string, query: string] => {
  const at = target.indexOf('?')
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)]
}

const urlTooLong = (limits: Limits): Answer =>
  problem({ status: 414, title: 'URL too long', detail: `The URL is too long. ${raiseLimit('url', limits)}` })
