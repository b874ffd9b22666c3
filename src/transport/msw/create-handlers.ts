import { createCore, type Core, type MockOptions } from '../../mock/core.ts'
import { toMockRequest, toResponse } from '../fetch.ts'
import type { SocketOptions } from '../socket-io/socket-context.ts'
import { isForSocketIo } from '../socket-io/target.ts'
import { targetBelow, toBaseUrl } from './base-url.ts'
import { toAnyOrigin } from './cross-origin.ts'
import type { Msw } from './msw.ts'
import { isOfPage } from './own-requests.ts'
import { createSocketHandlers } from './socket-handlers.ts'

/** What the handlers serve, and how. */
export interface HandlerOptions extends MockOptions {
  /** The application's base URL of the API, including any path prefix: `http://localhost:3000/api`. */
  readonly baseUrl: string
  /** Your own mock, so that you can control it: `const mock = createMock()`. Then its options apply, not the others here. */
  readonly mock?: Pick<Core, 'answer' | 'limits' | 'sockets' | 'announced' | 'worlds' | 'store'>
  /** Timing of sockets, or whether there are any; true by default. */
  readonly sockets?: SocketOptions | boolean
  /**
   * Leaves calls below the base URL that no operation has to later handlers, and then to `onUnhandledRequest`; all of them, or
   * those for which it returns true. By default they get the problem that names the nearest operation. What a page itself loads is
   * always left: documents, scripts, styles, images.
   */
  readonly passthrough?: boolean | ((request: Request) => boolean)
}

/** The mock as handlers of this MSW. */
export function createHandlers<Http, WebSocket>(
  msw: Msw<Http, WebSocket>,
  { baseUrl, mock, sockets = true, passthrough = false, ...mockOptions }: HandlerOptions,
): (Http | WebSocket)[] {
  const core = mock ?? createCore(mockOptions)
  const base = toBaseUrl(baseUrl)
  const options = sockets === true ? {} : sockets
  const served = options === false ? null : createSocketHandlers(msw, { base, mock: core, options, warn: console.warn })
  const isLeft = (request: Request): boolean => (typeof passthrough === 'function' ? passthrough(request) : passthrough)
  const answer = async (request: Request, target: string): Promise<Response | undefined> => {
    if (served && isForSocketIo(target)) return served.answer(request, target)
    const answered = await core.answer(await toMockRequest(request, core.limits, base.prefix))
    return answered.isNowhere && isLeft(request) ? undefined : toResponse(answered, request.method)
  }
  const answering = msw.http.all(`${base.origin}${base.prefix}/*`, async ({ request }) => {
    const target = targetBelow(base, new URL(request.url))
    if (isOfPage(request, target.replace(/\?.*/s, ''))) return undefined
    return toAnyOrigin(request, () => answer(request, target))
  })
  return served?.webSockets ? [answering, served.webSockets] : [answering]
}
