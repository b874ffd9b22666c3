import type { Greenroom } from './client/greenroom.ts'
import { clientWithin, lazyControl } from './lazy-control.ts'
import { createCore, type Core, type MockOptions } from './mock/core.ts'
import { groundOf } from './mock/kept/ground.ts'
import { releaseSeats } from './mock/kept/release-seats.ts'
import { storeParts } from './store/parts.ts'
import { openTab } from './store/tab/open-tab.ts'
import { createFetchHandler, type FetchHandler } from './transport/fetch.ts'

/** A mock without a server. */
export interface Mock extends Core {
  /** Answers a Fetch request as the server would over HTTP. */
  readonly handle: FetchHandler
  /** Creates a world in it, as `connect().world()` of `greenroom/client` does in a server. */
  readonly world: Greenroom['world']
  /** Attaches to an existing world, `default` if none is named. */
  readonly attach: Greenroom['attach']
}

/** Options of a mock without a server. */
export interface InProcessOptions extends MockOptions {
  /**
   * Keeps worlds, clocks and journals in the tab of a page, so that they outlive a reload, until the tab is closed. Each tab has its
   * own. By default, a reload begins from the seed.
   */
  readonly persist?: 'session'
}

/**
 * Creates a mock without a server. Throws a Fault for an unknown seed or role, and for `persist` where there is no page.
 *
 * @example
 * const { handle } = createMock()
 * const answer = await handle(new Request('http://localhost/rooms/abc-def-ghi/join', { method: 'POST' }))
 */
export function createMock({ persist, ...options }: InProcessOptions = {}): Mock {
  const core = persist === 'session' ? coreOfTab(options) : createCore(options)
  const { world, attach } = clientWithin(lazyControl(core, () => 'http://localhost'))
  return { ...core, handle: createFetchHandler({ dispatch: core.answer, limits: core.limits }), world, attach }
}

/** Sockets of the page before a reload are gone: their seats are free again. */
function coreOfTab(options: MockOptions): Core {
  const ground = groundOf(options)
  const parts = {
    ...storeParts(ground),
    edition: ground.edition,
    onWarning: (line: string) => console.warn(`greenroom: ${line}`),
  }
  const core = createCore(options, ground, openTab(globalThis, parts))
  core.store.abandoned((seats) => releaseSeats(core, seats))
  return core
}
