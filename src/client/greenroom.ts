import type { FaceInfo, MockInfo, NewWorld, ScenarioInfo, WorldSummary } from '../contract/compiled/types.ts'
import type { SeedName } from '../contract/compiled/seeds.ts'
import { follow, type GreenroomEvent } from './events.ts'
import type { Requester } from './requester.ts'
import { toTestWorld, type MadeWorld, type TestWorld } from './test-world.ts'

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
  /** Every way to call each operation, with its outcomes in order of precedence. */
  readonly outcomes: () => Promise<readonly FaceInfo[]>
  /** The scenarios that can be played by name. */
  readonly scenarios: () => Promise<readonly ScenarioInfo[]>
  /** Events of all worlds as they happen, until the signal aborts or the server ends; from `onOpen` on, none is missed. */
  readonly events: (signal?: AbortSignal, onOpen?: () => void) => AsyncIterable<GreenroomEvent>
}

/** A client that sends by this requester. Nothing is sent before the first call. */
export function greenroomBy(requester: Requester): Greenroom {
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
    outcomes: async () => (await requester.json<{ faces: FaceInfo[] }>('GET', '/outcomes')).faces,
    scenarios: async () => (await requester.json<{ scenarios: ScenarioInfo[] }>('GET', '/scenarios')).scenarios,
    events: (signal, onOpen) => follow(requester, '/events', signal, onOpen),
  }
}
