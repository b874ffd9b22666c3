import type { ScenarioName } from '../contract/compiled/scenarios.js'
import type { ScenarioRequest, ScenarioStatus, ScenarioStepInfo } from '../contract/compiled/types.ts'
import type { Scenario } from '../contract/model/scenario.ts'
import type { Requester } from './requester.ts'

/** The name of a scenario of greenroom, or a scenario of your own. */
export type ScenarioWish = ScenarioName | (string & {}) | Scenario

/** Plays a scenario in real time, `speed` times as fast as written (1 by default), or step by step. */
export type PlayOptions = { readonly speed?: number } | { readonly steps: true }

/** A scenario playing in a world. It ends when the world is reset, replaced or dropped. */
export interface Play {
  readonly scenario: string
  /** The values that name its subjects, such as `code` of a meeting room. */
  readonly values: ScenarioStatus['values']
  /** Its progress, its next step, and the unexpected answers so far. */
  readonly status: () => Promise<ScenarioStatus>
  /** Its steps, planned and played. */
  readonly steps: () => Promise<readonly ScenarioStepInfo[]>
  /** Moves the world's clock to the next step and plays it; resolves when it was answered. */
  readonly next: () => Promise<ScenarioStatus>
  /** Stops it; its guests leave their rooms. */
  readonly stop: () => Promise<void>
}

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

/** The scenario playing at a path; rejects with a Fault if there is none. */
export const findPlay = async (requester: Requester, path: string): Promise<Play> =>
  toPlay(requester, path, await requester.json<ScenarioStatus>('GET', path))

const toPlay = ({ json }: Requester, path: string, { name, values }: ScenarioStatus): Play => ({
  scenario: name,
  values,
  status: () => json('GET', path),
  steps: async () => (await json<{ steps: ScenarioStepInfo[] }>('GET', `${path}/steps`)).steps,
  next: () => json('POST', `${path}/next`),
  stop: async () => void (await json('DELETE', path)),
})
