import { createContext, Script } from 'node:vm'
import { isContainer } from '../../../json.ts'

/** Runs work that may take too long: its result, or `OVERDUE` once the time is up. */
export type Deadline = <T>(work: () => T) => T | typeof OVERDUE

/** The result of work that was stopped. */
export const OVERDUE: unique symbol = Symbol('overdue')

/** The time for the next work, in milliseconds, after this many were overdue: a document may hold hundreds, so only three get all. */
export const patienceAfter = (overdue: number, ms: number): number => (overdue < 3 ? ms : Math.ceil(ms / 100))

/**
 * A deadline for synchronous work, in milliseconds. Node's watchdog stops even a regular expression that backtracks, so this needs
 * no worker to which documents would have to be copied.
 */
export function createDeadline(ms: number): Deadline {
  let overdue = 0
  return <T>(work: () => T) => {
    const result: { value: T | typeof OVERDUE } = { value: OVERDUE }
    const run = (): void => void (result.value = work())
    try {
      new Script('run()').runInContext(createContext({ run }), {
        timeout: patienceAfter(overdue, ms),
      })
    } catch (error) {
      if (!isTimeout(error)) throw error
      overdue++
      return OVERDUE
    }
    return result.value
  }
}

/** It comes from the script's own realm, so it is no instance of our `Error`. */
const isTimeout = (error: unknown): boolean => isContainer(error) && error['code'] === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
