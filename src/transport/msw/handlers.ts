import * as msw from 'msw'
import type { HttpHandler, WebSocketHandler } from 'msw'
import { createHandlers, type HandlerOptions } from './create-handlers.ts'
import { keepLinks } from './kept-links.ts'

export type { HandlerOptions }

/**
 * The mock as handlers of MSW 2 or 3: same contract, same state, no server. Each call makes a mock of its own; make new handlers
 * to begin from the seed again.
 *
 * @example
 * const network = setupServer(...handlers({ baseUrl: 'http://localhost:3000' }))
 */
export const handlers = (options: HandlerOptions): (HttpHandler | WebSocketHandler)[] =>
  createHandlers(keptMsw, options)

// Not state: MSW itself keeps what this finds again.
const keptMsw = keepLinks<HttpHandler, WebSocketHandler>(msw)
