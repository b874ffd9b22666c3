import type { ScenarioStep } from '../contract/model/scenario.ts'
import type { MovableClock } from './movable-clock.ts'
import type { Pace } from './pace.ts'
import type { Performance } from './performance.ts'

/** The steps of a play, each at its time on its world's clock. */
export interface Steps {
  /** Plays the next step now. Moves the clock to its time, unless the clock is later or runs with the play. */
  readonly forward: () => Promise<void>
  /** Call it when the clock was moved from `before`: plays the steps that became due, each at its own time. */
  readonly catchUp: (before: number) => Promise<void>
}

/** The play that the steps belong to. */
export interface StepsParts {
  readonly performance: Performance
  readonly clock: MovableClock
  readonly pace: Pace
  /** When it started, on its world's clock. */
  readonly start: { readonly instant: number }
}

/** Creates the steps of a play that is about to start. */
export function createSteps({ performance, clock, pace, start }: StepsParts): Steps {
  const instantOf = ({ atMs }: ScenarioStep): number => start.instant + atMs
  const movesClock = async (): Promise<boolean> => pace.mode === 'step' || (await clock.read()).clock.kind === 'frozen'
  const dueBy = (now: number): ScenarioStep | undefined => {
    const step = performance.next()
    return step && instantOf(step) <= now ? step : undefined
  }
  return {
    async forward() {
      const step = performance.next()
      if (step && (await movesClock())) await clock.reach(instantOf(step))
      await performance.playNext()
    },
    async catchUp(before) {
      const { now, clock: setting } = await clock.read()
      if (!dueBy(now) || !(await movesClock())) return
      for (let step = dueBy(now); step; step = dueBy(now)) {
        await clock.put(Math.max(before, instantOf(step)))
        await performance.playNext()
      }
      await clock.restore(setting)
    },
  }
}
