import type { ScenarioStatus } from '../contract/compiled/types.ts'
import type { Play } from '../scenario/play.ts'
import { stepText } from '../scenario/step-text.ts'
import { json, unavailable, type Handler } from './handler.ts'
import { inWorld, noWorldHere, type ControlParts } from './parts.ts'
import { readScenario } from './scenario-request.ts'

type ScenarioHandlers = Readonly<Record<'playScenario' | 'readScenario' | 'stopScenario' | 'playNextStep', Handler>>

/** Handlers that play scenarios in worlds. */
export const scenarioHandlers = (parts: ControlParts): ScenarioHandlers => {
  const playIn = async (world: string): Promise<Play | undefined> => (await parts.plays.ifAny())?.of(world)
  return {
    playScenario: inWorld(parts, async (world, { body }) => {
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

function toStatus({ scenario, pace, values, played, next, unmet }: Play): ScenarioStatus {
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
