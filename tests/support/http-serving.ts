import { undocumented, type Answer, type MockRequest } from '../../src/mock/answer.ts'
import { defaultLimits } from '../../src/mock/limits.ts'
import { createClientConnections } from '../../src/transport/connections.ts'
import type { Exchange } from '../../src/transport/exchange.ts'
import { createHttpServer, type HttpParts } from '../../src/transport/node-http.ts'
import { listening } from './node-server.ts'
import { isWhole, rawAnswer } from './raw-answer.ts'

/** What a server answers by default. */
export const ANSWER: Answer = { status: 200, headers: ['X-Own', 'own'], body: 'ok', about: undocumented('answered') }

/** A server that listens, and what it was asked and told. */
export interface Serving {
  readonly at: Awaited<ReturnType<typeof listening>>
  /** Sends a head with `\n` for each end of a line, and a body; resolves with the whole answer, or with what came until the end. */
  readonly ask: (head: string, body?: string, isEnough?: (text: string) => boolean) => Promise<string>
  readonly asked: MockRequest[]
  readonly exchanges: Exchange[]
  readonly faults: unknown[]
}

/** A server with a dispatch that notes what it is asked, and what it told. */
export async function serving(
  more: Partial<HttpParts> = {},
  answer: (request: MockRequest) => Answer | Promise<Answer> = () => ANSWER,
): Promise<Serving> {
  const asked: MockRequest[] = []
  const exchanges: Exchange[] = []
  const faults: unknown[] = []
  const at = await listening(
    createHttpServer({
      dispatch(request) {
        asked.push(request)
        return answer(request)
      },
      guard: ({ headers }) =>
        headers['host'] === 'evil'
          ? { passes: false, problem: { status: 421, title: 'Wrong host', detail: 'Not here.' } }
          : { passes: true, origin: headers['origin'] ?? null },
      limits: defaultLimits,
      connections: createClientConnections(100),
      onExchange: (exchange) => exchanges.push(exchange),
      onFault: (fault) => faults.push(fault),
      ...more,
    }),
  )
  const ask: Serving['ask'] = (head, body = '', isEnough = isWhole) =>
    rawAnswer(at.port, `${head.replaceAll('\n', '\r\n')}\r\n\r\n${body}`, isEnough)
  return { at, ask, asked, exchanges, faults }
}

/** The status of an answer as it was sent. */
export const statusOf = (text: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1])

/** The detail of a problem in its body. */
export const detailOf = (text: string): string => JSON.parse(text.slice(text.indexOf('\r\n\r\n'))).detail
