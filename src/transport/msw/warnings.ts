/** What handlers can't do for a client, and what its user can. */
const WARNINGS = {
  clientFile:
    "MSW can't serve Socket.IO's client to a page. Install it: npm install socket.io-client, and import { io } from it.",
  noWebSockets:
    'This MSW intercepts no WebSockets (2.6 and newer do), so Socket.IO clients stay on polling. Update it: npm install -D msw@latest.',
  packageWs:
    "In Node, socket.io-client opens WebSockets by the package ws, which MSW can't answer. Let it poll: io(url, { transports: ['polling'] }). \
Or give it Node's WebSocket, imported after network.listen(): import { io, WebSocket } from 'socket.io-client', io(url, { transports: [WebSocket] }).",
  polling:
    "A Socket.IO client stays on polling: no WebSocket has reached MSW. Unless it is to poll only, import socket.io-client after MSW has started: \
await worker.start(), then await import('./app'). Imported before, it keeps the page's own WebSocket, and with transports: ['websocket'] it can't connect.",
} as const

/** Something that a user must be told. */
export type Warning = keyof typeof WARNINGS

/** Tells each of them once, at once. */
export function createWarnings(warn: (text: string) => void): (warning: Warning) => void {
  const told = new Set<Warning>()
  return (warning) => {
    if (told.has(warning)) return
    told.add(warning)
    warn(`[greenroom] ${WARNINGS[warning]}`)
  }
}
