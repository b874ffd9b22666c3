import { socketFaces } from '../contract/compiled/socket-faces.ts'
import { eventsOf } from '../contract/read/socket-events.ts'
import { PLAIN_DIALECT, type RefusalRule, type SocketDialect } from '../dialect/dialect.ts'
import { NO_SPEECH } from '../dialect/speech.ts'
import { toAbsent, toAck, toAnswers, toRefusal } from './socket-answers.ts'
import { toEvents, toMessages, toNames } from './socket-names.ts'
import { toSpeech } from './speech.ts'
import { membersOf, textOf, wrong, type YamlValue } from './yaml-value.ts'

const ENTRIES = [
  'path',
  'namespace',
  'token',
  'events',
  'members',
  'messages',
  'ack',
  'refusal',
  'answers',
  'absent',
  'speaks',
]
const EVENTS = eventsOf(socketFaces)

/** How a target's Socket.IO differs from the contract's. Throws a Fault for words that are not in the contract. */
export function toDialect(at: YamlValue | undefined): SocketDialect {
  if (!at) return PLAIN_DIALECT
  const members = membersOf(at, 'entry', ENTRIES)
  const said = <Result>(name: string, convert: (at: YamlValue) => Result, usual: Result): Result => {
    const found = members.get(name)
    return found ? convert(found) : usual
  }
  const events = said('events', (each) => toEvents(each, EVENTS), {})
  const speech = said('speaks', toSpeech, NO_SPEECH)
  const hidden = Object.entries(events).find(([, name]) => Object.hasOwn(speech.relays, name))
  if (hidden)
    throw wrong(
      at,
      `the relay ${hidden[1]} would hide ${hidden[0]}, which events names so`,
      'Give one of them another name.',
    )
  return {
    path: said('path', toPath, PLAIN_DIALECT.path),
    namespace: said('namespace', toNamespace, PLAIN_DIALECT.namespace),
    token: said('token', textOf, PLAIN_DIALECT.token),
    events,
    members: said('members', toNames, {}),
    messages: said('messages', (each) => toMessages(each, EVENTS), {}),
    ack: said('ack', toAck, PLAIN_DIALECT.ack),
    refusal: said<RefusalRule | null>('refusal', toRefusal, null),
    answers: said('answers', toAnswers, {}),
    absent: said('absent', toAbsent, []),
    speech,
  }
}

function toPath(at: YamlValue): string {
  const path = textOf(at)
  if (!/^(?:\/[\w.~-]+)+\/$/.test(path) || /\/\.\.?\//.test(path))
    throw wrong(at, `${path} is not a path of Socket.IO`, 'Write it with a slash at both ends: /socket.io/.')
  return path
}

function toNamespace(at: YamlValue): string {
  const namespace = textOf(at)
  if (!/^\/[\w.~/-]*$/.test(namespace))
    throw wrong(at, `${namespace} is not a namespace`, 'Start it with a slash: /meetings; / is the main one.')
  return namespace
}
