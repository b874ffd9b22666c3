import { isCallStep, type CallStep, type ScenarioStep, type SetStep } from '../contract/model/scenario.ts'
import { createCast } from './cast.ts'
import type { StageValues } from './player-request.ts'
import type { Stage } from './stage.ts'
import { stepText, timeText } from './step-text.ts'

/** A call with an unexpected answer. */
export interface Unmet {
  /** The number of its step, starting at 1. */
  readonly n: number
  readonly by: string
  readonly operation: string
  readonly expected: string
  /** The outcome, or why there is none. */
  readonly answered: string
  /** `file:line` of the step. */
  readonly at: string
}

/** Plays the steps of a scenario in order, regardless of time. Reports the result of each as a change of the world. */
export interface Performance {
  /** The values that name its subjects. */
  readonly values: () => StageValues
  /** Number of steps played so far. */
  readonly played: () => number
  readonly next: () => ScenarioStep | undefined
  readonly unmet: () => readonly Unmet[]
  /** The outcome of each step played so far, or why it has none; null for a set. */
  readonly answers: () => readonly (string | null)[]
  readonly playNext: () => Promise<void>
  /** Reports a change of its world, unless the performance has ended. */
  readonly tell: (what: string) => void
  /** Ends it: no further step, and no further report. */
  readonly end: () => void
  /** Disconnects its guests, so that they leave their rooms. */
  readonly disconnect: () => Promise<void>
}

/** Plays nothing yet. */
export function createPerformance(stage: Stage): Performance {
  const { core, world, scenario } = stage
  const { steps } = scenario
  const cast = createCast(stage)
  const unmet: Unmet[] = []
  const answers: (string | null)[] = []
  let values: StageValues = {}
  let played = 0
  let hasEnded = false
  const set = async ({ set: situation }: SetStep): Promise<string> => {
    values = { ...values, ...(await core.arrange(situation, null, { world: world.name, values })) }
    answers[played - 1] = null
    return ''
  }
  const call = async (step: CallStep): Promise<string> => {
    const { by, at } = step
    const { operation, expect: expected } = step.call
    const { about } = await cast.call(step, values)
    const answered = about.outcome ?? about.cause
    answers[played - 1] = answered
    if (answered === expected) return `, ${answered}`
    unmet.push({ n: played, by, operation, expected, answered, at })
    return `, ${answered}, not ${expected} as ${at} expects`
  }
  const tell = (what: string): void => {
    if (!hasEnded) core.worlds.announce(world.name, `${scenario.name} ${what}`)
  }
  return {
    values: () => values,
    played: () => played,
    next: () => (hasEnded ? undefined : steps[played]),
    unmet: () => unmet,
    answers: () => answers,
    tell,
    async playNext() {
      const step = steps[played]
      if (hasEnded || !step) return
      played++
      const came = await (isCallStep(step) ? call(step) : set(step))
      tell(`${timeText(step.atMs)} · ${stepText(step)}${came}`)
      if (played === steps.length) tell(`is over: ${sumOf(steps.length, unmet.length)}`)
    },
    end() {
      hasEnded = true
      cast.forget()
    },
    disconnect: cast.disconnect,
  }
}

const sumOf = (steps: number, unmet: number): string =>
  `${steps} steps, ${unmet === 0 ? 'all as expected' : `${unmet} not as expected`}`
