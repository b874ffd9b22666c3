import { later } from '../socket-io/later.ts'
import type { LocalWire, WireEvents } from './wire.ts'

/** How an upgrade goes; the events of a wire follow only once it is done. */
export interface UpgradeEvents extends WireEvents {
  /** The client knows that the wire works, and waits for its poll to end. */
  readonly probed: () => void
  readonly done: () => void
  readonly failed: () => void
}

const UPGRADE_MS = 10_000

/** Lets a client prove that a wire works before it uses it. It has ten seconds for that. */
export function tryUpgrade(wire: LocalWire, events: UpgradeEvents): void {
  let state: 'tried' | 'done' | 'failed' = 'tried'
  const decide = (isDone: boolean): void => {
    if (state !== 'tried') return
    cancel()
    state = isDone ? 'done' : 'failed'
    if (isDone) return events.done()
    wire.cut()
    events.failed()
  }
  const cancel = later(UPGRADE_MS, () => decide(false))
  wire.bind({
    packet(packet) {
      if (state === 'done') return events.packet(packet)
      if (packet.type !== 'ping' || packet.data !== 'probe') return decide(packet.type === 'upgrade')
      wire.send([{ type: 'pong', data: 'probe' }])
      events.probed()
    },
    ready: events.ready,
    ended(reason) {
      if (state === 'done') events.ended(reason)
      else decide(false)
    },
  })
}
