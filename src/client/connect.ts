import { Fault } from '../fault.ts'
import { greenroomBy, type Greenroom } from './greenroom.ts'
import { createRequester, type Address } from './requester.ts'

/** How to find the control plane; by default, through the run file of the greenroom on this machine. */
export interface ConnectOptions {
  /** Scheme, host and port of the control plane; needs `token`. */
  readonly url?: string
  readonly token?: string
  /** The mock's port, if several run on this machine. */
  readonly port?: number
  /** Sends the requests; the platform's `fetch` by default. */
  readonly fetch?: Address['fetch']
}

/**
 * Connects to a greenroom. Nothing is sent before the first call.
 *
 * @example
 * await using world = await connect().world({ seed: 'documented' })
 */
export const connect = (options: ConnectOptions = {}): Greenroom =>
  greenroomBy(createRequester(() => findAddress(options)))

async function findAddress({ url, token, port, fetch = globalThis.fetch }: ConnectOptions): Promise<Address> {
  if (url !== undefined && token !== undefined) return { url: url.replace(/\/$/, ''), token, fetch }
  if (url !== undefined || token !== undefined)
    throw new Fault('url and token go together', 'Give both, or neither: then the run file is read.')
  const { readRunFile } = await import('./run-file.ts')
  const found = await readRunFile(port)
  return { url: found.control, token: found.token, fetch }
}

export type { Duration } from './duration.ts'
export type { GreenroomEvent } from './events.ts'
export type { Greenroom, SeedWish, WorldWish } from './greenroom.ts'
export type { JournalFilter, WorldJournal } from './journal.ts'
export type { Play, PlayOptions, ScenarioWish } from './play.ts'
export type { Scenario } from '../contract/model/scenario.ts'
export type { Situation } from './situation.ts'
export type { RowTable } from './table.ts'
export type { ArmEffect, ArmOptions } from './arm-request.ts'
export type { TestWorld } from './test-world.ts'
export type * from '../contract/compiled/types.ts'
