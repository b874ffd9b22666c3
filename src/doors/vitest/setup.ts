import { startServer, type ServerOptions } from '../../server.ts'
import type { ProvidedMock } from './provided.ts'

/** What a global set-up uses of Vitest's project. */
export interface SetUpProject {
  provide(key: 'greenroom', mock: ProvidedMock): void
}

/** Starts something before all test files; what it returns ends that after the last of them. */
export type GlobalSetup = (project: SetUpProject) => Promise<() => Promise<void>>

/**
 * A global set-up: one mock for all workers of a run, on a free port. Calls that name no world are rejected, so that no test changes
 * what others see.
 *
 * @example
 * // start-greenroom.ts, named by `globalSetup`
 * export const setup = setupWith({ seed: 'empty' })
 */
export const setupWith =
  (options: Omit<ServerOptions, 'control'> = {}): GlobalSetup =>
  async (project) => {
    const { control, close } = await startServer({ requireWorld: true, ...options, control: true })
    project.provide('greenroom', { url: control.url, token: control.token })
    return close
  }

/** The global set-up with no options: `globalSetup: 'greenroom/vitest/setup'`. */
export const setup: GlobalSetup = setupWith()
