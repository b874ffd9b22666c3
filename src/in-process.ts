import { connect, type Greenroom } from './client/connect.ts'
import type { Control } from './control/control.ts'
import { createCore, type Core, type MockOptions } from './mock/core.ts'
import { createFetchHandler, type FetchHandler } from './transport/fetch.ts'

/** A mock without a server. */
export interface Mock extends Core {
  /** Answers a Fetch request, as the server would over HTTP. */
  readonly handle: FetchHandler
  /** Makes a world in it, as `connect().world()` of `greenroom/client` does in a server. */
  readonly world: Greenroom['world']
  /** A world that is there; `default` by default. */
  readonly attach: Greenroom['attach']
}

/**
 * Makes a mock. Throws a Fault for a seed or role that does not exist.
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

/** The control plane of a mock, loaded when it is first wanted: most mocks never need it. */
export interface LazyControl {
  readonly get: () => Promise<Control>
  /** Ends its waits and streams, if there is anything to end. */
  readonly endAll: () => Promise<void>
}

/** A control plane to come. */
export function lazyControl(core: Core, dataUrl: () => string): LazyControl {
  let loaded: Promise<Control> | undefined
  const load = async (): Promise<Control> =>
    (await import('./control/control.ts')).createControl(core, dataUrl, newName)
  return { get: () => (loaded ??= load()), endAll: async () => (await loaded)?.endAll() }
}

/** A client of a control plane in this very process: no port, no token. */
export function clientWithin(core: Core, control: LazyControl): Greenroom {
  const handle = async (url: string, init: RequestInit): Promise<Response> => {
    const { answer, bodyBytes } = await control.get()
    const limits = { ...core.limits, body: bodyBytes }
    return createFetchHandler({ dispatch: answer, limits })(new Request(url, init))
  }
  return connect({ url: 'http://localhost', token: 'in-process', fetch: handle })
}

/** A name that no other world has: of eight letters and digits. */
const newName = (): string =>
  `w-${Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => (byte % 36).toString(36)).join('')}`
