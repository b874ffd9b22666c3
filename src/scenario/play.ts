import type { Scenario, ScenarioStep } from '../contract/model/scenario.ts'
import type { Pace } from './pace.ts'
import { createPerformance, type Performance } from './performance.ts'
import { createQueue } from './queue.ts'
import type { Stage } from './stage.ts'
import { createSteps } from './steps.ts'
import type { Timers } from './timers.ts'
import { movableClock } from './movable-clock.ts'

/** A scenario that plays in a world. */
export interface Play extends Pick<Performance, 'values' | 'played' | 'unmet'> {
  readonly scenario: Scenario
  readonly pace: Pace
  /** The step that comes next, and when on the world's clock; undefined: none. */
  readonly next: () => { readonly step: ScenarioStep; readonly instant: number } | undefined
  /** Begins with the subjects; what comes after that waits for its time. */
  readonly begin: () => Promise<void>
  /** Plays the next step now. The world's clock is moved to its instant, unless it is later there, or runs with the play. */
  readonly forward: () => Promise<void>
  /** The world's clock was moved from `before`: plays what has become due, each step at its own instant. */
  readonly catchUp: (before: number) => Promise<void>
  /** Ends it; its guests disconnect. */
  readonly stop: () => Promise<void>
  /** Ends it without another word: its world is no longer the one that it played in. */
  readonly end: () => void
}

/** A scenario about to play. */
export function createPlay(stage: Stage, pace: Pace, timers: Timers): Play {
  const { core, world, scenario } = stage
  const performance = createPerformance(stage)
  const clock = movableClock(core.store, world.name)
  const inTurn = createQueue()
  // Of the world's clock, and of this machine.
  const start = { instant: 0, machine: 0, speed: 1 }
  const { forward, catchUp } = createSteps({ performance, clock, pace, start })

  // Whoever waits for a step must find the world still there.
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
    performance.tell(`ends: ${fault instanceof Error ? fault.message : String(fault)}`)
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
        // A clock that runs is left alone: what is played faster comes sooner by it.
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
