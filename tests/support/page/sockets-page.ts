/**
 * A page with MSW, whose tests call what it offers. Its scripts may keep the page's WebSocket before MSW takes it: `#early`; its mock may
 * outlive a reload: `#persist`.
 */
import { setupWorker } from 'msw/browser'
import { createMock } from '../../../src/in-process.ts'
import { handlers } from '../../../src/transport/msw/handlers.ts'

if (location.hash === '#early') await import('socket.io-client')

const mock = createMock(location.hash === '#persist' ? { persist: 'session' } : {})
const worker = setupWorker(...handlers({ baseUrl: location.origin, mock, sockets: { pingIntervalMs: 100 } }))
await worker.start({ quiet: true, onUnhandledFrame: 'bypass' })
const { io } = await import('socket.io-client')

/** Joins a room, and tells what it is answered. */
const join = async (code: string, guestName: string): Promise<unknown> => {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`/rooms/${code}/join`, { method: 'POST', headers, body: JSON.stringify({ guestName }) })
  return answer.json()
}
Object.assign(globalThis, { mock, io, join })
document.title = 'ready'
