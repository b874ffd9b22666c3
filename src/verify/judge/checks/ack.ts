import { under, valueAt } from '../../../contract/model/pointer.ts'
import { isContainer } from '../../../json.ts'
import { weaker } from '../../model/source.ts'
import type { Answered, Check } from './answered.ts'
import { breach } from './breach.ts'

/** Whether a call on a socket got no answer. */
export const isUnanswered = ({ received, sockets }: Answered): boolean => sockets !== null && received.status === 0

/** A call is acked once, in time, with one argument; a connection is refused by an error whose message is that of its data. */
export const checkAck: Check = (answered) => {
  const { sockets, source } = answered
  if (sockets === null) return []
  const { acks, ackArguments, refusedBy, timeoutMs } = sockets
  const wrong = (message: string, expected?: unknown, actual?: unknown) =>
    breach(message, { check: 'ack', source: weaker(source, 'server'), expected, actual })
  if (isUnanswered(answered))
    return [{ ...wrong(`there was no ${acks === null ? 'event that answers' : 'ack'} within ${timeoutMs} ms`), source }]
  const said = valueAt(answered.json, '/message')
  const wrapped = wrappedAt(answered.json)
  return [
    ...(wrapped === undefined
      ? []
      : [
          wrong(
            `the answer stands at ${wrapped} of the ack; if it always does, name that as socket.ack in the target file`,
          ),
        ]),
    ...(acks !== null && acks > 1 ? [wrong('the call was acked more than once', 1, acks)] : []),
    ...(acks !== null && acks > 0 && ackArguments !== 1
      ? [wrong('the ack has not one argument', 1, ackArguments)]
      : []),
    ...(refusedBy !== null && refusedBy !== said
      ? [wrong('the connection is refused in other words', said, refusedBy)]
      : []),
  ]
}

/** Pointer to a part of an ack that looks like an answer, if the ack itself does not; undefined: there is none. */
function wrappedAt(ack: unknown): string | undefined {
  const isAnswer = (value: unknown): boolean =>
    typeof valueAt(value, '/statusCode') === 'number' || typeof valueAt(value, '/roomId') === 'string'
  if (!isContainer(ack) || isAnswer(ack)) return undefined
  return Object.keys(ack)
    .map((name) => under('', name))
    .find((pointer) => isAnswer(valueAt(ack, pointer)))
}
