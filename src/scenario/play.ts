import type { Scenario, ScenarioStep } from '../contract/model/scenario.ts'
import type { Pace } from './pace.ts'
import { createPerformance, type Performance } from './performance.ts'
import { createQueue } from './queue.ts'
import type { Stage } from './stage.ts'
import { createSteps } from './steps.ts'
import type { Timers } from './timers.ts'
import { movableClock } from './movable-clock.ts'

/** A scenario playing in a world. */
export interface WorldPlay extends Pick<Performance, 'values' | 'played' | 'unmet' | 'answers'> {
  readonly scenario: Scenario
  readonly pace: Pace
  /** The next step, if any, and its time on the world's clock. */
  readonly next: () => { readonly step: ScenarioStep; readonly instant: number } | undefined
  /** Creates the subjects; later steps wait for their time. */
  readonly begin: () => Promise<void>
  /** Plays the next step now. Moves the world's clock to the step's instant, unless it is later already, or runs with the play. */
  readonly forward: () => Promise<void>
  /** Call it after the world's clock was moved from `before`: plays all steps now due, each at its own instant. */
  readonly catchUp: (before: number) => Promise<void>
  /** Stops it and disconnects its guests. */
  readonly stop: () => Promise<void>
  /** Ends it silently, because its world was replaced or dropped. */
  readonly end: () => void
}

/** Plays nothing before `begin`. */
export function createPlay(stage: Stage, pace: Pace, timers: Timers): WorldPlay {
  const { core, world, scenario } = stage
  const performance = createPerformance(stage)
  const clock = movableClock(core.store, world.name)
  const inTurn = createQueue()
  // Start times on the world's clock and on this machine.
  const start = { instant: 0, machine: 0, speed: 1 }
  const { forward, catchUp } = createSteps({ performance, clock, pace, start })

  // The world must not be dropped while someone waits for a step.
  let release = (): void => {}
  let sleep = (): void => {}
  const dueMs = ({ atMs }: ScenarioStep, speed: number): number => start.machine + atMs / speed - timers.now()
  const schedule = (): void => {
    sleep()
    const step = performance.next()
    if (!step) release()
    else if (pace.mode === 'timed') sleep = timers.after(dueMs(step, pace.speed), () => void inTurn(wake).catch(failed))
  }
  const wake = async (): Promise<void> => {
    if (pace.mode !== 'timed') return
    for (let step = performance.next(); step && dueMs(step, pace.speed) <= 0; step = performance.next()) await forward()
    schedule()
  }
  const end = (): void => {
    performance.end()
    schedule()
  }
  const failed = (fault: unknown): void => {
    performance.tell(`stopped: ${fault instanceof Error ? fault.message : String(fault)}`)
    end()
  }
  return {
    ...performance,
    scenario,
    pace,
    next() {
      const step = performance.next()
      return step && { step, instant: start.instant + step.atMs / start.speed }
    },
    begin: () =>
      inTurn(async () => {
        if (pace.mode === 'timed') release = core.worlds.hold(world.name)
        const { now, clock: setting } = await clock.read()
        start.instant = now
        // A running clock is left alone: at a higher speed, steps come earlier on it.
        if (pace.mode === 'timed' && setting.kind !== 'frozen') start.speed = pace.speed
        start.machine = timers.now()
        await forward()
        schedule()
      }),
    forward: () => inTurn(forward).then(schedule),
    catchUp: (before) => inTurn(() => catchUp(before)).then(schedule),
    stop: () => inTurn(performance.disconnect).finally(end),
    end,
  }
}
