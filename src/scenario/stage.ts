import type { Scenario } from '../contract/model/scenario.ts'
import type { Core } from '../mock/core.ts'
import type { WorldEntry } from '../world/world-entry.ts'

/** A world, and the scenario to play in it. */
export interface Stage {
  readonly core: Core
  readonly world: WorldEntry
  readonly scenario: Scenario
}
