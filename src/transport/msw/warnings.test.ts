import { expect, it } from 'vitest'
import { createWarnings, type Warning } from './warnings.ts'

/** What a warning says, whether it was asked for or not. */
const said = (warning: Warning): string => {
  const told: string[] = []
  createWarnings((text) => told.push(text))(warning)
  return told.join('')
}

it.each<[Warning, string, string]>([
  [
    'clientFile',
    "MSW can't serve Socket.IO's client to a page",
    'npm install socket.io-client, and import { io } from it',
  ],
  ['noWebSockets', '(2.6 and newer do), so Socket.IO clients stay on polling', 'npm install -D msw@latest'],
  ['packageWs', "WebSockets by the package ws, which MSW can't answer", "io(url, { transports: ['polling'] })"],
  ['packageWs', 'imported after network.listen()', 'io(url, { transports: [WebSocket] })'],
  [
    'polling',
    'no WebSocket has reached MSW',
    'import socket.io-client after MSW has started: await worker.start(), then',
  ],
  ['polling', "Imported before, it keeps the page's own WebSocket", "with transports: ['websocket'] it can't connect"],
])('%s says what is the matter, %j, and what helps', (warning, matter, help) => {
  expect(said(warning)).toContain(matter)
  expect(said(warning)).toContain(help)
})

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
