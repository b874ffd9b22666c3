import type { NewWorld, WorldInfo, WorldRecipe, WorldSummary } from '../contract/compiled/types.ts'
import type { Answer } from '../mock/answer.ts'
import type { WorldOptions } from '../mock/recipes.ts'
import { credentialsOf } from '../world/identities.ts'
import { isSeed, SEED_NAMES } from '../world/seeds/names.ts'
import { toWorldName, WORLD_NAME_RULE } from '../world/world-name.ts'
import { StoreUnavailable, WorldGone } from '../world/store.ts'
import type { NoWorld, WorldEntry } from '../world/world-entry.ts'
import { toClockInfo } from './clock-info.ts'
import { json, unavailable, wrongInput, type Handler } from './handler.ts'
import { inWorld, noWorldHere, type ControlParts } from './parts.ts'

type WorldHandlers = Readonly<
  Record<'listWorlds' | 'makeWorld' | 'readWorld' | 'replaceWorld' | 'dropWorld' | 'resetWorld', Handler>
>

/** Handlers that make, reset and drop worlds. Bodies have passed their validators, which check no more than the types here. */
export const worldHandlers = (parts: ControlParts): WorldHandlers => {
  const { worlds } = parts.core
  return {
    listWorlds: async () => json({ worlds: (await Promise.all(worlds.list().map(listedOf(parts)))).flat() }),
    makeWorld: ({ body }) => {
      const options = toNewWorld(body)
      const name = toWorldName(options.name ?? parts.newName())
      if (name === null) return wrongInput('/name', `must be a name of ${WORLD_NAME_RULE}`)
      if (worlds.get(name)) return unavailable(409, 'Name taken', `The world ${name} already exists.`)
      return begun(parts, name, options)
    },
    // With the reason if nobody can use it: it can be dropped nevertheless.
    readWorld: inWorld(parts, async (world) => json(infoOf(parts, world, await usableOrNot(parts, world)))),
    replaceWorld: ({ params, body }) => {
      const name = toWorldName(params['world'] ?? '')
      return name === null
        ? wrongInput('/path/world', `must be a name of ${WORLD_NAME_RULE}`)
        : begun(parts, name, toNewWorld(body))
    },
    dropWorld: inWorld(parts, async (world, { query: { generation } }) =>
      generation === undefined || generation === world.generation
        ? json({ count: (await worlds.drop(world.name)) ? 1 : 0 })
        : unavailable(404, 'No such world', `The world ${world.name} has been replaced since.`),
    ),
    resetWorld: inWorld(parts, async (world) => told(parts, await worlds.reset(world.name), 200)),
  }
}

const toNewWorld = (body: unknown): NewWorld & WorldRecipe => (typeof body === 'object' && body !== null ? body : {})

async function begun(parts: ControlParts, name: string, options: WorldOptions): Promise<Answer> {
  if (options.seed !== undefined && !isSeed(options.seed) && options.seed !== parts.core.seed.name)
    return wrongInput('/seed', `must be one of ${SEED_NAMES}`)
  const { core } = parts
  return told(parts, await core.worlds.make(name, core.recipeOf(name, options)), 201)
}

/** Answers with a world, or with the reason why it is unavailable. */
export const told = async (parts: ControlParts, world: WorldEntry | NoWorld, status: number): Promise<Answer> =>
  'kind' in world ? noWorldHere(world) : json(infoOf(parts, world, await summaryOf(parts, world)), status)

/** A world that can't be used is listed with the reason, and one that has ended meanwhile is not: neither hides the others. */
const listedOf =
  (parts: ControlParts) =>
  async (world: WorldEntry): Promise<readonly WorldSummary[]> => {
    try {
      return [await usableOrNot(parts, world)]
    } catch (fault) {
      if (fault instanceof WorldGone) return []
      throw fault
    }
  }

async function usableOrNot(parts: ControlParts, world: WorldEntry): Promise<WorldSummary> {
  try {
    return await summaryOf(parts, world)
  } catch (fault) {
    if (fault instanceof StoreUnavailable) return unusable(world, fault.message)
    throw fault
  }
}

/** What is known of a world without its state. */
const unusable = ({ name, seed, recipe, journal }: WorldEntry, why: string): WorldSummary => ({
  name,
  seed: seed.name,
  salt: recipe.salt,
  clock: { mode: recipe.clock.kind, now: seed.instant },
  rateLimit: recipe.settings.rateLimit,
  exchanges: journal.count(),
  latest: journal.last(),
  armed: 0,
  unavailable: why,
})

async function summaryOf({ core }: ControlParts, { name, seed, recipe, journal }: WorldEntry): Promise<WorldSummary> {
  await journal.refresh?.()
  return core.store.change(name, (state) => ({
    result: {
      name,
      seed: seed.name,
      salt: recipe.salt,
      clock: toClockInfo(state),
      rateLimit: state.settings.rateLimit,
      exchanges: journal.count(),
      latest: journal.last(),
      armed: state.arms.length,
    },
    writes: [],
  }))
}

function infoOf(parts: ControlParts, world: WorldEntry, summary: WorldSummary): WorldInfo {
  const { name, recipe } = world
  const base = parts.dataUrl()
  const seed = { ...world.seed, jwtSecret: recipe.jwtSecret ?? world.seed.jwtSecret }
  return {
    ...summary,
    generation: world.generation,
    url: `${base}/~${name}`,
    origin: base.replace(/\/\/[^/]*?(:\d+)?$/, `//${name}.localhost$1`),
    headers: { 'X-Greenroom-World': name },
    identities: Object.fromEntries(
      Object.keys(seed.identities).map((identity) => [identity, credentialsOf(seed, identity)]),
    ),
  }
}
