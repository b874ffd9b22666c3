import { seeds, type SeedName } from '../../contract/compiled/seeds.ts'
import { MAX_BUSY, parseBusy } from '../busy/busy-name.ts'

/** A seed file of `fixtures/`, or a number of generated livechat rooms. */
export type SeedChoice = SeedName | `busy:${number}`

/** The names of all seeds, for error messages. */
export const SEED_NAMES: string = `${Object.keys(seeds).join(', ')}, busy:<number up to ${MAX_BUSY}>`

/** Whether a seed has this name. Its rows need not be made for that. */
export const isSeed = (name: string): name is SeedChoice => Object.hasOwn(seeds, name) || parseBusy(name) !== null
