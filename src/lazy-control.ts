import type { Greenroom } from './client/greenroom.ts'
import type { Reply } from './client/requester.ts'
import { CONTROL_BODY_BYTES } from './control/body-bytes.ts'
import type { Control } from './control/control.ts'
import { watchSeatWays } from './control/views/seat-ways.ts'
import type { Dispatch, MockRequest } from './mock/answer.ts'
import type { Core } from './mock/core.ts'

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
    const [{ greenroomBy }, { createRequester, replyOf }, { toResponse }] = await Promise.all([
      import('./client/greenroom.ts'),
      import('./client/requester.ts'),
      import('./transport/fetch.ts'),
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
