import { http, type HttpHandler } from 'msw/http'
import { Fault } from '../fault.ts'
import { createCore, type Core, type MockOptions } from '../mock/core.ts'
import { toMockRequest, toResponse } from './fetch.ts'

/** What the handlers serve, and how. */
export interface HandlerOptions extends MockOptions {
  /** The application's base URL of the API, including any path prefix: `http://localhost:3000/api`. */
  readonly baseUrl: string
  /** Your own mock, so that you can control it: `const mock = createMock()`. Then its options apply, not the others here. */
  readonly mock?: Pick<Core, 'answer' | 'limits'>
}

/**
 * The mock as MSW 3 handlers: same contract, same state, no server. Each call makes a mock of its own; make new handlers to
 * begin from the seed again.
 *
 * @example
 * const network = setupServer(...handlers({ baseUrl: 'http://localhost:3000' }))
 */
export function handlers({ baseUrl, mock, ...options }: HandlerOptions): HttpHandler[] {
  const { answer, limits } = mock ?? createCore(options)
  if (!URL.canParse(baseUrl))
    throw new Fault(`${baseUrl} is not a URL`, 'Set baseUrl as in your application: http://localhost:3000.')
  const { origin, pathname } = new URL(baseUrl)
  const prefix = pathname.replace(/\/$/, '')
  return [
    http.all(`${origin}${prefix}/*`, async ({ request }) => {
      const answered = await answer(await toMockRequest(request, limits, prefix))
      // Paths that no contract has are left to later handlers.
      return answered.isNowhere ? undefined : toResponse(answered, request.method)
    }),
  ]
}
