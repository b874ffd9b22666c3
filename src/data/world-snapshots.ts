import type { Seed } from '../contract/compiled/types.ts'
import { toEdition } from '../edition.ts'
import { Fault } from '../fault.ts'
import { lazyControl } from '../lazy-control.ts'
import { isObject, parseJson } from '../json.ts'
import { createCore } from '../mock/core.ts'
import { groundOf } from '../mock/kept/ground.ts'
import { beginDefault } from '../store/default-world.ts'
import type { DataFigures } from '../store/log/data-figures.ts'
import { UNKNOWN_SEED } from '../store/log/recipe-data.ts'
import { dropFromFile, lookAtStore, openStore, openToRead } from '../store/open-store.ts'
import { storeParts } from '../store/parts.ts'
import { isSeed } from '../world/seeds/names.ts'
import type { Store } from '../world/store.ts'

/** A snapshot of a world that is kept at a place, as JSON. No file is changed. Rejects with a Fault if it can't be had. */
export async function exportWorld(place: string, world: string): Promise<string> {
  const figures = await lookAtStore(place)
  if (!has(figures, world)) throw noWorldIn(figures, world)
  return asked(place, figures, 'GET', `${pathOf(world)}/snapshot`, world, '')
}

/**
 * Removes a world that is kept at a place, though it can't be read; `default` begins anew. Rejects with a Fault if there is none of that
 * name, or somebody uses the file.
 */
export async function dropWorld(place: string, world: string): Promise<void> {
  if (await dropFromFile(place, world)) return
  const figures = await lookAtStore(place)
  if (!has(figures, world)) throw noWorldIn(figures, world)
  await asked(place, figures, 'DELETE', pathOf(world), world, '')
}

/**
 * Puts a snapshot beside the worlds that are kept there; with `replace`, also in the place of one of them. Rejects with a Fault that
 * says what is wrong with it, or that somebody uses what is there.
 */
export async function importWorld(
  place: string,
  world: string,
  snapshot: string,
  { replace = false }: { readonly replace?: boolean } = {},
): Promise<void> {
  const figures = await lookAtStore(place)
  if (figures.users > 0) throw inUse(figures)
  if (!replace && has(figures, world))
    throw new Fault(
      `${figures.place} has a world ${world} already`,
      'Add --replace to put the snapshot in its place, or choose another name. Nothing was changed.',
    )
  await asked(place, figures, 'PUT', `${pathOf(world)}/snapshot`, world, snapshot)
}

/** Asks the control plane of a mock that serves nobody, so that what it does is what it is everywhere else. */
async function asked(
  place: string,
  figures: DataFigures,
  method: string,
  target: string,
  world: string,
  body: string,
): Promise<string> {
  const edition = toEdition(figures.edition)
  const before = groundOf({ edition })
  const parts = storeParts(before)
  const store = await (method === 'GET' ? openToRead(place, parts, world) : openStore(place, parts))
  try {
    const seed = ownSeedIn(store, seedNamedIn(body))
    const options = { edition, ...(seed === undefined ? {} : { seed }) }
    const ground = groundOf(options)
    await beginDefault(store, (name) => ground.recipeOf(name, {}))
    const control = lazyControl(createCore(options, ground, store), () => '')
    const bodyBytes = new TextEncoder().encode(body).length
    const answer = await control.answer({ method, target, headers: {}, body, bodyBytes, isCut: false, address: '' })
    if (answer.status >= 400) throw faultOf(answer.body)
    return answer.body
  } finally {
    await store.close()
  }
}

const pathOf = (world: string): string => `/worlds/${encodeURIComponent(world)}`

const noWorldIn = ({ place }: DataFigures, world: string): Fault =>
  new Fault(`there is no world ${world} in ${place}`, 'greenroom data lists them.')

const has = ({ worlds }: DataFigures, world: string): boolean => worlds.some(({ name }) => name === world)

const inUse = ({ place, users }: DataFigures): Fault =>
  new Fault(
    `${place} is in use by ${users} ${users === 1 ? 'mock' : 'mocks'}`,
    'Stop them; one that was killed counts for ten seconds more. Or restore the snapshot in one of them: world.restore() of its client.',
  )

/**
 * The seed of a user's own that worlds began from, so that a snapshot of such a world can be read. Of several, the one of this name, or
 * else the last one.
 */
function ownSeedIn(store: Store, wanted: unknown): Seed | undefined {
  const seeds = store.worlds().map(({ recipe }) => recipe.tables.seed)
  const own = seeds.filter(({ name }) => !isSeed(name) && name !== UNKNOWN_SEED)
  return own.findLast(({ name }) => name === wanted) ?? own.at(-1)
}

function seedNamedIn(snapshot: string): unknown {
  const read = parseJson(snapshot)
  return isObject(read) ? read['seed'] : undefined
}

function faultOf(body: string): Fault {
  const told = parseJson(body)
  const [title, detail] = isObject(told) ? [String(told['title']), String(told['detail'])] : ['It failed', body]
  return new Fault(`${title}: ${detail}`, 'Nothing was changed.')
}
