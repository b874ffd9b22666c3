import type { GreenroomEvent } from './events.ts'
import type { Greenroom } from './greenroom.ts'

/**
 * Listens at once, and resolves when no event can be missed any more: what is read after that leaves no gap before the first of them.
 * Rejects if the stream fails before.
 */
export async function openedEvents(
  { events }: Pick<Greenroom, 'events'>,
  signal: AbortSignal | undefined,
): Promise<AsyncIterable<GreenroomEvent>> {
  const open = Promise.withResolvers<void>()
  const stream = events(signal, open.resolve)[Symbol.asyncIterator]()
  const first = stream.next()
  // It may end before it is open.
  await Promise.race([open.promise, first])
  return (async function* () {
    for (let next = await first; !next.done; next = await stream.next()) yield next.value
  })()
}
