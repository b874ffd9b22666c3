import { expect, it } from 'vitest'
import { scenarios } from '../../compiled/scenarios.js'
import { successes } from '../../compiled/successes.ts'
import { emitScenarios, emitScenarioTypes, emitSuccesses } from './scenarios.ts'

it('all of a scenario comes back from the module, each step from a line of its own', async () => {
  const text = emitScenarios(scenarios)
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(text)}`)
  expect(module).toEqual(expect.objectContaining({ scenarios }))
  const steps = scenarios.flatMap((each) => each.steps)
  expect(text.split('\n').filter((line) => line.includes('"atMs"'))).toHaveLength(steps.length)
})

it('their names are a type', () => {
  expect(emitScenarioTypes(scenarios.slice(0, 2))).toContain(
    `export type ScenarioName = ${scenarios
      .slice(0, 2)
      .map(({ name }) => `"${name}"`)
      .join(' | ')}\n`,
  )
})

it('the smallest successes are by their operations', () => {
  const text = emitSuccesses(new Map(Object.entries(successes)))
  expect(JSON.parse(text.slice(text.indexOf('= {') + 2))).toEqual(successes)
})
