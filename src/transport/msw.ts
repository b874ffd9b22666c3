import { http, type HttpHandler } from 'msw/http'
import { Fault } from '../fault.ts'
import { createCore, type Core, type MockOptions } from '../mock/core.ts'
import { toMockRequest, toResponse } from './fetch.ts'

/** What the handlers answer for, and how. */
export interface HandlerOptions extends MockOptions {
  /** Where the application believes the API to be, with a path prefix if it has one: `http://localhost:3000/api`. */
  readonly baseUrl: string
  /** A mock of your own to answer, so that you can control it: `const mock = createMock()`. The other options are then its own. */
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
    throw new Fault(
      `${baseUrl} is no URL to answer for`,
      'Give baseUrl as your application has it: http://localhost:3000.',
    )
  const { origin, pathname } = new URL(baseUrl)
  const prefix = pathname.replace(/\/$/, '')
  return [
    http.all(`${origin}${prefix}/*`, async ({ request }) => {
      const answered = await answer(await toMockRequest(request, limits, prefix))
      // What no contract has a path for is left to the handlers that come after.
      return answered.isNowhere ? undefined : toResponse(answered, request.method)
    }),
  ]
}
