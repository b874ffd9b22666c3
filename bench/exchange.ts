import { request as send, type Agent } from 'node:http'
import type { WireRequest } from '../src/contract/model/case-request.ts'

/** A request and its port on this machine. */
export interface Request extends WireRequest {
  readonly port: number
}

/** A literal answer. */
export interface Reply {
  readonly status: number
  /** Alternating names and values. */
  readonly headers: readonly string[]
  readonly body: string
}

/** Sends one request, on its own connection unless an agent keeps one, and reads the whole answer. */
export const exchange = (
  { port, method, target, headers, body }: Request,
  agent: Agent | false = false,
): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const request = send({ host: '127.0.0.1', port, method, path: target, headers: { ...headers }, agent })
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.rawHeaders,
          body: Buffer.concat(chunks).toString(),
        }),
      )
    })
    request.on('error', reject)
    request.end(body ?? undefined)
  })
