import type { JournalEntry, WorldEvent } from '../contract/compiled/types.ts'
import type { Requester } from './requester.ts'

/** A call was answered, a world changed, or a slow reader lost events. */
export type GreenroomEvent =
  | { readonly kind: 'exchange'; readonly data: JournalEntry }
  | { readonly kind: 'world'; readonly data: WorldEvent }
  | { readonly kind: 'lost'; readonly data: { readonly count: number } }

/** Yields events as they happen, until the signal aborts or the server stops. `onOpen` is called once none can be missed. */
export async function* follow(
  requester: Requester,
  path: string,
  signal?: AbortSignal,
  onOpen?: () => void,
): AsyncIterable<GreenroomEvent> {
  const body = await requester.stream(path, signal).catch((error: unknown) => {
    if (signal?.aborted) return null
    throw error
  })
  if (body === null) return
  onOpen?.()
  const reader = body.getReader()
  const leave = (): void =>
    void reader.cancel().catch(() => {
      // The stream is broken already: nothing to cancel.
    })
  // A greenroom in this process doesn't see the signal.
  signal?.addEventListener('abort', leave)
  if (signal?.aborted) leave()
  const decoder = new TextDecoder()
  let text = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      text += decoder.decode(value, { stream: true })
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) yield* eventsIn(block)
    }
  } catch (error) {
    if (signal?.aborted) return
    throw error
  } finally {
    signal?.removeEventListener('abort', leave)
    leave()
  }
}

/** Parses a server-sent event; comments, which only keep the connection alive, give none. */
function eventsIn(block: string): GreenroomEvent[] {
  const lines = block.split('\n').map((line) => line.split(/: ?(.*)/s))
  const field = (wanted: string): string | undefined => lines.find(([name]) => name === wanted)?.[1]
  const event: unknown = { kind: field('event'), data: JSON.parse(field('data') ?? 'null') }
  return isEvent(event) ? [event] : []
}

const isEvent = (event: unknown): event is GreenroomEvent =>
  typeof event === 'object' &&
  event !== null &&
  'kind' in event &&
  (event.kind === 'exchange' || event.kind === 'world' || event.kind === 'lost')
