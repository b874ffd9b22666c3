import { callTool, failed } from './call-tool.ts'
import { errorCode, errorMessage, resultMessage, type Message, type MessageId } from './message.ts'
import type { Tool } from './tool.ts'

/** A message that asks for an answer. */
export type McpRequest = Extract<Message, { readonly kind: 'request' }>

/** The calls of tools that are under way. */
export interface Calls {
  /** Calls a tool and sends its result, in the form of a revision. Rejects with what is nobody's fault but greenroom's. */
  readonly call: (request: McpRequest, toResult: (result: object) => object) => Promise<void>
  /** Ends one, which gets no answer. */
  readonly cancel: (id: MessageId) => void
  /** Ends them all. */
  readonly stop: () => void
}

/** Calls at once; a model that asks for more is told so. */
const MOST_CALLS = 16

/** None yet. */
export function createCalls(tools: readonly Tool[], send: (message: object) => void): Calls {
  const underway = new Map<MessageId, AbortController>()
  return {
    async call({ id, params }, toResult) {
      const tool = tools.find(({ name }) => name === params['name'])
      if (!tool) return send(errorMessage(id, errorCode.badParams, `Unknown tool: ${String(params['name'])}`))
      if (underway.size >= MOST_CALLS)
        return send(resultMessage(id, toResult(failed(`${MOST_CALLS} calls are under way: wait for one to end.`))))
      const end = new AbortController()
      underway.set(id, end)
      try {
        const result = await callTool(tool, params['arguments'] ?? {}, end.signal)
        if (!end.signal.aborted) send(resultMessage(id, toResult(result)))
      } catch (error) {
        // Nobody waits for a call that was cancelled.
        if (!end.signal.aborted) throw error
      } finally {
        underway.delete(id)
      }
    },
    cancel: (id) => underway.get(id)?.abort(new DOMException('cancelled by the client', 'AbortError')),
    stop() {
      for (const end of underway.values()) end.abort(new DOMException('the server ends', 'AbortError'))
    },
  }
}
