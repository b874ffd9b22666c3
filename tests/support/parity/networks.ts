import type { HttpHandler, WebSocketHandler } from 'msw'
import type { HttpHandler as HttpHandler2, WebSocketHandler as WebSocketHandler2 } from 'msw2'
import type { Mock } from '../../../src/in-process.ts'
import { createHandlers } from '../../../src/transport/msw/create-handlers.ts'

/** Listens to the calls of this process by MSW 2 or 3. Returns what lets a mock answer them, in place of the one before. */
export async function listenWith(major: 2 | 3, baseUrl: string): Promise<(mock: Mock) => void> {
  if (major === 2) {
    const [msw, { setupServer }] = await Promise.all([import('msw2'), import('msw2/node')])
    const network = setupServer()
    network.listen({ onUnhandledRequest: 'error' })
    return (mock) => network.resetHandlers(...createHandlers<HttpHandler2, WebSocketHandler2>(msw, { baseUrl, mock }))
  }
  const [msw, { setupServer }] = await Promise.all([import('msw'), import('msw/node')])
  const network = setupServer()
  network.listen({ onUnhandledFrame: 'error' })
  return (mock) => network.resetHandlers(...createHandlers<HttpHandler, WebSocketHandler>(msw, { baseUrl, mock }))
}
