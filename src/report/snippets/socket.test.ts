import { expect, it } from 'vitest'
import { toSocketSnippet, type SnippetCall } from './socket.ts'

const call: SnippetCall = {
  on: 'Ada',
  variable: 'ada',
  opens: null,
  cuts: [],
  waitMs: 0,
  event: 'join-room',
  args: [{ code: 'abc' }],
  ack: true,
  request: null,
}
const options = { url: 'http://h/', baseUrl: 'http://h', path: null, transports: null, textOf: (text: string) => text }

const programOf = (given: Partial<SnippetCall>): string[] =>
  toSocketSnippet([{ ...call, ...given }], options).split('\n')

it('a call waits first, then cuts others, connects, and is made', () => {
  const lines = programOf({ waitMs: 5000, cuts: ['tom'], opens: { auth: { token: 't' }, headers: {} } })
  expect(
    lines.slice(lines.indexOf('await pause(5000)'), lines.indexOf('// Wait for events that are still on their way.')),
  ).toEqual([
    'await pause(5000)',
    'tom.disconnect()',
    'await pause(250)',
    "const ada = await connect('Ada', { token: 't' })",
    "await call('Ada', ada, 'join-room', { code: 'abc' })",
    '',
  ])
  expect(programOf({ waitMs: 1 })).toContain('await pause(1)')
  expect(programOf({})).not.toContain('await pause(0)')
})

it('a program prints all that a connection hears, how it is let in or refused, and the ack of each call', () => {
  const opens = { auth: { token: 't' }, headers: {} }
  const program = toSocketSnippet([{ ...call, opens }], { ...options, transports: ['polling', 'websocket'] })
  expect(program).toBe(`// For Node, with the official client: npm install socket.io-client
import { io } from 'socket.io-client'

const sockets = []
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Connects, and prints everything it hears. */
async function connect(name, auth) {
  const socket = io('http://h/', { auth, transports: ['polling', 'websocket'], forceNew: true, reconnection: false })
  sockets.push(socket)
  socket.onAny((event, ...args) => console.log(name, 'hears', event, ...args.map((each) => JSON.stringify(each))))
  socket.on('disconnect', (why) => why === 'io client disconnect' || console.log(name, 'is disconnected:', why))
  await new Promise((resolve) => {
    socket.once('connect', () => resolve(console.log(name, 'is connected as', socket.id)))
    socket.once('connect_error', ({ message, data }) => resolve(console.log(name, 'is refused:', message, JSON.stringify(data))))
  })
  return socket
}

/** Calls, and prints the ack. */
async function call(name, socket, event, ...args) {
  if (!socket.connected) return
  const ack = socket.timeout(5000).emitWithAck(event, ...args)
  console.log(name, 'is answered', await ack.then(JSON.stringify, ({ message }) => message))
}

const ada = await connect('Ada', { token: 't' })
await call('Ada', ada, 'join-room', { code: 'abc' })

// Wait for events that are still on their way.
await pause(250)
for (const socket of sockets) socket.disconnect()`)
})

it('a call without an ack, and one that is connecting itself, need no function that awaits an ack', () => {
  const calling = 'async function call(name, socket, event, ...args) {'
  expect(programOf({})).toContain(calling)
  expect(programOf({ ack: false })).not.toContain(calling)
  expect(programOf({ event: null })).not.toContain(calling)
  expect(programOf({ ack: false })).toContain("ada.emit('join-room', { code: 'abc' })")
})

it('a connection has the headers, the path and the transports that are asked for, and only those', () => {
  const opens = { auth: { token: 't' }, headers: { Origin: 'https://x' } }
  const text = toSocketSnippet([{ ...call, opens }], { ...options, path: '/io/', transports: ['polling'] })
  expect(text).toContain('async function connect(name, auth, extraHeaders = {}) {')
  expect(text).toContain(
    "  const socket = io('http://h/', { auth, extraHeaders, path: '/io/', transports: ['polling'], forceNew: true, reconnection: false })",
  )
  expect(text).toContain("const ada = await connect('Ada', { token: 't' }, { Origin: 'https://x' })")
  const plain = programOf({ opens: { auth: {}, headers: {} } })
  expect(plain).toContain('async function connect(name, auth) {')
  expect(plain).toContain("  const socket = io('http://h/', { auth, forceNew: true, reconnection: false })")
})

it('a call over HTTP among those on sockets is made with fetch, and nothing is emitted', () => {
  const request = { method: 'POST', target: '/rooms/abc/join', headers: {}, body: null }
  const text = programOf({ request }).join('\n')
  expect(text).toContain('/rooms/abc/join')
  expect(text).toContain('fetch(')
  expect(text).not.toContain('ada')
  expect(text).not.toContain('async function call(')
})

it('a program ends once late events have come, and all connections with it', () => {
  expect(programOf({}).slice(-3)).toEqual([
    '// Wait for events that are still on their way.',
    'await pause(250)',
    'for (const socket of sockets) socket.disconnect()',
  ])
  const waiting = programOf({ ack: false })
  const at = waiting.indexOf("ada.emit('join-room', { code: 'abc' })")
  expect(waiting.slice(at - 1, at + 2)).toEqual([
    '// Without an ack: what it hears is the answer.',
    "ada.emit('join-room', { code: 'abc' })",
    'await pause(250)',
  ])
})
