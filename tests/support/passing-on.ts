import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { forward } from '../../src/watch/forward.ts'
import { createUpstream } from '../../src/watch/upstream.ts'
import { listening } from './node-server.ts'

/** A server that passes calls on. */
export interface Front {
  readonly port: number
  readonly url: string
  /** What was copied, by its end: `asked → status answered`, or why it was lost. */
  readonly ends: string[]
  /** The answers here. */
  readonly responses: readonly ServerResponse[]
}

/** Passes calls on to a server that answers like this. */
export async function before(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  use: (front: Front) => Promise<void>,
): Promise<void> {
  await using far = await listening(createServer(answer))
  const upstream = createUpstream(far.url, undefined)
  const ends: string[] = []
  const responses: ServerResponse[] = []
  const near = createServer((request, response) => {
    responses.push(response)
    const [asked, answered]: [Uint8Array[], Uint8Array[]] = [[], []]
    const tapOf = (chunks: Uint8Array[]) => ({
      add: (chunk: Uint8Array) => void chunks.push(chunk),
      bytes: () => Buffer.concat(chunks),
      release: () => {},
    })
    const textOf = (chunks: Uint8Array[]): string => Buffer.concat(chunks).toString()
    forward({
      request,
      response,
      upstream,
      tapped: {
        request: tapOf(asked),
        response: tapOf(answered),
        answered: (status) => ends.push(`${textOf(asked)} → ${status} ${textOf(answered)}`),
        lost: (why) => ends.push(why),
      },
    })
  })
  {
    await using front = await listening(near)
    await use({ ...front, ends, responses })
  }
  await upstream.close()
}
