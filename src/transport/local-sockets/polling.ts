import { decodePayload, encodePayload } from 'engine.io-parser'
import { CUT_MS } from '../socket-io/connection.ts'
import { later } from '../socket-io/later.ts'
import type { EnginePacket } from '../socket-io/served.ts'
import type { EngineAnswer } from './engine-answer.ts'
import { UNBOUND, type LocalWire } from './wire.ts'

/** Carries packets in the answers to polls, and in what a client posts. */
export interface Polling extends LocalWire {
  /** Answers as soon as there is something to read. */
  readonly poll: (gone: AbortSignal) => Promise<EngineAnswer>
  readonly post: (payload: string) => EngineAnswer
}

/** Starts without a poll. A client that polls twice at once, or gives up a poll, has lost its connection. */
export function createPolling(): Polling {
  let events = UNBOUND
  let answer: ((packets: readonly EnginePacket[]) => void) | null = null
  let end: (() => void) | null = null
  const send = (packets: readonly EnginePacket[]): void => {
    const [reply, ended] = [answer, end]
    if (reply === null) return
    answer = end = null
    reply(ended ? [...packets, CLOSE] : packets)
    ended?.()
  }
  return {
    name: 'polling',
    bind: (bound) => void (events = bound),
    isReady: () => answer !== null,
    send,
    poll: (gone) =>
      new Promise((resolve) => {
        if (answer !== null) {
          events.ended('transport error')
          return resolve(LOST)
        }
        const reply = (packets: readonly EnginePacket[]): void => resolve(toAnswer(packets))
        answer = reply
        gone.addEventListener('abort', () => {
          if (answer !== reply) return
          answer = null
          // Its client does not read it, but who has passed the poll on waits for it.
          resolve(LOST)
          events.ended('transport error')
        })
        events.ready()
        if (end) send([NOOP])
      }),
    post(payload) {
      for (const packet of decodePayload(payload))
        if (packet.type === 'close') {
          send([NOOP])
          events.ended('transport close')
        } else events.packet(packet)
      return { status: 200, type: 'text/html', body: 'ok' }
    },
    end(ended) {
      if (answer) {
        send([CLOSE])
        return ended()
      }
      const cancel = later(CUT_MS, ended)
      end = () => {
        cancel()
        ended()
      }
    },
    cut() {
      send([CLOSE])
      end?.()
    },
  }
}

const CLOSE: EnginePacket = { type: 'close' }
const NOOP: EnginePacket = { type: 'noop' }
/** What a client gets whose connection is lost. */
const LOST: EngineAnswer = { status: 400, type: 'text/plain', body: '' }

function toAnswer(packets: readonly EnginePacket[]): EngineAnswer {
  let body = ''
  // Texts are encoded at once, and the mock sends nothing else.
  encodePayload([...packets], (encoded) => (body = encoded))
  return { status: 200, type: 'text/plain; charset=UTF-8', body }
}
