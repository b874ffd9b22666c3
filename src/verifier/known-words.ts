import { unknownWord } from '../contract/model/nearest.ts'
import type { RunSettings, VerifierOptions } from './options.ts'

/** Every option of a verifier: a misspelt one would be ignored without a word. */
const OPTIONS: Readonly<Record<keyof VerifierOptions, true>> = {
  url: true,
  target: true,
  edition: true,
  control: true,
  ca: true,
  env: true,
  timeoutMs: true,
}

/** Every setting of a run. */
const SETTINGS: Readonly<Record<keyof RunSettings, true>> = {
  cases: true,
  skip: true,
  transports: true,
  shuffle: true,
  gate: true,
  minCoverage: true,
  deviations: true,
  allowMutating: true,
  deadlineMs: true,
  retries: true,
  workers: true,
  keepBodies: true,
  signal: true,
  reproduce: true,
}

/** Throws a Fault that names the nearest option for one that does not exist. */
export const checkOptions = (given: object): void => check('option of createVerifier', given, Object.keys(OPTIONS))

/** Throws a Fault that names the nearest setting for one that does not exist. */
export const checkSettings = (given: object): void => check('setting of a run', given, Object.keys(SETTINGS))

function check(kind: string, given: object, known: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name))
  if (unknown !== undefined) throw unknownWord(kind, unknown, known)
}
