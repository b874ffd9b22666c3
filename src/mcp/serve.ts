import { linesOf } from './lines.ts'
import { errorCode, readMessage, type Message } from './message.ts'
import type { Protocol } from './protocol.ts'

/** Bytes of a line; arguments of tools are far smaller. */
const MOST_BYTES = 1024 * 1024

/**
 * Carries out the messages of a stream side by side until it ends, then waits for those under way. The stream has to end by itself
 * at the signal, which also ends calls.
 */
export async function serveMessages(
  chunks: AsyncIterable<Uint8Array>,
  protocol: Protocol,
  signal: AbortSignal,
): Promise<void> {
  signal.addEventListener('abort', protocol.stop, { once: true })
  const underway = new Set<Promise<void>>()
  for await (const line of linesOf(chunks, MOST_BYTES)) {
    if ('text' in line && line.text.trim() === '') continue
    const work = protocol.receive('text' in line ? readMessage(line.text) : TOO_LONG)
    underway.add(work)
    void work.finally(() => underway.delete(work))
  }
  protocol.end()
  await Promise.all(underway)
}

const TOO_LONG: Message = {
  kind: 'wrong',
  id: null,
  code: errorCode.invalid,
  says: `A message has at most ${MOST_BYTES} bytes.`,
}
