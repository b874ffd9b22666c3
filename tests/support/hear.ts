import { setImmediate as nextTurn } from 'node:timers/promises'
import type { GreenroomEvent, TestWorld } from '../../src/client/connect.ts'

const isByHand = ({ kind, data }: GreenroomEvent): boolean => kind === 'world' && data.kind === 'changed'

/**
 * Reads events until they end, or the last one that is wanted has come. Works meanwhile, but not before it is certain that somebody
 * listens: until an event comes, it changes the world by hand. Changes by hand are left out of what is heard.
 */
export async function hear(
  events: AsyncIterable<GreenroomEvent>,
  { limiter }: Pick<TestWorld, 'limiter'>,
  work: () => Promise<unknown>,
  isLast: (event: GreenroomEvent) => boolean = () => false,
): Promise<GreenroomEvent[]> {
  const heard: GreenroomEvent[] = []
  const state = { listens: false }
  const working = (async () => {
    for (; !state.listens; await nextTurn()) await limiter.on()
    await work()
  })()
  for await (const event of events) {
    state.listens = true
    if (isByHand(event)) continue
    heard.push(event)
    if (isLast(event)) break
  }
  state.listens = true
  await working
  return heard
}
