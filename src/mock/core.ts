import type { Face, Outcome, SocketFace } from '../contract/model/face.ts'
import type { EditionWords } from '../contract/model/edition-words.ts'
import { socketFaces } from '../contract/compiled/socket-faces.ts'
import type { Edition, OperationId, Seed } from '../contract/compiled/types.ts'
import { arrange } from '../world/arrange.ts'
import type { Clock } from '../world/clock.ts'
import { memoryStore } from '../world/memory.ts'
import type { Recipe } from '../world/recipe.ts'
import type { SeedChoice } from '../world/seeds/names.ts'
import type { Store } from '../world/store.ts'
import { DEFAULT_WORLD } from '../world/world-entry.ts'
import { createWorlds, type Worlds } from '../world/worlds.ts'
import type { Dispatch } from './answer.ts'
import type { Decider } from './decider.ts'
import { createDispatch, type Links } from './dispatch.ts'
import { enforcedLimits } from '../domain/enforced-limits.ts'
import { groundOf, type Ground } from './kept/ground.ts'
import { keeping } from './kept/keeping.ts'
import { keptSockets } from './kept/kept-sockets.ts'
import type { Limits } from './limits.ts'
import { operations } from './operations.ts'
import type { WorldOptions } from './recipes.ts'
import { prepareFace, type PreparedFace, type PreparedRoute } from './prepared-face.ts'
import type { ServedContract } from './served/served-contract.ts'
import { createScans } from './scans.ts'
import { createSocketCalls, type SocketCalls } from './socket-calls.ts'

/** Options of a mock; all of them are optional. */
export interface MockOptions {
  /** The version of the contract; `current` by default. */
  readonly edition?: Edition
  /** A contract of your own, whose operations take the places of the edition's; `startServer` reads it from files. */
  readonly contract?: ServedContract
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
  /** Whether callers without credentials may join public calls; by default, as the edition and the seed say. */
  readonly anonymousReading?: boolean
  /** Whether any agent may join livechat rooms that wait (`manual`, the default), or they are given to agents (`auto`). */
  readonly routing?: 'manual' | 'auto'
  /** Whether livechat operations are limited in every edition, as on servers: 10 calls a minute; by default, in those of servers only. */
  readonly livechatLimits?: boolean
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
  /** What its contract says besides its operations. */
  readonly words: EditionWords
  /** The faces served over Socket.IO. */
  readonly socketFaces: readonly SocketFace[]
  /** The operations of all faces, each once. */
  readonly operations: readonly OperationId[]
  readonly limits: Limits
  readonly links: Links
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
  readonly announced: Store['announced']
  /**
   * Puts a world into a situation (subject → facts, in the words of `fixtures/facts.yaml`) and returns the values with which a
   * request names its subjects. Without an operation, limits apply to all. A subject named in `values` already exists: the
   * facts are added to it, and sockets hear about the change. With `keepsSeats`, guests take the seats that a room has.
   */
  arrange(
    situation: Readonly<Record<string, readonly string[]>>,
    operation?: OperationId | null,
    options?: {
      readonly address?: string
      readonly world?: string
      readonly values?: Readonly<Record<string, string>>
      readonly keepsSeats?: boolean
      /** What followers of the world are told, in a few words; nothing by default. */
      readonly what?: string
    },
  ): Promise<Readonly<Record<string, string>>>
}

/** Throws a Fault for an unknown seed or role. Without a store, its worlds are in memory. */
export function createCore(
  options: MockOptions = {},
  ground: Ground = groundOf(options),
  store: Store = memoryStore(ground.machine, ground.limits.world),
): Core {
  const { edition, contract, recipeOf, limits } = ground
  const links: Links = { console: null, beside: [], others: null, dialect: null }
  const { faces, words } = contract
  const worlds = createWorlds({
    store,
    recipeOf: (name) => recipeOf(name, {}),
    isExplicit: options.worlds === 'explicit',
    limit: options.maxWorlds ?? 1000,
    idleMs: (options.worldIdleMinutes ?? 60) * 60_000,
    uptime,
  })
  const limited = faces.flatMap(({ outcomes }) => outcomes).find(({ name }) => name === 'rate-limited')
  const prepared = faces.map((face) => prepareRoute(face, contract, limited))
  const requireWorld = options.requireWorld ?? false
  // There, nothing can fail to be kept.
  const isInMemory = store.place === 'memory'
  const scans = createScans({ uptime, turn: () => new Promise((resolve) => setTimeout(resolve)) })
  const dispatch = createDispatch({
    edition,
    prepared,
    words,
    socketFaces,
    store,
    worlds,
    limits,
    requireWorld,
    scans,
    links,
  })
  const newSockets = (): SocketCalls => {
    const calls = createSocketCalls({ store, worlds, requireWorld, scans, prepared: prepareSockets() })
    return isInMemory ? calls : keptSockets(calls)
  }
  let socketCalls: SocketCalls | undefined
  return {
    edition,
    seed: recipeOf(DEFAULT_WORLD, {}).tables.seed,
    faces,
    words,
    socketFaces,
    operations: OPERATIONS.filter((id) => [...faces, ...socketFaces].some(({ operation }) => operation === id)),
    limits,
    links,
    store,
    worlds,
    recipeOf,
    answer: isInMemory ? dispatch : (...call) => keeping(() => dispatch(...call)),
    sockets: () => (socketCalls ??= newSockets()),
    announced: store.announced,
    arrange: arrangerOf({ store, faces }),
  }
}

/** What putting worlds into situations needs. */
type ArrangerParts = Pick<Core, 'store' | 'faces'>

const arrangerOf =
  ({ store, faces }: ArrangerParts): Core['arrange'] =>
  async (situation, operation = null, options = {}) => {
    const { address = '127.0.0.1', world = DEFAULT_WORLD, values = {}, keepsSeats = false, what } = options
    return store.change(world, (state, make) => {
      const limited = enforcedLimits(faces, state.settings).filter(
        (each) => (operation ?? each.operation) === each.operation,
      )
      return {
        ...arrange(situation, { make, limited, address, state, values, keepsSeats }),
        isByHand: true,
        ...(what === undefined ? {} : { what }),
      }
    })
  }

const uptime = (): number => performance.now()

const isOperation = (name: string): name is OperationId => Object.hasOwn(operations, name)

const OPERATIONS = Object.keys(operations).filter(isOperation)

const deciders: Readonly<Record<string, Decider>> = operations

const prepareSockets = (): PreparedFace<SocketFace>[] =>
  socketFaces.map((face) => prepareFace(face, deciders[face.operation]))

function prepareRoute(face: Face, { validators, own }: ServedContract, limited: Outcome | undefined): PreparedRoute {
  const prepared = prepareFace(face, deciders[face.operation], own.has(face.operation), limited)
  return { ...prepared, validators: validators[face.operation] ?? { query: null, body: null } }
}
