import type { CaseCall, Situation } from './case.ts'

/** A script over a world's clock, of what others do and when. */
export interface Scenario {
  readonly name: string
  /** What it shows, in one sentence for people. */
  readonly about: string
  /** In order of time. The first is a set at the start. */
  readonly steps: readonly ScenarioStep[]
  /** `file:line` of the scenario. */
  readonly at: string
}

export type ScenarioStep = SetStep | CallStep

/** Facts are brought about. The first set of a subject makes it, and its values serve all steps; a later one adds to it in place. */
export interface SetStep {
  /** Milliseconds after the start. */
  readonly atMs: number
  /** `file:line` of the step. */
  readonly at: string
  readonly set: Situation
}

/** Somebody calls. Who has one connection and one identity from the first of their calls to the end. */
export interface CallStep {
  readonly atMs: number
  readonly at: string
  readonly by: string
  /** An event of Socket.IO alone has its payload as body. */
  readonly call: CaseCall
}

/** Whether a step calls. */
export const isCallStep = (step: ScenarioStep): step is CallStep => 'call' in step
