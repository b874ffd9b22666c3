import type { DevMock, DevMockOptions } from './dev-mock.ts'

/** One mock for all servers that a plugin is part of at a time: frameworks start one for pages and another for rendering. */
export interface SharedMock {
  /** Starts it for the first of them. */
  readonly take: (
    allowedHosts: true | readonly string[],
  ) => Promise<{ readonly mock: DevMock; readonly isFirst: boolean }>
  /** Ends it with the last of them. */
  readonly release: () => Promise<void>
}

/** Loads and starts nothing yet. */
export function sharedMock(options: DevMockOptions): SharedMock {
  let running: Promise<DevMock> | undefined
  let users = 0
  return {
    async take(allowedHosts) {
      users += 1
      const isFirst = running === undefined
      running ??= import('./dev-mock.ts').then(({ startDevMock }) => startDevMock({ ...options, allowedHosts }))
      try {
        return { mock: await running, isFirst }
      } catch (error) {
        users -= 1
        running = undefined
        throw error
      }
    },
    async release() {
      users -= 1
      if (users > 0) return
      const ending = running
      running = undefined
      await (await ending)?.close()
    },
  }
}
