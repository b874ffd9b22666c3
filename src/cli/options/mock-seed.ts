import type { Greenroom } from '../../client/connect.ts'
import { readRunFile } from '../../client/run-file.ts'
import { seeds } from '../../contract/compiled/seeds.ts'
import type { Edition, Seed } from '../../contract/compiled/types.ts'
import { EDITIONS } from '../../edition.ts'
import { Fault } from '../../fault.ts'
import { isLoopback } from '../../verify/model/loopback.ts'
import { portOf } from '../../verify/model/port.ts'
import { toWorldName } from '../../world/world-name.ts'
import { DEFAULT_WORLD } from '../../world/world-entry.ts'
import { isSeed } from '../../world/seeds/names.ts'
import type { Io } from '../command.ts'
import { directFetch } from '../direct-fetch.ts'

/** Data by which printed calls name what they are about, and the mock that has them. */
export interface MockSeed extends HeldSeed {
  /** The edition of the mock that runs there; null if none was found. */
  readonly edition: Edition | null
}

interface HeldSeed {
  readonly seed: Seed
  /** What a reader should know about it; null for the documented one. */
  readonly remark: string | null
}

const DOCUMENTED: HeldSeed = { seed: seeds.documented, remark: null }
const NOWHERE: MockSeed = { ...DOCUMENTED, edition: null }

/** The data of the mock that runs at a URL; of a file of one's own, what its world holds now. Documented, if none runs there. */
export async function mockSeed(url: string, env: Io['env']): Promise<MockSeed> {
  if (!isLoopback(url)) return NOWHERE
  const greenroom = await greenroomAt(url, env)
  const about = (await greenroom?.mock().catch(unlessFault)) ?? null
  if (greenroom === null || about === null) return NOWHERE
  const held = (await heldBy(greenroom, worldIn(url), about.seed).catch(unlessFault)) ?? DOCUMENTED
  return { ...held, edition: EDITIONS.find((each) => each === about.edition) ?? null }
}

async function greenroomAt(url: string, env: Io['env']): Promise<Greenroom | null> {
  const found = await readRunFile(portOf(url), env).catch(unlessFault)
  if (!found) return null
  // Most calls of a command find no mock, and need no client.
  const { connect } = await import('../../client/connect.ts')
  return connect({ url: found.control, token: found.token, fetch: directFetch })
}

/** Nothing runs there any more, or the world is not made yet: what was never asked for must not fail. */
const unlessFault = (error: unknown): null => {
  if (error instanceof Fault) return null
  throw error
}

async function heldBy(greenroom: Greenroom, world: string, usual: string): Promise<HeldSeed> {
  const made = (await greenroom.worlds()).find(({ name }) => name === world)
  const name = made?.seed ?? usual
  if (isSeed(name)) {
    const { createSeeds } = await import('../../world/seeds/seeds.ts')
    return { seed: createSeeds().get(name).seed, remark: name === 'documented' ? null : ofSeed(name) }
  }
  const held = await (await greenroom.attach(made?.name)).seed()
  const { heldSeed } = await import('../../own-seed/held.ts')
  return { seed: heldSeed(name, held), remark: ofSeed(name) }
}

const ofSeed = (name: string): string =>
  `Codes, ids and credentials are those of the running mock, which serves the seed ${name}.`

const worldIn = (url: string): string =>
  toWorldName(/^\/~([^/]+)/.exec(new URL(url).pathname)?.[1] ?? DEFAULT_WORLD) ?? DEFAULT_WORLD
