import { createCalls, type McpRequest } from './calls.ts'
import { errorCode, errorMessage, resultMessage, type Message } from './message.ts'
import { eraOf, NO_HANDSHAKE, revision, SERVER_INFO } from './revision.ts'
import { createSubscriptions } from './subscriptions.ts'
import type { Tool } from './tool.ts'

/** The tools of a server, how it names itself, and where its messages go. */
export interface ProtocolParts {
  readonly tools: readonly Tool[]
  readonly version: string
  /** What a model should know before it chooses a tool. */
  readonly instructions: string
  /** Sends a message to the client. */
  readonly send: (message: object) => void
  /** Receives errors that are nobody's but greenroom's. */
  readonly onFault: (fault: unknown) => void
}

/** The server's side of MCP on one stream. */
export interface Protocol {
  /** Carries a message out, and resolves when it is answered, or needs no answer. Never rejects. */
  readonly receive: (message: Message) => Promise<void>
  /** Ends subscriptions, which are answered. */
  readonly end: () => void
  /** Ends calls, which are not. */
  readonly stop: () => void
}

/** Methods by their names. One that resolves with a result is answered by it. */
type Methods = Readonly<Record<string, (request: McpRequest) => object | void | Promise<void>>>

/** What a client may see of a tool. */
const toListed = ({ name, title, description, inputSchema, annotations }: Tool): Omit<Tool, 'run'> => ({
  name,
  title,
  description,
  inputSchema,
  annotations,
})

/** How long a client may keep what does not change while the server runs: an hour. */
const UNCHANGED = { ttlMs: 3_600_000, cacheScope: 'public' } as const

/** A server whose state is the handshake of the older revision, and the requests under way. */
export function createProtocol({ tools, version, instructions, send, onFault }: ProtocolParts): Protocol {
  const about = { name: 'greenroom', title: 'greenroom', version }
  const listed = tools.map(toListed)
  const { call, cancel, stop } = createCalls(tools, send)
  const subscriptions = createSubscriptions(send)
  let isInitialized = false

  const stated = (result: object): object => ({ resultType: 'complete', _meta: { [SERVER_INFO]: about }, ...result })
  const capabilities = { tools: {} }
  const stateless: Methods = {
    'server/discover': () =>
      stated({ supportedVersions: [revision.stateless], capabilities, instructions, ...UNCHANGED }),
    'tools/list': () => stated({ tools: listed, ...UNCHANGED }),
    'tools/call': (request) => call(request, stated),
    'subscriptions/listen': ({ id }) => subscriptions.add(id),
  }
  const withHandshake: Methods = {
    initialize() {
      isInitialized = true
      return { protocolVersion: revision.withHandshake, capabilities, serverInfo: about, instructions }
    },
    ping: () => ({}),
    'tools/list': () => ({ tools: listed }),
    'tools/call': (request) => call(request, (result) => result),
  }

  async function answer(request: McpRequest): Promise<void> {
    const { id, method } = request
    const era = eraOf(request.params)
    if ('error' in era) return send(errorMessage(id, era.error.code, era.error.message, era.error.data))
    if (era.name === 'withHandshake' && !isInitialized && method !== 'initialize' && method !== 'ping')
      return send(errorMessage(id, NO_HANDSHAKE.code, NO_HANDSHAKE.message))
    const methods = era.name === 'stateless' ? stateless : withHandshake
    const carryOut = Object.hasOwn(methods, method) ? methods[method] : undefined
    if (!carryOut) return send(errorMessage(id, errorCode.noMethod, `Unknown method: ${method}`))
    const result = await carryOut(request)
    if (typeof result === 'object') send(resultMessage(id, result))
  }

  return {
    stop,
    end: subscriptions.end,
    async receive(message) {
      if (message.kind === 'wrong') send(errorMessage(message.id, message.code, message.says))
      if (message.kind === 'notification' && message.method === 'notifications/cancelled') {
        const id = message.params['requestId']
        if (typeof id === 'string' || typeof id === 'number') for (const end of [cancel, subscriptions.cancel]) end(id)
      }
      if (message.kind !== 'request') return
      await answer(message).catch((fault: unknown) => {
        onFault(fault)
        send(errorMessage(message.id, errorCode.fault, 'This should not have happened: a fault in greenroom.'))
      })
    },
  }
}
