import type { MockInfo, NewWorld, WorldSummary } from '../contract/compiled/types.ts'
import type { SeedName } from '../contract/compiled/seeds.ts'
import { Fault } from '../fault.ts'
import { follow, type GreenroomEvent } from './events.ts'
import { createRequester, type Address } from './requester.ts'
import { toTestWorld, type MadeWorld, type TestWorld } from './test-world.ts'

/** Where the control plane is; by default the run file of the greenroom on this machine says so. */
export interface ConnectOptions {
  /** Scheme, host and port of the control plane; needs `token`. */
  readonly url?: string
  readonly token?: string
  /** The port of the mock, where several run on one machine. */
  readonly port?: number
  /** What sends the requests; the platform's own by default. */
  readonly fetch?: Address['fetch']
}

/** What a world starts from: a seed that comes with greenroom, or so many generated livechat rooms. */
export type SeedWish = SeedName | `busy:${number}`

/** A world to make; everything has a default. */
export type WorldWish = Omit<NewWorld, 'seed'> & { readonly seed?: SeedWish }

/** A running greenroom, to make worlds in. */
export interface Greenroom {
  /**
   * Makes a world. One of the same name gives way to it, unless `replace` is false: then that is a Fault. `await using` drops it
   * at the end of its scope.
   */
  readonly world: (options?: WorldWish, how?: { readonly replace?: boolean }) => Promise<TestWorld>
  /** A world that is there; `default` by default. It is somebody else's: disposing of the handle leaves it there. */
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
