import type { Face } from '../contract/face.ts'
import { faces as compiledFaces } from '../contract/compiled/faces.ts'
import { requestValidators } from '../contract/compiled/request-validators.ts'
import { seeds, type SeedName } from '../contract/compiled/seeds.ts'
import type { Edition, OperationId, Seed } from '../contract/compiled/types.ts'
import { Fault } from '../fault.ts'
import { arrange } from '../world/arrange.ts'
import { realClock, type Clock } from '../world/clock.ts'
import { memoryStore } from '../world/memory.ts'
import { seedTables } from '../world/seed-tables.ts'
import type { Store } from '../world/store.ts'
import { createWorld, type World } from '../world/world.ts'
import type { Answer, MockRequest } from './answer.ts'
import type { Decider } from './decider.ts'
import { createDispatch } from './dispatch.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { operations } from './operations.ts'
import { serve, type Served } from './served.ts'

/** How a mock is made; everything has a default. */
export interface MockOptions {
  /** Which version of the contract it answers by; `current` by default. */
  readonly edition?: Edition
  /** What its world starts from: the name of a seed, or one of your own; `documented` by default. */
  readonly seed?: SeedName | Seed
  /** The machine's own time by default. */
  readonly clock?: Clock
  /** What tells its ids from those of other mocks; the same salt, seed, clock and calls give the same bytes. */
  readonly salt?: string
  /** Takes any well-formed credentials for somebody of this role: `agent`, or a role of the seed. Null, the default: strict. */
  readonly trust?: string | null
  /** The key that signs the meeting tokens of another system; their subjects need not be people of the seed. */
  readonly jwtSecret?: string | null
  /** Whether documented limits are enforced; true by default. */
  readonly rateLimit?: boolean
  readonly limits?: Partial<Limits>
}

/** A mock of every operation of the contract, with one world, for transports to serve. Cores of one process never meet. */
export interface Core {
  readonly edition: Edition
  readonly seed: Seed
  readonly faces: readonly Face[]
  readonly limits: Limits
  /** Where its state lives; its one world is called `default`. */
  readonly store: Store
  /** Answers one request. */
  readonly answer: (request: MockRequest) => Answer | Promise<Answer>
  /**
   * Brings its world into a situation (subject → facts, the words of `fixtures/facts.yaml`) and gives the values by which a
   * request names its subjects. `address` is who will call.
   */
  arrange(
    situation: Readonly<Record<string, readonly string[]>>,
    operation: OperationId,
    address?: string,
  ): Promise<Readonly<Record<string, string>>>
}

/** The one world of a mock. */
export const WORLD = 'default'

/** Makes the core of a mock. Throws a Fault for a seed or role that does not exist. */
export function createCore(options: MockOptions = {}): Core {
  const edition = toEdition(options.edition ?? 'current')
  const seed = toSeed(options.seed ?? 'documented')
  const limits = { ...defaultLimits, ...options.limits }
  const faces = compiledFaces[edition]
  const store = memoryStore(worldMaker(seed, options))
  const served = faces.map((face) => toServed(face, edition))
  return {
    edition,
    seed,
    faces,
    limits,
    store,
    answer: createDispatch({ edition, seed, served, store, limits, world: WORLD }),
    arrange: async (situation, operation, address = '127.0.0.1') => {
      const rateLimit = faces.find((face) => face.operation === operation)?.rateLimit ?? null
      return store.change(WORLD, (_, make) => arrange(situation, { make, operation, rateLimit, address }))
    },
  }
}

/** JavaScript callers have no types to tell them. */
const toEdition = (edition: Edition): Edition => {
  if (Object.hasOwn(compiledFaces, edition)) return edition
  throw new Fault(`there is no edition ${edition}`, `Use one of ${Object.keys(compiledFaces).join(', ')}.`)
}

const toSeed = (seed: string | Seed): Seed => {
  if (typeof seed !== 'string') return seed
  const found = Object.entries(seeds).find(([name]) => name === seed)?.[1]
  if (!found) throw new Fault(`there is no seed ${seed}`, `Use one of ${Object.keys(seeds).join(', ')}.`)
  return found
}

function worldMaker(seed: Seed, options: MockOptions): (name: string) => World {
  const tables = seedTables(seed)
  const settings = {
    ...seed.settings,
    trust: toRole(seed, options.trust ?? null),
    rateLimit: options.rateLimit ?? true,
  }
  const { clock = realClock(), jwtSecret = null } = options
  if (jwtSecret === '')
    throw new Fault('the key of tokens is empty, so anybody could sign', 'Give the key of your own system.')
  return (name) => createWorld({ tables, clock, salt: options.salt ?? name, settings, jwtSecret })
}

/** A role of the seed: by its name, or by an identity that a person of that role has. */
function toRole(seed: Seed, trust: string | null): string | null {
  if (trust === null || Object.hasOwn(seed.roles, trust)) return trust
  const personId = Object.hasOwn(seed.identities, trust) ? seed.identities[trust]?.person : undefined
  const role = seed.people.find(({ id }) => id === personId)?.role
  if (role === undefined)
    throw new Fault(`there is no role ${trust} to trust callers as`, 'Use agent, manager or no-permission.')
  return role
}

const deciders: Readonly<Record<string, Decider>> = operations

function toServed(face: Face, edition: Edition): Served {
  const row = requestValidators[edition]?.[face.operation] ?? requestValidators['current']?.[face.operation]
  return serve(face, deciders[face.operation], row ?? { query: null, body: null })
}
