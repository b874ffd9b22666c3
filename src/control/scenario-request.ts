import type { CaseCall } from '../contract/model/case.ts'
import { plainCall } from '../contract/model/plain-call.ts'
import type { Scenario, ScenarioStep } from '../contract/model/scenario.ts'
import type { ScenarioRequest, ScenarioScript, ScenarioScriptStep } from '../contract/compiled/types.ts'
import type { Answer } from '../mock/answer.ts'
import type { Pace } from '../scenario/pace.ts'
import { wrongInput } from './handler.ts'
import type { ControlParts } from './parts.ts'
import { factThatStandsAlone } from './situations.ts'

/** A scenario and the pace to play it at. */
export interface PlayRequest {
  readonly scenario: Scenario
  readonly pace: Pace
}

/** Reads a request that passed its validator; answers what else is wrong with it. */
export async function readScenario(parts: ControlParts, body: unknown): Promise<PlayRequest | Answer> {
  const { name, scenario: script, speed, mode }: ScenarioRequest = isRequest(body) ? body : {}
  if ((name === undefined) === (script === undefined)) return wrongInput('', 'must have either name or scenario')
  if (speed !== undefined && mode !== undefined) return wrongInput('', 'must have one of speed and mode, not both')
  const scenario = script === undefined ? await named(name ?? '') : (faultIn(parts, script) ?? toScenario(script))
  if ('status' in scenario) return scenario
  return { scenario, pace: mode === undefined ? { mode: 'timed', speed: speed ?? 1 } : { mode } }
}

const isRequest = (body: unknown): body is ScenarioRequest => typeof body === 'object' && body !== null

async function named(name: string): Promise<Scenario | Answer> {
  const { scenarios } = await import('../contract/compiled/scenarios.js')
  const found = scenarios.find((each) => each.name === name)
  return found ?? wrongInput('/name', `must be one of ${scenarios.map((each) => each.name).join(', ')}`)
}

/** Checks what a schema can't express. */
function faultIn(parts: ControlParts, { steps }: ScenarioScript): Answer | undefined {
  for (const [index, step] of steps.entries()) {
    const wrong = (pointer: string, expected: string): Answer =>
      wrongInput(`/scenario/steps/${index}${pointer}`, expected)
    const { set, by, call, atMs } = step
    if (set === undefined ? !by || !call : by !== undefined || call !== undefined)
      return wrong('', 'must have either set, or by and call')
    if (index === 0 && (set === undefined || atMs > 0)) return wrong('', 'must be a set at 0')
    if (atMs < (steps[index - 1]?.atMs ?? 0)) return wrong('/atMs', 'must not be earlier than the step before it')
    const alone = set && factThatStandsAlone(set)
    if (alone) return wrong(`/set/${alone.subject}`, `must not combine ${alone.fact} with other facts`)
    if (call && !parts.core.operations.some((id) => id === call.operation))
      return wrong('/call/operation', `must be one of ${parts.core.operations.join(', ')}`)
  }
  return undefined
}

const toScenario = ({ name, about, at = '', steps }: ScenarioScript): Scenario => ({
  name,
  about,
  at,
  steps: steps.map(toStep),
})

function toStep({ atMs, at = '', set = {}, by, call }: ScenarioScriptStep): ScenarioStep {
  return by === undefined || call === undefined
    ? { atMs, at, set: { ...set } }
    : { atMs, at, by, call: toCaseCall(call) }
}

const toCaseCall = ({ operation, expect, as, request }: NonNullable<ScenarioScriptStep['call']>): CaseCall =>
  plainCall({ operation, expect, as, request })
