import type { Face, SocketFace } from '../contract/model/face.ts'
import { faces as compiledFaces } from '../contract/compiled/faces.ts'
import { socketFaces } from '../contract/compiled/socket-faces.ts'
import { requestValidators } from '../contract/compiled/request-validators.ts'
import type { Edition, OperationId, Seed } from '../contract/compiled/types.ts'
import { Fault } from '../fault.ts'
import { arrange } from '../world/arrange.ts'
import { realClock, type Clock } from '../world/clock.ts'
import { memoryStore } from '../world/memory.ts'
import type { Recipe } from '../world/recipe.ts'
import { createSeeds, type SeedChoice } from '../world/seeds.ts'
import type { Store } from '../world/store.ts'
import { createChannel, type Channel } from '../world/channel.ts'
import { createWorlds, DEFAULT_WORLD, type Worlds } from '../world/worlds.ts'
import type { Dispatch } from './answer.ts'
import type { Decider } from './decider.ts'
import type { Announce } from './answerer.ts'
import { createDispatch } from './dispatch.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { operations } from './operations.ts'
import { createRecipes, type WorldOptions } from './recipes.ts'
import { prepareFace, type PreparedFace, type PreparedRoute } from './prepared-face.ts'
import { createSocketCalls, type Announced, type SocketCalls } from './socket-calls.ts'

/** How a mock is made; everything has a default. */
export interface MockOptions {
  /** Which version of the contract it answers by; `current` by default. */
  readonly edition?: Edition
  /** What its worlds start from: the name of a seed, or one of your own; `documented` by default. */
  readonly seed?: SeedChoice | Seed
  /** What worlds go by whose clock runs; the machine's own time by default. */
  readonly clock?: Clock
  /** What tells the ids of its default world from those of other mocks; the same salt, seed, clock and calls give the same bytes. */
  readonly salt?: string
  /** Takes any well-formed credentials for somebody of this role: `agent`, or a role of the seed. Null, the default: strict. */
  readonly trust?: string | null
  /** The key that signs the meeting tokens of another system; their subjects need not be people of the seed. */
  readonly jwtSecret?: string | null
  /** Whether documented limits are enforced; true by default. */
  readonly rateLimit?: boolean
  /** Whether a call may make the world that it names (`first-use`, the default), or only who controls the mock (`explicit`). */
  readonly worlds?: 'first-use' | 'explicit'
  /** Whether a call that names no world is refused, in place of going to the world `default`; false by default. */
  readonly requireWorld?: boolean
  /** How many worlds there may be beside the default one; 1000 by default. */
  readonly maxWorlds?: number
  /** Minutes after which a world that nobody uses is dropped; 60 by default. */
  readonly worldIdleMinutes?: number
  readonly limits?: Partial<Limits>
}

/** A mock of every operation of the contract, for transports to serve. Cores of one process never meet. */
export interface Core {
  readonly edition: Edition
  /** What worlds start from unless said otherwise. */
  readonly seed: Seed
  readonly faces: readonly Face[]
  /** What is served over Socket.IO. */
  readonly socketFaces: readonly SocketFace[]
  /** The operations that all these are faces of. */
  readonly operations: readonly OperationId[]
  readonly limits: Limits
  /** Where the state of its worlds lives. */
  readonly store: Store
  readonly worlds: Worlds
  /** How a world of these options begins. Throws a Fault for a seed that does not exist. */
  readonly recipeOf: (world: string, options: WorldOptions) => Recipe
  /** Answers one request. */
  readonly answer: Dispatch
  /** Answers the calls of sockets. Made when it is first asked for: most mocks have none. */
  readonly sockets: () => SocketCalls
  /** What comes about in meeting rooms, whoever has called, after it was written. */
  readonly announced: Channel<Announced>['subscribe']
  /** Tells the sockets of a world what has come about by hand. */
  readonly announce: Announce
  /**
   * Brings a world into a situation (subject → facts, the words of `fixtures/facts.yaml`) and gives the values by which a
   * request names its subjects. Without an operation, limits are those of all. A subject that `values` names is there: the
   * facts are added to it, and sockets hear what has changed.
   */
  arrange(
    situation: Readonly<Record<string, readonly string[]>>,
    operation?: OperationId | null,
    options?: {
      readonly address?: string
      readonly world?: string
      readonly values?: Readonly<Record<string, string>>
    },
  ): Promise<Readonly<Record<string, string>>>
}

/** Makes the core of a mock. Throws a Fault for a seed or role that does not exist. */
export function createCore(options: MockOptions = {}): Core {
  const edition = toEdition(options.edition ?? 'current')
  const own = typeof options.seed === 'object' ? options.seed : undefined
  const seeds = createSeeds(own)
  const recipeOf = createRecipes(options, seeds)
  const limits = { ...defaultLimits, ...options.limits }
  const faces = compiledFaces[edition]
  const store = memoryStore(options.clock ?? realClock())
  const worlds = createWorlds({
    store,
    recipeOf: (name) => recipeOf(name, {}),
    isExplicit: options.worlds === 'explicit',
    limit: options.maxWorlds ?? 1000,
    idleMs: (options.worldIdleMinutes ?? 60) * 60_000,
    uptime: () => performance.now(),
  })
  const prepared = faces.map((face) => prepareRoute(face, edition))
  const { publish, subscribe } = createChannel<Announced>()
  const announce: Announce = ({ name }, announces) => {
    if (announces.length > 0) publish({ world: name, announces })
  }
  const requireWorld = options.requireWorld ?? false
  let socketCalls: SocketCalls | undefined
  return {
    edition,
    seed: worlds.default.seed,
    faces,
    socketFaces,
    operations: OPERATIONS.filter((id) => [...faces, ...socketFaces].some(({ operation }) => operation === id)),
    limits,
    store,
    worlds,
    recipeOf,
    answer: createDispatch({ edition, prepared, socketFaces, store, worlds, limits, requireWorld, announce }),
    sockets: () =>
      (socketCalls ??= createSocketCalls({ store, worlds, requireWorld, announce, prepared: prepareSockets() })),
    announced: subscribe,
    announce,
    arrange: async (
      situation,
      operation = null,
      { address = '127.0.0.1', world = DEFAULT_WORLD, values = {} } = {},
    ) => {
      const limited = faces.flatMap((face) =>
        face.rateLimit?.outcome != null && (operation ?? face.operation) === face.operation
          ? [{ operation: face.operation, rateLimit: face.rateLimit }]
          : [],
      )
      const arranged = await store.change(world, (state, make) =>
        arrange(situation, { make, limited, address, state, values }),
      )
      announce({ name: world }, arranged.announces)
      return arranged.values
    },
  }
}

/** JavaScript callers have no types to tell them. */
const toEdition = (edition: Edition): Edition => {
  if (Object.hasOwn(compiledFaces, edition)) return edition
  throw new Fault(`there is no edition ${edition}`, `Use one of ${Object.keys(compiledFaces).join(', ')}.`)
}

const isOperation = (name: string): name is OperationId => Object.hasOwn(operations, name)

const OPERATIONS = Object.keys(operations).filter(isOperation)

const deciders: Readonly<Record<string, Decider>> = operations

const prepareSockets = (): PreparedFace<SocketFace>[] =>
  socketFaces.map((face) => prepareFace(face, deciders[face.operation]))

function prepareRoute(face: Face, edition: Edition): PreparedRoute {
  const row = requestValidators[edition]?.[face.operation] ?? requestValidators['current']?.[face.operation]
  return { ...prepareFace(face, deciders[face.operation]), validators: row ?? { query: null, body: null } }
}
