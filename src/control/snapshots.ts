import type { Snapshot } from '../contract/compiled/types.ts'
import { json, wrongInput, type Handler } from './handler.ts'
import { inWorld, type ControlParts } from './parts.ts'
import { readSnapshot, toSnapshot } from './snapshot.ts'
import { told } from './worlds.ts'
import type { Contents } from '../world/recipe.ts'
import { toWorldName, WORLD_NAME_RULE } from '../world/world-name.ts'

/** Snapshots: all that a world holds, to go on from later. */
export const snapshotHandlers = (
  parts: ControlParts,
): Readonly<Record<'takeSnapshot' | 'restoreSnapshot', Handler>> => ({
  takeSnapshot: inWorld(parts, async (world) => json(toSnapshot(world, await parts.core.store.contents(world.name)))),
  restoreSnapshot: ({ params, body }) => {
    const name = toWorldName(params['world'] ?? '')
    if (name === null) return wrongInput('/path/world', `must be a name: ${WORLD_NAME_RULE}`)
    const read = readSnapshot(toBody(body), parts.core)
    if ('pointer' in read) return wrongInput(read.pointer, read.expected, 'No snapshot to restore')
    const recipe = { ...parts.core.recipeOf(name, { seed: read.seed }), salt: read.salt }
    const contents = trusting(read.contents, recipe.settings.trust)
    return told(parts, parts.core.worlds.restore(name, recipe, contents), 200)
  },
})

/** A snapshot says nothing of trust: a strict server must not come to take foreign tokens by restoring one. */
const trusting = ({ rows, ids }: Contents, trust: string | null): Contents => ({
  ids,
  rows: { ...rows, settings: (rows.settings ?? []).map(([key, row]) => [key, row && { ...row, trust }] as const) },
})

// The validator has found it to be one.
const isSnapshot = (body: unknown): body is Snapshot => typeof body === 'object' && body !== null && 'rows' in body

function toBody(body: unknown): Snapshot {
  if (isSnapshot(body)) return body
  throw new Error('a snapshot without rows has passed its validator')
}
