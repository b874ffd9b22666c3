import type { MockInfo, NewWorld, WorldSummary } from '../contract/compiled/types.ts'
import type { SeedName } from '../contract/compiled/seeds.ts'
import { Fault } from '../fault.ts'
import { follow, type GreenroomEvent } from './events.ts'
import { createRequester, type Address } from './requester.ts'
import { toTestWorld, type MadeWorld, type TestWorld } from './test-world.ts'

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

/** The initial data of a world: a seed of greenroom, or a number of generated livechat rooms. */
export type SeedWish = SeedName | `busy:${number}`

/** Options of a new world; all of them are optional. */
export type WorldWish = Omit<NewWorld, 'seed'> & { readonly seed?: SeedWish }

/** A client of a running greenroom. */
export interface Greenroom {
  /**
   * Creates a world. It replaces one of the same name; with `replace: false` it throws a Fault instead. `await using` drops it
   * at the end of its scope.
   */
  readonly world: (options?: WorldWish, how?: { readonly replace?: boolean }) => Promise<TestWorld>
  /** Attaches to an existing world, `default` if none is named. Disposing of the handle doesn't drop it. */
  readonly attach: (name?: string) => Promise<TestWorld>
  readonly worlds: () => Promise<readonly WorldSummary[]>
  readonly mock: () => Promise<MockInfo>
  /** Events of all worlds as they happen, until the signal aborts or the server ends. */
  readonly events: (signal?: AbortSignal) => AsyncIterable<GreenroomEvent>
}

/**
 * Connects to a greenroom. Nothing is sent before the first call.
 *
 * @example
 * await using world = await connect().world({ seed: 'documented' })
 */
export function connect(options: ConnectOptions = {}): Greenroom {
  const requester = createRequester(() => findAddress(options))
  return {
    async world({ name, ...recipe } = {}, { replace = true } = {}) {
      const made =
        name === undefined || !replace
          ? await requester.json<MadeWorld>('POST', '/worlds', { body: { ...(name && { name }), ...recipe } })
          : await requester.json<MadeWorld>('PUT', `/worlds/${encodeURIComponent(name)}`, { body: recipe })
      return toTestWorld(requester, made, { isOwn: true })
    },
    attach: async (name = 'default') =>
      toTestWorld(requester, await requester.json<MadeWorld>('GET', `/worlds/${encodeURIComponent(name)}`), {
        isOwn: false,
      }),
    worlds: async () => (await requester.json<{ worlds: WorldSummary[] }>('GET', '/worlds')).worlds,
    mock: () => requester.json<MockInfo>('GET', '/mock'),
    events: (signal) => follow(requester, '/events', signal),
  }
}

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
export type { JournalFilter, WorldJournal } from './journal.ts'
export type { Play, PlayOptions, ScenarioWish } from './play.ts'
export type { Scenario } from '../contract/model/scenario.ts'
export type { Situation } from './situation.ts'
export type { RowTable } from './table.ts'
export type { ArmEffect, ArmOptions, TestWorld } from './test-world.ts'
export type * from '../contract/compiled/types.ts'
