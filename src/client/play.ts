import type { ScenarioName } from '../contract/compiled/scenarios.js'
import type { ScenarioRequest, ScenarioStatus } from '../contract/compiled/types.ts'
import type { Scenario } from '../contract/model/scenario.ts'
import type { Requester } from './requester.ts'

/** A scenario that comes with greenroom, by name, or one of your own. */
export type ScenarioWish = ScenarioName | (string & {}) | Scenario

/** How a scenario goes on: by itself, so many times as fast as written (once by default); or only as you tell it to. */
export type PlayOptions = { readonly speed?: number } | { readonly steps: true }

/** A scenario that plays in a world. It ends with the world, and when that begins again. */
export interface Play {
  readonly scenario: string
  /** By which values its subjects are called: `code` of a meeting room. */
  readonly values: ScenarioStatus['values']
  /** How far it is, what comes next, and what was answered otherwise than it says. */
  readonly status: () => Promise<ScenarioStatus>
  /** Plays the next step now, with the world's clock at its instant; resolves when it has been answered. */
  readonly next: () => Promise<ScenarioStatus>
  /** Ends it; its guests leave their rooms. */
  readonly stop: () => Promise<void>
}

/** Starts a scenario at a path of the control plane. */
export async function startPlay(
  requester: Requester,
  path: string,
  scenario: ScenarioWish,
  how: PlayOptions = {},
): Promise<Play> {
  const what = typeof scenario === 'string' ? { name: scenario } : { scenario }
  const pace: ScenarioRequest = 'steps' in how ? { mode: 'step' } : how
  return toPlay(requester, path, await requester.json<ScenarioStatus>('PUT', path, { body: { ...what, ...pace } }))
}

/** The scenario that plays at a path; rejects with a Fault if none does. */
export const findPlay = async (requester: Requester, path: string): Promise<Play> =>
  toPlay(requester, path, await requester.json<ScenarioStatus>('GET', path))

const toPlay = ({ json }: Requester, path: string, { name, values }: ScenarioStatus): Play => ({
  scenario: name,
  values,
  status: () => json('GET', path),
  next: () => json('POST', `${path}/next`),
  stop: async () => void (await json('DELETE', path)),
})
