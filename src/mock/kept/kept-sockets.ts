import type { Answer } from '../answer.ts'
import { keeping } from './keeping.ts'
import { createOwedLeaves } from './owed-leaves.ts'
import { asAck, type SocketCalls } from '../socket-calls.ts'

/** Socket calls that answer 503 if the store can't keep a change. A seat of a closed socket is given up as soon as it can. */
export function keptSockets(calls: SocketCalls): SocketCalls {
  const leaves = createOwedLeaves()
  return {
    ...calls,
    enter: (name) => keeping(() => calls.enter(name)),
    identify: (...who) => keeping(() => calls.identify(...who)),
    connect: (call) => keeping(() => calls.connect(call)),
    event: (name, call) => keeping(() => calls.event(name, call), asAck),
    disconnect: (...how) => {
      const leave = (): Answer | undefined | Promise<Answer | undefined> => calls.disconnect(...how)
      return keeping(leave, (unkept) => {
        leaves.owe(leave)
        return unkept
      })
    },
  }
}
