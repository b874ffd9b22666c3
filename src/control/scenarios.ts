import type { PlannedStep, ScenarioStatus, ScenarioStepInfo } from '../contract/compiled/types.ts'
import { isCallStep, type ScenarioStep } from '../contract/model/scenario.ts'
import type { WorldPlay } from '../scenario/play.ts'
import { stepText } from '../scenario/step-text.ts'
import { json, unavailable, type Handler } from './handler.ts'
import { inWorld, inWorldWithSpace, noWorldHere, type ControlParts } from './parts.ts'
import { readScenario } from './scenario-request.ts'

type ScenarioHandlers = Readonly<
  Record<
    'listScenarios' | 'playScenario' | 'readScenario' | 'listScenarioSteps' | 'stopScenario' | 'playNextStep',
    Handler
  >
>

/** Handlers that play scenarios in worlds. */
export const scenarioHandlers = (parts: ControlParts): ScenarioHandlers => {
  const playIn = async (world: string): Promise<WorldPlay | undefined> => (await parts.plays.ifAny())?.of(world)
  return {
    listScenarios: async () => {
      const { scenarios } = await import('../contract/compiled/scenarios.js')
      return json({
        scenarios: scenarios.map(({ name, about, steps }) => ({ name, about, steps: steps.map(toPlanned) })),
      })
    },
    playScenario: inWorldWithSpace(parts, async (world, { body }) => {
      const wish = await readScenario(parts, body)
      if ('status' in wish) return wish
      const plays = await parts.plays.get()
      // Loading takes a while the first time, and the world may have been dropped meanwhile.
      if (parts.core.worlds.get(world.name) !== world) return noWorldHere({ kind: 'dropped', world: world.name })
      return json(toStatus(await plays.start(world, wish.scenario, wish.pace)))
    }),
    readScenario: inWorld(parts, async ({ name }) => {
      const play = await playIn(name)
      return play ? json(toStatus(play)) : nothingPlays(name)
    }),
    listScenarioSteps: inWorld(parts, async ({ name }) => {
      const play = await playIn(name)
      return json({ steps: play ? stepsOf(play) : [] })
    }),
    stopScenario: inWorld(parts, async ({ name }) => {
      const plays = await parts.plays.ifAny()
      return json({ count: (await plays?.stop(name)) === true ? 1 : 0 })
    }),
    playNextStep: inWorld(parts, async ({ name }) => {
      const play = await playIn(name)
      if (!play) return nothingPlays(name)
      await play.forward()
      return json(toStatus(play))
    }),
  }
}

const nothingPlays = (world: string) =>
  unavailable(404, 'Nothing plays', `No scenario is playing in the world ${world}. Start one first.`)

const toPlanned = (step: ScenarioStep): PlannedStep => ({
  atMs: step.atMs,
  what: stepText(step),
  expected: isCallStep(step) ? step.call.expect : null,
})

const stepsOf = ({ scenario, played, answers }: WorldPlay): ScenarioStepInfo[] =>
  scenario.steps.map((step, index) => ({
    n: index + 1,
    ...toPlanned(step),
    isPlayed: index < played(),
    answered: answers()[index] ?? null,
  }))

function toStatus({ scenario, pace, values, played, next, unmet }: WorldPlay): ScenarioStatus {
  const coming = next()
  return {
    name: scenario.name,
    about: scenario.about,
    mode: pace.mode,
    speed: pace.mode === 'timed' ? pace.speed : null,
    values: values(),
    steps: scenario.steps.length,
    played: played(),
    next: coming
      ? { at: new Date(coming.instant).toISOString(), atMs: coming.step.atMs, what: stepText(coming.step) }
      : null,
    unmet: unmet(),
  }
}
