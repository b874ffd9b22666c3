import { expect, it } from 'vitest'
import { createWarnings, type Warning } from './warnings.ts'

/** What a warning says, whether it was asked for or not. */
const said = (warning: Warning): string => {
  const told: string[] = []
  createWarnings((text) => told.push(text))(warning)
  return told.join('')
}

it.each<[Warning, string]>([
  [
    'clientFile',
    "MSW can't serve Socket.IO's client to a page. Install it: npm install socket.io-client, and import { io } from it.",
  ],
  [
    'noWebSockets',
    'This MSW intercepts no WebSockets (2.6 and newer do), so Socket.IO clients stay on polling. ' +
      'Update it: npm install -D msw@latest.',
  ],
  [
    'packageWs',
    "In Node, socket.io-client opens WebSockets by the package ws, which MSW can't answer. " +
      "Let it poll: io(url, { transports: ['polling'] }). " +
      "Or give it Node's WebSocket, imported after network.listen(): " +
      "import { io, WebSocket } from 'socket.io-client', io(url, { transports: [WebSocket] }).",
  ],
  [
    'polling',
    'A Socket.IO client stays on polling: no WebSocket has reached MSW. Unless it is to poll only, ' +
      "import socket.io-client after MSW has started: await worker.start(), then await import('./app'). " +
      "Imported before, it keeps the page's own WebSocket, and with transports: ['websocket'] it can't connect.",
  ],
])('%s says what is the matter, and what helps', (warning, text) => expect(said(warning)).toBe(`[greenroom] ${text}`))

it('each warning is told once, with its sender and what to do', () => {
  const told: string[] = []
  const warning = createWarnings((text) => told.push(text))
  for (const each of ['clientFile', 'polling', 'clientFile', 'noWebSockets', 'packageWs', 'polling'] as const)
    warning(each)
  expect(told).toEqual([
    expect.stringMatching(/^\[greenroom\] .*npm install socket\.io-client/),
    expect.stringMatching(/^\[greenroom\] .*await worker\.start\(\)/),
    expect.stringMatching(/^\[greenroom\] .*npm install -D msw@latest/),
    expect.stringMatching(/^\[greenroom\] .*transports: \['polling'\]/),
  ])
  createWarnings((text) => told.push(text))('polling')
  expect(told).toHaveLength(5)
})
