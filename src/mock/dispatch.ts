import { after } from '../after.ts'
import type { Edition } from '../contract/compiled/types.ts'
import type { EditionWords } from '../contract/model/edition-words.ts'
import type { SocketFace } from '../contract/model/face.ts'
import { WorldGone, type Store } from '../world/store.ts'
import { DEFAULT_WORLD, type WorldEntry } from '../world/world-entry.ts'
import type { Worlds } from '../world/worlds.ts'
import { undocumented, type Answer, type Dispatch, type MockRequest } from './answer.ts'
import { createAnswerer } from './answerer.ts'
import { chooseWorld } from './choose-world.ts'
import { raiseLimit, type Limits } from './limits.ts'
import { noWorld, unnamedWorld } from './no-world.ts'
import { elsewhereAt, inPlaceOf, nowhere, optionsOf, prefixIn, type Missed } from './nowhere.ts'
import { lazyOverviewPage } from './overview/lazy-page.ts'
import { problem } from './problem.ts'
import { createRouter, type NamedOperation, type Route, type Router } from './route.ts'
import type { Scans } from './scans.ts'
import type { PreparedRoute } from './prepared-face.ts'

/** Dependencies of `createDispatch`. */
export interface DispatchParts {
  readonly edition: Edition
  readonly prepared: readonly PreparedRoute[]
  readonly words: EditionWords
  readonly store: Store
  readonly worlds: Worlds
  readonly limits: Limits
  readonly scans: Scans
  /** The faces served over Socket.IO, for the overview. */
  readonly socketFaces: readonly SocketFace[]
  /** Whether a call that names no world is rejected. */
  readonly requireWorld: boolean
  readonly links: Links
}

/** What the mock itself doesn't serve. Filled in by what serves the mock. */
export interface Links {
  /** The console, without its token. */
  console: string | null
  /** Asked in this order about requests that are for none of the contracts' operations. */
  beside: readonly Beside[]
  /** Operations that are answered beside the contracts', for `Allow` and suggestions; null: there are none. */
  others: Others | null
  /** The name of the words that it understands beside the contract's; null: there are none. */
  dialect: string | null
}

/** Operations of other documents. */
export interface Others {
  readonly operations: readonly NamedOperation[]
  readonly at: Router<NamedOperation>
}

/** Answers a request that is for none of the contracts' operations, and records it in the journal; undefined: it is not for this, either. */
export type Beside = (request: BesideRequest) => Answer | Promise<Answer> | undefined

/** A request within a world. */
export interface BesideRequest {
  readonly world: WorldEntry
  readonly request: MockRequest
  /** Without the prefix that names the world. */
  readonly path: string
  readonly query: string
}

/** Routes requests to their world and operation; `decide` is the only place that mixes rules with state. */
export function createDispatch(parts: DispatchParts): Dispatch {
  const { worlds, limits } = parts
  const faces = parts.prepared.map(({ face }) => face)
  const router = createRouter(faces)
  const preparedOf = new Map(parts.prepared.map((prepared) => [prepared.face, prepared] as const))
  const overview = lazyOverviewPage({
    edition: parts.edition,
    faces,
    socketFaces: parts.socketFaces,
    store: parts.store,
    console: () => parts.links.console,
  })
  const answerIn = createAnswerer(parts)
  return (request, reader) => {
    if (request.target.length > limits.url) return urlTooLong(limits)
    if (request.target === '*' && request.method === 'OPTIONS') return ASTERISK
    const [fullPath, query] = split(request.target)
    const choice = chooseWorld(request.headers, fullPath, query)
    if ('problem' in choice) return problem(choice.problem)
    const { path, prefix } = choice
    const name = choice.world ?? DEFAULT_WORLD
    if (path === '/')
      return overview(request, {
        world: name,
        seed: (worlds.get(name) ?? worlds.default).seed,
        // Commands can be pasted anywhere, so they name the world themselves.
        prefix: prefix === '' && isNamedAside(choice.world, request.headers['host']) ? `/~${name}` : prefix,
      })
    const route = router(path)
    const elsewhere = elsewhereAt(parts.words.elsewhere, path)
    if (elsewhere && request.method === 'OPTIONS')
      return inPlaceOf(askedOf(route), elsewhere, request.headers['origin'] === undefined ? 'options' : 'preflight')
    const unserved = (): Answer =>
      unservedAt(route, faces, parts.links.others, {
        method: request.method,
        path,
        below: prefixIn(request.headers),
      })
    if (route && request.method === 'OPTIONS') return unserved()
    if (choice.world === null && parts.requireWorld) return unnamedWorld()
    const entered = (): Answer | Promise<Answer> =>
      after(worlds.enter(name), (world) => {
        if ('kind' in world) return noWorld(world)
        const face = route?.faces.get(request.method === 'HEAD' ? 'GET' : request.method)
        const prepared = face && preparedOf.get(face)
        if (!route || !prepared) {
          const answered = answeredBeside(parts.links.beside, { world, request, path, query })
          if (answered !== undefined) return answered
          const ours = unserved()
          return answerIn.refused(world, request, elsewhere ? inPlaceOf(ours, elsewhere, 'unknown') : ours)
        }
        return answerIn.operation(world, request, prepared, route.params, query, reader)
      })
    return parts.store.refresh ? enteredAgain(entered) : entered()
  }
}

/** The answer where no operation is: to `OPTIONS`, the methods of the path. */
function unservedAt(
  route: Route | undefined,
  faces: readonly NamedOperation[],
  others: Others | null,
  missed: Missed,
): Answer {
  const known = joined(route, others?.at(missed.path))
  if (known && missed.method === 'OPTIONS') return optionsOf(known)
  return nowhere(known, [...faces, ...(others?.operations ?? [])], missed)
}

/** The methods of a path, whether the contract or another document answers them. */
const joined = (
  ours: Route | undefined,
  theirs: Route<NamedOperation> | undefined,
): Route<NamedOperation> | undefined =>
  ours && theirs
    ? { ...ours, faces: new Map<string, NamedOperation>([...ours.faces, ...theirs.faces]) }
    : (ours ?? theirs)

/** Ours, which explains in the log what is answered in its place. */
const askedOf = (route: Route | undefined): Answer =>
  route ? optionsOf(route) : { ...ASTERISK, about: undocumented('no operation is there') }

function answeredBeside(beside: readonly Beside[], request: BesideRequest): ReturnType<Beside> {
  for (const answer of beside) {
    const answered = answer(request)
    if (answered !== undefined) return answered
  }
  return undefined
}

/** Another process may have dropped the world meanwhile: then the call comes after that. */
async function enteredAgain(entered: () => Answer | Promise<Answer>): Promise<Answer> {
  for (let turn = 0; ; turn++)
    try {
      return await entered()
    } catch (fault) {
      if (!(fault instanceof WorldGone) || turn === MOST_TURNS) throw fault
    }
}

// A world that is dropped again and again.
const MOST_TURNS = 20

/** Whether neither the path nor the host names a world that is named. */
const isNamedAside = (world: string | null, host = ''): boolean =>
  world !== null && !host.toLowerCase().startsWith(`${world}.localhost`)

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
