import type { Text } from '../../contract/model/curl.ts'
import { toFetchSnippet } from './fetch.ts'
import { valueExpression } from './javascript.ts'
import { indented, singleQuoted, type SnippetRequest } from './snippet.ts'

/** A call in a program with the Socket.IO client. */
export interface SnippetCall {
  /** The name of its connection in the output, and its variable. */
  readonly on: string
  readonly variable: string
  /** Sent on connecting; null: already connected. */
  readonly opens: SnippetHandshake | null
  /** Variables of connections to close first. */
  readonly cuts: readonly string[]
  /** Milliseconds to wait first. */
  readonly waitMs: number
  /** Null: connecting is the call. */
  readonly event: string | null
  readonly args: readonly unknown[]
  /** Whether it requests an ack. */
  readonly ack: boolean
  /** Null: over Socket.IO. */
  readonly request: SnippetRequest | null
}

/** What a client sends when it connects. */
export interface SnippetHandshake {
  readonly auth: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>
}

/** Common to all calls of a program. */
export interface SocketSnippetOptions {
  /** Scheme, host, port and namespace, for the client. */
  readonly url: string
  /** Base URL of HTTP requests. */
  readonly baseUrl: string
  /** Path of Socket.IO; null: the default. */
  readonly path: string | null
  /** The client's names of transports; null: its default. */
  readonly transports: readonly string[] | null
  /** Finds the variables in a string. */
  readonly textOf: (text: string) => Text
}

/** A module for Node with the official client: connects, prints what every connection hears, makes the calls in order, and exits. */
export const toSocketSnippet = (calls: readonly SnippetCall[], options: SocketSnippetOptions): string =>
  [
    '// For Node, with the official client: npm install socket.io-client',
    "import { io } from 'socket.io-client'",
    '',
    'const sockets = []',
    'const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))',
    '',
    ...connectLines(calls, options),
    ...(calls.some(({ event, ack, request }) => event !== null && ack && request === null) ? CALL : []),
    '',
    ...calls.flatMap((call) => callLines(call, options)),
    '',
    '// Wait for events that are still on their way.',
    'await pause(250)',
    'for (const socket of sockets) socket.disconnect()',
  ].join('\n')

function connectLines(calls: readonly SnippetCall[], { url, path, transports }: SocketSnippetOptions): string[] {
  const hasHeaders = calls.some(({ opens }) => opens !== null && Object.keys(opens.headers).length > 0)
  const settings = [
    'auth',
    ...(hasHeaders ? ['extraHeaders'] : []),
    ...(path === null ? [] : [`path: ${singleQuoted(path)}`]),
    ...(transports === null ? [] : [`transports: [${transports.map(singleQuoted).join(', ')}]`]),
    'forceNew: true',
    'reconnection: false',
  ]
  return [
    '/** Connects, and prints everything it hears. */',
    `async function connect(name, auth${hasHeaders ? ', extraHeaders = {}' : ''}) {`,
    ...indented([`const socket = io(${singleQuoted(url)}, { ${settings.join(', ')} })`, ...CONNECT], 2),
    '}',
  ]
}

const CONNECT = [
  'sockets.push(socket)',
  "socket.onAny((event, ...args) => console.log(name, 'hears', event, ...args.map((each) => JSON.stringify(each))))",
  "socket.on('disconnect', (why) => why === 'io client disconnect' || console.log(name, 'is disconnected:', why))",
  'await new Promise((resolve) => {',
  "  socket.once('connect', () => resolve(console.log(name, 'is connected as', socket.id)))",
  "  socket.once('connect_error', ({ message, data }) => resolve(console.log(name, 'is refused:', message, JSON.stringify(data))))",
  '})',
  'return socket',
]

const CALL = [
  '',
  '/** Calls, and prints the ack. */',
  'async function call(name, socket, event, ...args) {',
  '  if (!socket.connected) return',
  '  const ack = socket.timeout(5000).emitWithAck(event, ...args)',
  "  console.log(name, 'is answered', await ack.then(JSON.stringify, ({ message }) => message))",
  '}',
]

function callLines(call: SnippetCall, options: SocketSnippetOptions): string[] {
  const { on, variable, opens, cuts, waitMs, request } = call
  return [
    ...(waitMs === 0 ? [] : [`await pause(${waitMs})`]),
    ...cuts.flatMap((other) => [`${other}.disconnect()`, 'await pause(250)']),
    ...(request === null ? [] : toFetchSnippet([request], options).split('\n')),
    ...(opens === null ? [] : [`const ${variable} = await connect(${opening(on, opens, options)})`]),
    ...emitLines(call, options),
  ]
}

function opening(on: string, { auth, headers }: SnippetHandshake, { textOf }: SocketSnippetOptions): string {
  const given = Object.keys(headers).length === 0 ? [auth] : [auth, headers]
  return [singleQuoted(on), ...given.map((each) => valueExpression(each, textOf))].join(', ')
}

function emitLines(
  { on, variable, event, args, ack, request }: SnippetCall,
  { textOf }: SocketSnippetOptions,
): string[] {
  if (event === null || request !== null) return []
  const given = [singleQuoted(event), ...args.map((each) => valueExpression(each, textOf))].join(', ')
  return ack
    ? [`await call(${singleQuoted(on)}, ${variable}, ${given})`]
    : ['// Without an ack: what it hears is the answer.', `${variable}.emit(${given})`, 'await pause(250)']
}
