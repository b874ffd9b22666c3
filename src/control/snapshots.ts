import type { Snapshot } from '../contract/compiled/types.ts'
import { json, wrongInput, type Handler } from './handler.ts'
import { inWorld, type ControlParts } from './parts.ts'
import { readSnapshot, toSnapshot } from './snapshot.ts'
import { told } from './worlds.ts'
import { toWorldName, WORLD_NAME_RULE } from '../world/world-name.ts'

/** Snapshots: all that a world holds, to go on from later. */
export const snapshotHandlers = (
  parts: ControlParts,
): Readonly<Record<'takeSnapshot' | 'restoreSnapshot', Handler>> => ({
  takeSnapshot: inWorld(parts, async (world) => {
    const { store } = parts.core
    const stands = await store.change(world.name, ({ clock, settings }) => ({
      result: { clock, settings },
      writes: [],
    }))
    return json(toSnapshot(world, await store.contents(world.name), stands))
  }),
  restoreSnapshot: ({ params, body }) => {
    const name = toWorldName(params['world'] ?? '')
    if (name === null) return wrongInput('/path/world', `must be a name: ${WORLD_NAME_RULE}`)
    const read = readSnapshot(toBody(body), parts.core)
    if ('pointer' in read) return wrongInput(read.pointer, read.expected, 'No snapshot to restore')
    const recipe = { ...parts.core.recipeOf(name, { seed: read.seed }), salt: read.salt }
    return told(parts, parts.core.worlds.restore(name, recipe, read.contents), 200)
  },
})

// The validator has found it to be one.
const isSnapshot = (body: unknown): body is Snapshot => typeof body === 'object' && body !== null && 'rows' in body

function toBody(body: unknown): Snapshot {
  if (isSnapshot(body)) return body
  throw new Error('a snapshot without rows has passed its validator')
}
