import type { Greenroom } from './client/greenroom.ts'
import type { Reply } from './client/requester.ts'
import { CONTROL_BODY_BYTES } from './control/body-bytes.ts'
import type { Control } from './control/control.ts'
import { watchSeatWays } from './control/views/seat-ways.ts'
import { createCore, type Core, type MockOptions } from './mock/core.ts'
import type { Dispatch, MockRequest } from './mock/answer.ts'
import { groundOf } from './mock/kept/ground.ts'
import { releaseSeats } from './mock/kept/release-seats.ts'
import { storeParts } from './store/parts.ts'
import { openTab } from './store/tab/open-tab.ts'
import { createFetchHandler, toResponse, type FetchHandler } from './transport/fetch.ts'

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

/** The control plane of a mock, loaded by the first call: a fifth of all modules, which most runs never need. */
export interface LazyControl {
  readonly answer: Dispatch
  /** Ends its open waits and streams. */
  readonly endAll: () => Promise<void>
}

/** Loads nothing yet. */
export function lazyControl(core: Core, dataUrl: () => string): LazyControl {
  // From the start, since who has taken a seat before the first call must be known, too.
  const ways = watchSeatWays(core)
  let loading: Promise<Control> | undefined
  let loaded: Control | undefined
  const load = async (): Promise<Control> =>
    (loaded = (await import('./control/control.ts')).createControl(core, dataUrl, newName, ways))
  return {
    answer: (request) => (loaded ? loaded.answer(request) : (loading ??= load()).then(({ answer }) => answer(request))),
    endAll: async () => (await loading)?.endAll(),
  }
}

/** A client that calls the control plane in this process, without a port or a token. It is loaded on first use, too. */
export function clientWithin({ answer }: LazyControl): Pick<Greenroom, 'world' | 'attach'> {
  const client = async (): Promise<Greenroom> => {
    const [{ greenroomBy }, { createRequester, replyOf }] = await Promise.all([
      import('./client/greenroom.ts'),
      import('./client/requester.ts'),
    ])
    const fetch = async (url: string, { method = 'GET', body }: RequestInit): Promise<Reply> => {
      const answered = await answer(toControlRequest(url, method, typeof body === 'string' ? body : ''))
      return answered.stream ? toResponse(answered, method) : replyOf(answered.status, answered.body)
    }
    return greenroomBy(createRequester(async () => ({ url: 'http://localhost', token: 'in-process', fetch })))
  }
  return {
    world: async (...options) => (await client()).world(...options),
    attach: async (name) => (await client()).attach(name),
  }
}

const encoder = new TextEncoder()

/** A request of the client as plain data; a Fetch request would stream its body. */
function toControlRequest(url: string, method: string, body: string): MockRequest {
  const { pathname, search } = new URL(url)
  const bodyBytes = encoder.encode(body).length
  const isCut = bodyBytes > CONTROL_BODY_BYTES
  const target = `${pathname}${search}`
  return { method, target, headers: {}, body: isCut ? '' : body, bodyBytes, isCut, address: '127.0.0.1' }
}

/** A random name of eight letters and digits. */
const newName = (): string =>
  `w-${Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => (byte % 36).toString(36)).join('')}`
