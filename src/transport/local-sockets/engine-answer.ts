/** A request of a client that polls. */
export interface EngineRequest {
  readonly method: string
  /** Path and query. */
  readonly target: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
  /** Aborted when the client gives up. */
  readonly gone: AbortSignal
}

/** What such a request gets. */
export interface EngineAnswer {
  readonly status: number
  readonly type: string
  readonly body: string
}

/** Engine.IO's codes and words, in their order. */
const MESSAGES = {
  transport: 'Transport unknown',
  session: 'Session ID unknown',
  method: 'Bad handshake method',
  request: 'Bad request',
  forbidden: 'Forbidden',
  protocol: 'Unsupported protocol version',
}

/** What is wrong with a request. */
export type RefusalReason = keyof typeof MESSAGES

/** The answer that refuses a request, as Engine.IO's server gives it. */
export const refusal = (why: RefusalReason): EngineAnswer => ({
  status: why === 'forbidden' ? 403 : 400,
  type: 'application/json',
  body: JSON.stringify({ code: Object.keys(MESSAGES).indexOf(why), message: MESSAGES[why] }),
})
