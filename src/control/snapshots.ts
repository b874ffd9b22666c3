import type { Snapshot } from '../contract/compiled/types.ts'
import { json, wrongInput, type Handler } from './handler.ts'
import { inWorld, type ControlParts } from './parts.ts'
import { readSnapshot, toSnapshot } from './snapshot.ts'
import { told } from './worlds.ts'
import { sizeOf } from '../world/rows/size.ts'
import { trustedBy } from '../world/recipe.ts'
import { toWorldName, WORLD_NAME_RULE } from '../world/world-name.ts'

/** Handlers that take and restore snapshots. */
export const snapshotHandlers = (
  parts: ControlParts,
): Readonly<Record<'takeSnapshot' | 'restoreSnapshot', Handler>> => ({
  takeSnapshot: inWorld(parts, async (world) => json(toSnapshot(world, await parts.core.store.contents(world.name)))),
  restoreSnapshot: async ({ params, body }) => {
    const name = toWorldName(params['world'] ?? '')
    if (name === null) return wrongInput('/path/world', `must be a name of ${WORLD_NAME_RULE}`)
    const read = readSnapshot(toBody(body), parts.core)
    if ('pointer' in read) return wrongInput(read.pointer, read.expected, 'Invalid snapshot')
    const { world: most } = parts.core.limits
    if (sizeOf(read.contents.rows) > most)
      return wrongInput('/rows', `must take at most ${most} bytes; start the server with --limit world=<bytes>`)
    const recipe = { ...parts.core.recipeOf(name, { seed: read.seed }), salt: read.salt }
    // Restoring a snapshot must not make a strict server accept foreign tokens.
    const contents = trustedBy(read.contents, recipe.settings.trust)
    return told(parts, await parts.core.worlds.restore(name, recipe, contents), 200)
  },
})

// The validator has checked it.
const isSnapshot = (body: unknown): body is Snapshot => typeof body === 'object' && body !== null && 'rows' in body

function toBody(body: unknown): Snapshot {
  if (isSnapshot(body)) return body
  throw new Error('a snapshot without rows has passed its validator')
}
