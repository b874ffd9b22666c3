import { connect, type Greenroom } from './client/connect.ts'
import type { Control } from './control/control.ts'
import { createCore, type Core, type MockOptions } from './mock/core.ts'
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

/**
 * Creates a mock without a server. Throws a Fault for an unknown seed or role.
 *
 * @example
 * const { handle } = createMock()
 * const answer = await handle(new Request('http://localhost/rooms/abc-def-ghi/join', { method: 'POST' }))
 */
export function createMock(options: MockOptions = {}): Mock {
  const core = createCore(options)
  const { world, attach } = clientWithin(
    core,
    lazyControl(core, () => 'http://localhost'),
  )
  return { ...core, handle: createFetchHandler({ dispatch: core.answer, limits: core.limits }), world, attach }
}

/** The control plane of a mock, loaded on first use, since most mocks never need it. */
export interface LazyControl {
  readonly get: () => Promise<Control>
  /** Ends its open waits and streams. */
  readonly endAll: () => Promise<void>
}

/** Loads nothing yet. */
export function lazyControl(core: Core, dataUrl: () => string): LazyControl {
  let loaded: Promise<Control> | undefined
  const load = async (): Promise<Control> =>
    (await import('./control/control.ts')).createControl(core, dataUrl, newName)
  return { get: () => (loaded ??= load()), endAll: async () => (await loaded)?.endAll() }
}

/** A client that calls the control plane in this process, without a port or a token. */
export function clientWithin(core: Core, control: LazyControl): Greenroom {
  const handle = async (url: string, init: RequestInit): Promise<Response> => {
    const { answer, bodyBytes } = await control.get()
    const limits = { ...core.limits, body: bodyBytes }
    return createFetchHandler({ dispatch: answer, limits })(new Request(url, init))
  }
  return connect({ url: 'http://localhost', token: 'in-process', fetch: handle })
}

/** A random name of eight letters and digits. */
const newName = (): string =>
  `w-${Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => (byte % 36).toString(36)).join('')}`
