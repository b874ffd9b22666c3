import type { Mock } from '../../../src/in-process.ts'
import { createHandlers } from '../../../src/transport/msw/create-handlers.ts'
import { keptMsw2, keptMsw3 } from '../kept-msw.ts'

/** Listens to the calls of this process by MSW 2 or 3. Returns what lets a mock answer them, in place of the one before. */
export async function listenWith(major: 2 | 3, baseUrl: string): Promise<(mock: Mock) => void> {
  if (major === 2) {
    const { setupServer } = await import('msw2/node')
    const network = setupServer()
    network.listen({ onUnhandledRequest: 'error' })
    return (mock) => network.resetHandlers(...createHandlers(keptMsw2, { baseUrl, mock }))
  }
  const { setupServer } = await import('msw/node')
  const network = setupServer()
  network.listen({ onUnhandledFrame: 'error' })
  return (mock) => network.resetHandlers(...createHandlers(keptMsw3, { baseUrl, mock }))
}
