import type { CaseCall, Given } from './case.ts'

/** A timed script of what other participants do, by a world's clock. */
export interface Scenario {
  readonly name: string
  /** What it shows, in one sentence. */
  readonly about: string
  /** In chronological order. The first is a set at the start. */
  readonly steps: readonly ScenarioStep[]
  /** `file:line` of the scenario. */
  readonly at: string
}

export type ScenarioStep = SetStep | CallStep

/** Sets facts. The first set of a subject creates it, and its values serve all steps; later ones add facts to it in place. */
export interface SetStep {
  /** Milliseconds after the start. */
  readonly atMs: number
  /** `file:line` of the step. */
  readonly at: string
  readonly set: Given
}

/** A call. Each caller has one connection and one identity, from its first call to the end. */
export interface CallStep {
  readonly atMs: number
  readonly at: string
  readonly by: string
  /** For an event that exists on Socket.IO only, the body is its payload. */
  readonly call: CaseCall
}

/** Whether a step is a call. */
export const isCallStep = (step: ScenarioStep): step is CallStep => 'call' in step
