import { CALL_DEFAULTS, jsonText, withoutDefaults } from './cases.ts'
import { isCallStep, type Scenario, type ScenarioStep } from '../../model/scenario.ts'
import type { Success } from '../../model/case.ts'

/** A module of the scenarios, one step per line. JavaScript for the same reason as cases. */
export const emitScenarios = (
  scenarios: readonly Scenario[],
): string => `/** What a call is unless its line says otherwise. */
const rest = ${jsonText(CALL_DEFAULTS)}

/** Every scenario of fixtures/scenarios/, by name. */
export const scenarios = [
${scenarios.map(scenarioText).join('')}]
`

/** Its types. */
export const emitScenarioTypes = (
  scenarios: readonly Scenario[],
): string => `import type { Scenario } from '../model/scenario.ts'

/** The scenarios that come with greenroom. */
export type ScenarioName = ${scenarios.map(({ name }) => JSON.stringify(name)).join(' | ')}

/** Every scenario of fixtures/scenarios/, by name. */
export declare const scenarios: readonly (Scenario & { readonly name: ScenarioName })[]
`

/** A module of the smallest successful calls, over which the calls of a scenario are patched. */
export const emitSuccesses = (
  successes: ReadonlyMap<string, Success>,
): string => `import type { Success } from '../model/case.ts'

/** Operation → its smallest successful call. */
export const successes: Readonly<Record<string, Success>> = ${JSON.stringify(Object.fromEntries(successes), null, 1)}
`

const scenarioText = ({ steps, ...head }: Scenario): string =>
  `  {\n    ${jsonText(head).slice(1, -1)},\n    steps: [\n${steps.map((step) => `      ${stepText(step)},\n`).join('')}    ],\n  },\n`

function stepText(step: ScenarioStep): string {
  if (!isCallStep(step)) return jsonText(step)
  const { call, ...head } = step
  return `{ ${jsonText(head).slice(1, -1)}, call: { ...rest, ${jsonText(withoutDefaults(call)).slice(1, -1)} } }`
}
