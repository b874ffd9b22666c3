import { groundOf } from '../../src/mock/kept/ground.ts'
import { createRecipeKeeper } from '../../src/store/log/recipe-data.ts'
import { openReplicaStore } from '../../src/store/replicas/replica-store.ts'
import type { Recipe } from '../../src/world/recipe.ts'
import type { Store } from '../../src/world/store.ts'
import { connected, later } from './redis-client.ts'

/** A store of a process of its own, as far as anyone can tell, that shares a Redis server with others. */
export interface ReplicaStore {
  readonly store: Store
  readonly warnings: readonly string[]
  readonly faults: readonly unknown[]
  /** Ends as a process that is killed: without a word. */
  readonly die: () => void
}

/** What may be otherwise. */
export interface ReplicaStoreOptions {
  readonly prefix?: string
  readonly leaseMs?: number
  readonly now?: () => number
  /** Where its commands go, if not to the server directly. */
  readonly commandsUrl?: string
  /** How it waits. */
  readonly wait?: typeof later
}

const ground = groundOf({})

/** What worlds of these stores begin with. */
export const recipeOf = (world: string): Recipe => ground.recipeOf(world, {})

/** Opens one. */
export async function openReplica(url: string, options: ReplicaStoreOptions = {}): Promise<ReplicaStore> {
  const { prefix = 'test:', leaseMs = 10_000, now = Date.now, commandsUrl = url, wait = later } = options
  const [commands, listening] = [await connected(commandsUrl), await connected(url)]
  const [warnings, faults]: [string[], unknown[]] = [[], []]
  const store = await openReplicaStore({
    machine: { now },
    mostBytes: 1_000_000,
    edition: 'current',
    recipes: createRecipeKeeper(ground.seeds, ground),
    by: crypto.randomUUID(),
    commands,
    listening,
    prefix,
    about: 'test',
    leaseMs,
    uptime: () => performance.now(),
    later: wait,
    onWarning: (line) => void warnings.push(line),
    onFault: (fault) => void faults.push(fault),
  })
  const die = (): void => {
    commands.close()
    listening.close()
  }
  return { store, warnings, faults, die }
}
