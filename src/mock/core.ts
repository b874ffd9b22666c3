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

/** Options of a mock; all of them are optional. */
export interface MockOptions {
  /** The version of the contract; `current` by default. */
  readonly edition?: Edition
  /** The data that its worlds start with: a seed's name, or a seed of your own; `documented` by default. */
  readonly seed?: SeedChoice | Seed
  /** The clock behind worlds whose clock runs; the machine's time by default. */
  readonly clock?: Clock
  /** Varies the ids of its default world; the same salt, seed, clock and calls give the same bytes. */
  readonly salt?: string
  /** Accepts any well-formed credentials as a user with this role: `agent`, or a role of the seed. Null, the default, is strict. */
  readonly trust?: string | null
  /** The key of another system that signs meeting tokens; their subjects need not be people of the seed. */
  readonly jwtSecret?: string | null
  /** Whether documented rate limits are enforced; true by default. */
  readonly rateLimit?: boolean
  /** Whether the first call that names a world creates it (`first-use`, the default), or only the control plane does (`explicit`). */
  readonly worlds?: 'first-use' | 'explicit'
  /** Whether a call that names no world is rejected, instead of going to the world `default`; false by default. */
  readonly requireWorld?: boolean
  /** The maximum number of worlds besides the default one; 1000 by default. */
  readonly maxWorlds?: number
  /** Minutes without use after which a world is dropped; 60 by default. */
  readonly worldIdleMinutes?: number
  readonly limits?: Partial<Limits>
}

/** A mock of every operation in the contract, for transports to serve. Cores in one process share no state. */
export interface Core {
  readonly edition: Edition
  /** The default seed of its worlds. */
  readonly seed: Seed
  readonly faces: readonly Face[]
  /** The faces served over Socket.IO. */
  readonly socketFaces: readonly SocketFace[]
  /** The operations of all faces, each once. */
  readonly operations: readonly OperationId[]
  readonly limits: Limits
  /** Holds the state of its worlds. */
  readonly store: Store
  readonly worlds: Worlds
  /** The initial state for a world with these options. Throws a Fault for an unknown seed. */
  readonly recipeOf: (world: string, options: WorldOptions) => Recipe
  /** Never rejects because of what a request contains. */
  readonly answer: Dispatch
  /** Answers calls from sockets. Created on first use, since most mocks have no sockets. */
  readonly sockets: () => SocketCalls
  /** Subscribes to changes in meeting rooms from any caller, after they were written. */
  readonly announced: Channel<Announced>['subscribe']
  /** Tells the sockets in a world about changes made through the control plane. */
  readonly announce: Announce
  /**
   * Puts a world into a situation (subject → facts, in the words of `fixtures/facts.yaml`) and returns the values with which a
   * request names its subjects. Without an operation, limits apply to all. A subject named in `values` already exists: the
   * facts are added to it, and sockets hear about the change.
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

/** Throws a Fault for an unknown seed or role. */
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

/** For callers in plain JavaScript, which no type check warns. */
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
