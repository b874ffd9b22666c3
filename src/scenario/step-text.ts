import { isCallStep, type ScenarioStep } from '../contract/model/scenario.ts'

/** A step in a few words: `Jane: joinMeetingRoom`. */
export const stepText = (step: ScenarioStep): string =>
  isCallStep(step) ? `${step.by}: ${step.call.operation}` : `set ${situationText(step.set)}`

const situationText = (situation: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(situation)
    .map(([subject, facts]) => `${subject}: [${facts.join(', ')}]`)
    .join(', ')

/** A time after the start, for people: `45s`, `2m 5s`, `1.5s`. */
export function timeText(ms: number): string {
  const [minutes, seconds] = [Math.floor(ms / 60_000), (ms % 60_000) / 1000]
  return minutes === 0 ? `${seconds}s` : seconds === 0 ? `${minutes}m` : `${minutes}m ${seconds}s`
}
