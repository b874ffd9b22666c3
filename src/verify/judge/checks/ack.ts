import { under, valueAt } from '../../../contract/model/pointer.ts'
import { isContainer } from '../../../json.ts'
import type { Answered, Check, Sockets } from './answered.ts'
import { breach, type Breach } from './breach.ts'
import { ackSources, sourcesOf } from './statement.ts'

/** Whether a call on a socket got no usable answer: none arrived, or the server ended the connection without one. */
export const isUnanswered = ({ sockets, json }: Answered): boolean =>
  sockets?.answeredBy === 'nothing' || (sockets?.answeredBy === 'disconnect' && json === undefined)

/** A call is acked once, in time, with one argument; a refused connection gets an error whose message equals that of its data. */
export const checkAck: Check = (answered) => {
  const { sockets } = answered
  if (sockets === null || sockets.answeredBy === null) return []
  return [...mannerBreaches(answered, sockets), ...(isUnanswered(answered) ? [] : formBreaches(answered, sockets))]
}

/** The answer came neither as an ack nor as the refusal of a connection. */
function mannerBreaches(answered: Answered, { answeredBy, event, acks, waitedMs }: Sockets): Breach[] {
  const own = ackSources(answered)
  if (answeredBy === 'nothing')
    return [
      wrong(
        `there was no ${acks === null ? 'event that answers' : 'ack'} within ${waitedMs} ms`,
        sourcesOf(answered, 'condition'),
      ),
    ]
  if (answeredBy === 'event' && acks !== null) return [wrong(`there was no ack, but the event ${event} instead`, own)]
  if (answeredBy !== 'disconnect') return []
  const after = event === null ? 'without an answer' : `after the event ${event}`
  return [wrong(`the server ended the connection ${after}, but should have answered`, own)]
}

function formBreaches({ json, caseSources }: Answered, { acks, ackArguments, refusedBy }: Sockets): Breach[] {
  const said = valueAt(json, '/message')
  const wrapped = wrappedAt(json)
  const own = ['server', ...caseSources]
  return [
    ...(wrapped === undefined
      ? []
      : [
          wrong(
            `the answer is at ${wrapped} in the ack; if it always is, set socket.ack to that in the target file`,
            own,
          ),
        ]),
    ...(acks !== null && acks > 1 ? [wrong('the call was acked more than once', own, 1, acks)] : []),
    ...(acks !== null && acks > 0 && ackArguments !== 1
      ? [wrong('the ack does not have exactly one argument', own, 1, ackArguments)]
      : []),
    ...(refusedBy !== null && refusedBy !== said
      ? [wrong('the error that refuses the connection has a different message', own, said, refusedBy)]
      : []),
  ]
}

const wrong = (message: string, sources: readonly string[], expected?: unknown, actual?: unknown): Breach =>
  breach(message, { check: 'ack', sources, expected, actual })

/** Pointer to a part of an ack that looks like an answer, if the ack itself does not; undefined if there is none. */
function wrappedAt(ack: unknown): string | undefined {
  const isAnswer = (value: unknown): boolean =>
    typeof valueAt(value, '/statusCode') === 'number' || typeof valueAt(value, '/roomId') === 'string'
  if (!isContainer(ack) || isAnswer(ack)) return undefined
  return Object.keys(ack)
    .map((name) => under('', name))
    .find((pointer) => isAnswer(valueAt(ack, pointer)))
}
